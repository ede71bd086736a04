"""A morning's number, from the portal or from a tap in a mail. A later answer corrects the number and no more."""

from collections.abc import Mapping
from datetime import date, datetime

from patients.models import Patient
from programmes.models import CheckIn
from programmes.services import check_in


def answer_morning(
    *, patient: Patient, on: date, pain: int, now: datetime, red_flags: Mapping[str, bool] | None = None
) -> CheckIn:
    """Keep the number; feeling and danger signs of an earlier answer stay unless new ones are given.

    Raises LogRefused when it is too late for that morning.
    """
    before = CheckIn.objects.filter(patient=patient, on=on).first()
    kept, _ = check_in(
        patient=patient,
        on=on,
        pain_morning=pain,
        feeling=before.feeling if before else "",
        red_flags=red_flags if red_flags is not None else (before.red_flags if before else None),
        now=now,
    )
    return kept
