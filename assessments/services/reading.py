"""What an examination's findings support, told with what is known of the patient from elsewhere."""

from django.utils import timezone

from assessments.classification import Reading, reading
from assessments.models import Examination


def reading_of(examination: Examination) -> Reading:
    """What this examination's findings support, told with the flags and the score known from elsewhere."""
    episode = examination.episode
    patient, on = episode.patient, timezone.localdate(examination.contact_at)
    flags = list(patient.red_flags.values_list("rule", "cleared_at"))
    still_open = {rule for rule, cleared_at in flags if cleared_at is None}
    baseline = episode.scores.of("akps").scored().in_order().first()
    # Until the side is charted, the episode's own stands, as the page's heading says it.
    return reading(
        {"S01": episode.side, **examination.findings},
        on=on,
        age=patient.age(on),
        sex=patient.sex,
        runner=episode.is_runner,
        akps=baseline.score if baseline else None,
        cleared={rule for rule, cleared_at in flags if cleared_at} - still_open,
        open_flags=still_open,
    )
