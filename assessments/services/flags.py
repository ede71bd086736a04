"""A red flag is opened once, stays until a clinician clears it, and is never decided by this page."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, Protocol

from django.db import transaction

from assessments import redflags
from assessments.models import Examination, RedFlag
from patients.models import Patient


class Met(Protocol):
    """A rule that findings meet, as `assessments.redflags.findings.hits` gives it: level, and the fields' ids."""

    @property
    def rule(self) -> redflags.RedFlag: ...
    @property
    def level(self) -> redflags.Level: ...
    @property
    def inputs(self) -> tuple[str, ...]: ...


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
    if not hits:
        return []
    _one_at_a_time(patient)
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
    flags = list(patient.red_flags.open().filter(rule__in=hits))
    RedFlag.objects.bulk_update([flag for flag in flags if flag.found_by(source, at=now)], ["inputs"])
    return flags


@transaction.atomic
def follow_red_flags(*, examination: Examination, hits: Iterable[Met], by: Any, now: datetime) -> list[RedFlag]:
    """Bring the patient's flags in line with what this note finds now; the open flags that it meets.

    For every save of a draft and for signing. Each new hit opens a flag, whose level follows upward. A flag that this
    draft alone raised is taken back when its finding goes, closed in the name of `by`; nothing is deleted, and
    nothing of a signed note is taken back. What a clinician cleared is not opened again by the same finding of
    the same note. The queries do not grow with the flags.
    """
    patient = _one_at_a_time(examination.episode.patient)
    found = {hit.rule.id: hit for hit in hits}
    known = list(RedFlag.objects.filter(patient=patient))
    standing = {flag.rule: flag for flag in known if flag.is_open}
    RedFlag.objects.bulk_create(
        [
            RedFlag(
                patient=patient,
                rule=rule,
                level=hit.level,
                source=RedFlag.Source.EXAMINATION,
                inputs={"fields": list(hit.inputs)},
                examination=examination,
                opened_at=now,
            )
            for rule, hit in found.items()
            if rule not in standing and not _settled(known, examination, hit)
        ]
    )
    changed = [flag for rule, flag in standing.items() if _followed(flag, examination, found.get(rule), by, now)]
    RedFlag.objects.bulk_update(changed, ["level", "inputs", "cleared_at", "cleared_by", "cleared_why"])
    return list(RedFlag.objects.open().filter(patient=patient, rule__in=found).worst_first())


def _one_at_a_time(patient: Patient) -> Patient:
    """Two saves at once follow each other, so that neither opens what the other is taking back."""
    return Patient.objects.select_for_update().get(pk=patient.pk)


def _settled(known: Iterable[RedFlag], note: Examination, hit: Met) -> bool:
    cleared = (flag for flag in known if flag.rule == hit.rule.id)
    return any(flag.settles(note, fields=hit.inputs, level=hit.level) for flag in cleared)


def _followed(flag: RedFlag, note: Examination, hit: Met | None, by: Any, now: datetime) -> bool:
    if hit is None:
        return flag.gone_from(note, by=by, at=now)
    return flag.found_in(note, fields=hit.inputs, level=hit.level, at=now)
