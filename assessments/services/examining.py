"""A note while it is written: begun from the last one, saved box by box, by more than one person at once."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from assessments import examination as form
from assessments.classification import Reading
from assessments.disagreements import agreement
from assessments.examination.leaves import leaves, touches, with_leaves
from assessments.models import Examination
from assessments.services.reading import followed_reading, reading_of
from assessments.services.signing import Overtaken, SigningBlocked
from patients.models import Episode

# What is saved beside the findings, by the path that the page uses for it.
PLAN, CONTACT_AT = "plan", "contact_at"
CONTACT_TOO_LATE = "The visit can't lie in the future. Check the day and the time."
CONTACT_TOO_EARLY = "That is before this episode was opened. Check the day."
LONGEST_PLAN = 5000


class FindingsRefused(Exception):
    """Fields that can't be kept: path → sentence. Nothing was written."""

    def __init__(self, errors: Mapping[str, str]) -> None:
        super().__init__(" ".join(errors.values()))
        self.errors = dict(errors)


@dataclass(slots=True)
class Saved:
    """The draft as it is kept now, and by path: what was refused, what is asked about, and where two people differ.

    `clashes` holds what stands in boxes that somebody else changed since; there nothing was overwritten.
    """

    note: Examination
    reading: Reading
    errors: dict[str, str] = field(default_factory=dict)
    warnings: dict[str, str] = field(default_factory=dict)
    clashes: dict[str, Any] = field(default_factory=dict)


def start_examination(*, episode: Episode, kind: str, by: Any, now: datetime) -> Examination:
    """A new draft, or this clinician's own draft of that kind when there is one already.

    After the first examination a draft begins with what seldom changes, and is compared with the last signed note.
    """
    last = None
    if kind != Examination.Kind.FIRST:
        last = episode.examinations.signed().filter(contact_at__lte=now).order_by("-contact_at").first()
    note, _ = Examination.objects.get_or_create(
        episode=episode,
        kind=kind,
        author=by,
        signed_at=None,
        defaults={
            "catalogue_version": form.CATALOGUE_VERSION,
            "contact_at": now,
            "entered_at": now,
            "based_on": last,
            "findings": form.carried(last.findings) if last else {},
        },
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
) -> Saved:
    """Keep whole fields (None takes one out), all of them or none.

    Raises FindingsRefused, Overtaken when `version` is not the stored one, and SigningBlocked once the note is
    signed.
    """
    kept = _draft(examination)
    if kept.version != version:
        raise Overtaken(kept)
    checked = {one: value for one, value in {**kept.findings, **findings}.items() if value is not None}
    saved = _keep(kept, checked, by=by, now=now, plan=plan)
    if saved.errors:
        raise FindingsRefused(saved.errors)
    return saved


@transaction.atomic
def save_boxes(
    *,
    examination: Examination,
    boxes: Mapping[str, Any],
    version: int,
    by: Any,
    now: datetime,
    plan: str | None = None,
    contact_at: datetime | None = None,
    whole_page: bool = False,
) -> Saved:
    """Keep single boxes by path (None empties one), whoever else is saving others meanwhile.

    A box that was changed after `version` to something else is left as it stands and comes back as a clash.
    With `whole_page` every box of a page was sent: one that is empty there was not emptied on purpose, so it gives
    way. Raises Overtaken for a version that never was, and SigningBlocked once the note is signed.
    """
    kept = _draft(examination)
    if not 0 <= version <= kept.version:
        raise Overtaken(kept)
    standing = leaves(kept.findings) | {PLAN: kept.plan, CONTACT_AT: kept.contact_at}
    sent = {**boxes, **_beside(plan, contact_at)}
    newer = {
        path: standing.get(path)
        for path, value in sent.items()
        if kept.changes.get(path, 0) > version and standing.get(path) != value
    }
    mine = {path: value for path, value in boxes.items() if path not in newer}
    refused = _refused(kept, mine)
    saved = _keep(
        kept,
        with_leaves(kept.findings, {path: value for path, value in mine.items() if path not in refused}),
        by=by,
        now=now,
        plan=None if PLAN in newer else plan,
        contact_at=None if CONTACT_AT in newer else contact_at,
    )
    saved.errors |= {path: sentence for sentences in refused.values() for path, sentence in sentences.items()}
    saved.clashes = {path: value for path, value in newer.items() if not (whole_page and sent[path] in (None, ""))}
    return saved


def _refused(kept: Examination, boxes: Mapping[str, Any]) -> dict[str, dict[str, str]]:
    """The boxes that can't be kept, each with its sentences by path: what stood in them before stays."""
    _, errors, _ = _checked(kept, with_leaves(kept.findings, boxes))
    refused: dict[str, dict[str, str]] = {}
    for wrong, sentence in errors.items():
        for path in boxes:
            if touches(path, wrong):
                refused.setdefault(path, {})[wrong] = sentence
    return refused


@transaction.atomic
def agree_with_reading(*, examination: Examination, version: int, by: Any, now: datetime) -> Saved:
    """Take over what the findings suggest: diagnosis, subgroups and which of them leads.

    Raises Overtaken when `version` is not the stored one, so that nobody agrees to what they have not seen.
    """
    kept = _draft(examination)
    if kept.version != version:
        raise Overtaken(kept)
    found = reading_of(kept)
    findings = {one: value for one, value in {**kept.findings, **agreement(found)}.items() if value is not None}
    # What the physio decides is read by no rule, so the reading stands.
    return _keep(kept, findings, by=by, now=now, found=found)


def _draft(examination: Examination) -> Examination:
    kept = Examination.objects.select_for_update().select_related("episode__patient").get(pk=examination.pk)
    if kept.is_signed:
        raise SigningBlocked({}, "This note is signed. Add an addendum instead.")
    return kept


def _beside(plan: str | None, contact_at: datetime | None) -> dict[str, Any]:
    return {path: value for path, value in ((PLAN, plan), (CONTACT_AT, contact_at)) if value is not None}


def _keep(
    kept: Examination,
    findings: Mapping[str, Any],
    *,
    by: Any,
    now: datetime,
    plan: str | None = None,
    contact_at: datetime | None = None,
    found: Reading | None = None,
) -> Saved:
    """Check and keep; the version rises, each changed box remembers it, and the red flags follow the findings.

    `found` is the reading where this change can't alter it.
    """
    was = leaves(kept.findings) | {PLAN: kept.plan, CONTACT_AT: kept.contact_at}
    errors: dict[str, str] = {}
    if contact_at is not None:
        if refusal := _contact_refused(kept, contact_at, now):
            errors[CONTACT_AT] = refusal
        else:
            kept.contact_at = contact_at
    kept.findings, wrong, warnings = _checked(kept, findings)
    if plan is not None and len(plan) > LONGEST_PLAN:
        errors[PLAN] = f"Keep the plan to {LONGEST_PLAN} letters. It has {len(plan)} now."
    elif plan is not None:
        kept.plan = plan
    become = leaves(kept.findings) | {PLAN: kept.plan, CONTACT_AT: kept.contact_at}
    changed = [path for path in {**was, **become} if was.get(path) != become.get(path)]
    if changed:
        kept.version += 1
        kept.changes = {**kept.changes, **dict.fromkeys(changed, kept.version)}
        kept.entered_at, kept.saved_by = now, by
        kept.save()
    if found is None:
        found = followed_reading(examination=kept, by=by, now=now) if changed else reading_of(kept)
    return Saved(kept, found, {**errors, **wrong}, warnings)


def _checked(kept: Examination, findings: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, str], dict[str, str]]:
    seen_on = timezone.localdate(kept.contact_at)
    return form.validate(findings, on=seen_on, born=kept.episode.patient.date_of_birth)


def _contact_refused(kept: Examination, contact_at: datetime, now: datetime) -> str:
    if contact_at > now:
        return CONTACT_TOO_LATE
    return CONTACT_TOO_EARLY if timezone.localdate(contact_at) < kept.episode.opened_on else ""
