"""A red flag is opened once, stays until a clinician clears it, and is never decided by this page."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from assessments import redflags
from assessments.models import RedFlag
from patients.models import Patient


@transaction.atomic
def open_red_flags(
    *,
    patient: Patient,
    answers: Mapping[str, bool],
    source: str,
    now: datetime,
    inputs: Mapping[str, Any] | None = None,
) -> list[RedFlag]:
    """One open flag for each rule that was answered yes; a rule that is open already stays one flag."""
    hits = [rule for rule, yes in answers.items() if yes]
    RedFlag.objects.bulk_create(
        [
            RedFlag(
                patient=patient,
                rule=rule,
                level=redflags.BY_ID[rule].level,
                source=source,
                inputs=dict(inputs or {rule: True}),
                opened_at=now,
            )
            for rule in hits
        ],
        ignore_conflicts=True,
    )
    return list(patient.red_flags.open().filter(rule__in=hits))
