"""What an examination's findings support, told with what is known of the patient from elsewhere."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from assessments.classification import Reading, reading
from assessments.models import Examination
from assessments.reading_words import Json, reading_as_json
from assessments.redflags.findings import hits
from assessments.services.flags import follow_red_flags
from assessments.services.rule_history import rules_on


def reading_of(examination: Examination) -> Reading:
    """What this examination's findings support, told with the flags and the score known from elsewhere."""
    episode, on = examination.episode, _day(examination)
    patient = episode.patient
    flags = list(patient.red_flags.all())
    still_open = {flag.rule for flag in flags if flag.is_open}
    judged = {flag.rule for flag in flags if not flag.is_open and not flag.is_taken_back}
    baseline = episode.scores.of("akps").scored().in_order().first()
    return reading(
        _findings(examination),
        on=on,
        age=patient.age(on),
        sex=patient.sex,
        runner=episode.is_runner,
        akps=baseline.score if baseline else None,
        cleared=judged - still_open,
        open_flags=still_open,
        values=rules_on(on),
    )


def followed_reading(*, examination: Examination, by: Any, now: datetime) -> Reading:
    """Bring the red flags in line with the findings, then read them.

    In this order: a flag that opens anew counts as open in the very reading that finds it, and one that is taken
    back no longer stands in the way.
    """
    on = _day(examination)
    met = hits(_findings(examination), on=on, age=examination.episode.patient.age(on), values=rules_on(on))
    follow_red_flags(examination=examination, hits=met, by=by, now=now)
    return reading_of(examination)


def told_reading(examination: Examination) -> Json:
    """The reading as it is shown: of a signed note as it was kept with it, of a draft as it is now."""
    return examination.reading or reading_as_json(reading_of(examination))


def _day(examination: Examination) -> date:
    return timezone.localdate(examination.contact_at)


def _findings(examination: Examination) -> Mapping[str, Any]:
    """Until the side is charted, the episode's own stands, as the page's heading says it."""
    return {"S01": examination.episode.side, **examination.findings}
