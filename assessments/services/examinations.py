"""The note's life: started, saved section by section, signed, added to."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from assessments import examination as form
from assessments.classification import Reading, reading
from assessments.models import Addendum, Examination
from assessments.services.flags import open_red_flags
from patients.models import Episode


class Overtaken(Exception):
    """Somebody saved this draft since it was opened. Carries the examination as it is now."""

    def __init__(self, examination: Examination) -> None:
        super().__init__("Somebody else saved this note since you opened it. Yours is still on this page.")
        self.examination = examination


class SigningBlocked(Exception):
    """What is missing, field id → label."""

    def __init__(self, missing: Mapping[str, str], message: str) -> None:
        super().__init__(message)
        self.missing = dict(missing)


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


def start_examination(*, episode: Episode, kind: str, by: Any, now: datetime) -> Examination:
    """A new draft, or this clinician's own draft of that kind when there is one already."""
    note, _ = Examination.objects.get_or_create(
        episode=episode,
        kind=kind,
        author=by,
        signed_at=None,
        defaults={"catalogue_version": form.CATALOGUE_VERSION, "contact_at": now, "entered_at": now},
    )
    return note


@transaction.atomic
def save_findings(
    *,
    examination: Examination,
    findings: Mapping[str, Any],
    version: int,
    by: Any,
    now: datetime,
    plan: str | None = None,
) -> tuple[Examination, dict[str, str], dict[str, str]]:
    """Keep what can be kept of these fields; the rest comes back as sentences.

    Merges `findings` (a value of None takes the field out) into the draft. Returns the saved draft, errors by
    path and warnings by path. Raises Overtaken when `version` is not the stored one, and SigningBlocked once
    the note is signed.
    """
    kept = Examination.objects.select_for_update().get(pk=examination.pk)
    if kept.is_signed:
        raise SigningBlocked({}, "This note is signed. Add an addendum instead.")
    if kept.version != version:
        raise Overtaken(kept)
    merged = {field: value for field, value in {**kept.findings, **findings}.items() if value is not None}
    kept.findings, errors, warnings = form.validate(merged, on=timezone.localdate(kept.contact_at))
    if plan is not None:
        kept.plan = plan
    kept.version += 1
    kept.entered_at = now
    kept.save()
    return kept, errors, warnings


@transaction.atomic
def sign_examination(*, examination: Examination, version: int, by: Any, now: datetime) -> Examination:
    """Sign and lock, and open the red flags that the findings raise.

    Raises SigningBlocked (what is missing, or no registration) and Overtaken.
    """
    kept = Examination.objects.select_for_update().select_related("episode__patient").get(pk=examination.pk)
    if kept.is_signed:
        raise SigningBlocked({}, "This note is signed already.")
    if kept.version != version:
        raise Overtaken(kept)
    if not by.hcpc_number:
        raise SigningBlocked({}, "Your HCPC number is not on your account, so you can't sign yet. Ask the owner.")
    patient, on = kept.episode.patient, timezone.localdate(kept.contact_at)
    age, runner = patient.age(on), kept.episode.is_runner
    if kept.kind == Examination.Kind.FIRST and (missing := form.missing_to_sign(kept.findings, age=age, runner=runner)):
        raise SigningBlocked(missing, f"{len(missing)} to fill in before you can sign.")
    cleared = set(patient.red_flags.filter(cleared_at__isnull=False).values_list("rule", flat=True))
    open_red_flags(
        patient=patient,
        answers={hit.rule.id: True for hit in reading_of(kept).red_flags if hit.rule.id not in cleared},
        source="examination",
        now=now,
        inputs={"examination": str(kept.uuid)},
    )
    kept.signed_at, kept.signed_by = now, by
    kept.signed_as = f"{by.name}, {by.hcpc_number}"
    kept.save()
    return kept


@transaction.atomic
def add_addendum(*, examination: Examination, text: str, reason: str, by: Any, now: datetime) -> Addendum:
    """Words added to a signed note, for ever. The same words sent twice by one person are one addendum."""
    kept = Examination.objects.select_for_update().get(pk=examination.pk)
    if not kept.is_signed:
        raise SigningBlocked({}, "A draft needs no addendum: change it.")
    addendum, _ = Addendum.objects.get_or_create(
        examination=kept, text=text, reason=reason, author=by, defaults={"at": now}
    )
    return addendum
