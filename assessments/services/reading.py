"""What an examination's findings support, told with what is known of the patient from elsewhere."""

from django.utils import timezone

from assessments.classification import Reading, reading
from assessments.models import Examination
from assessments.reading_words import Json, reading_as_json
from assessments.services.rule_history import rules_on


def reading_of(examination: Examination) -> Reading:
    """What this examination's findings support, told with the flags and the score known from elsewhere."""
    episode = examination.episode
    patient, on = episode.patient, timezone.localdate(examination.contact_at)
    flags = list(patient.red_flags.all())
    still_open = {flag.rule for flag in flags if flag.is_open}
    judged = {flag.rule for flag in flags if not flag.is_open and not flag.is_taken_back}
    baseline = episode.scores.of("akps").scored().in_order().first()
    # Until the side is charted, the episode's own stands, as the page's heading says it.
    return reading(
        {"S01": episode.side, **examination.findings},
        on=on,
        age=patient.age(on),
        sex=patient.sex,
        runner=episode.is_runner,
        akps=baseline.score if baseline else None,
        cleared=judged - still_open,
        open_flags=still_open,
        values=rules_on(on),
    )


def told_reading(examination: Examination) -> Json:
    """The reading as it is shown: of a signed note as it was kept with it, of a draft as it is now."""
    return examination.reading or reading_as_json(reading_of(examination))
