"""A note when it is done: signed and locked, countersigned for a student, added to for ever."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from assessments import examination as form
from assessments.classification import Reading
from assessments.disagreements import disagreements
from assessments.models import Addendum, Countersignature, Examination
from assessments.reading_words import reading_as_json
from assessments.services.reading import followed_reading
from patients.access import CLINICAL, role_of

LONGEST_ADDENDUM = 5000
NO_REASON = "You decided otherwise than the suggestion: say why in a line."


class Overtaken(Exception):
    """Somebody saved this draft since it was opened. Carries the examination as it is now."""

    def __init__(self, examination: Examination) -> None:
        super().__init__("Somebody else saved this note since you opened it. Yours is still on this page.")
        self.examination = examination


class SigningBlocked(Exception):
    """What is missing, path → sentence; with the reading, where it was looked at."""

    def __init__(self, missing: Mapping[str, str], message: str, reading: Reading | None = None) -> None:
        super().__init__(message)
        self.missing = dict(missing)
        self.reading = reading


@transaction.atomic
def sign_examination(*, examination: Examination, version: int, by: Any, now: datetime) -> Examination:
    """Sign and lock, keep what the rules said, and open the red flags that the findings raise.

    A student signs for their supervisor to countersign. Raises SigningBlocked (what is missing, or no
    registration) and Overtaken.
    """
    kept = Examination.objects.select_for_update().select_related("episode__patient").get(pk=examination.pk)
    if kept.is_signed:
        raise SigningBlocked({}, "This note is signed already.")
    if kept.version != version:
        raise Overtaken(kept)
    kept.signed_as = signs_as(by, on=timezone.localdate(now))
    found = followed_reading(examination=kept, by=by, now=now)
    if missing := missing_before_signing(kept, found):
        raise SigningBlocked(missing, f"{len(missing)} to fill in before you can sign.", found)
    kept.reading = reading_as_json(found)
    kept.signed_at, kept.signed_by = now, by
    kept.countersign_by = by.supervisor if by.is_student else None
    kept.save()
    return kept


def missing_before_signing(examination: Examination, found: Reading) -> dict[str, str]:
    """What still keeps a draft from being signed: path → sentence. `found` is its reading."""
    on = timezone.localdate(examination.contact_at)
    missing = form.missing_to_sign(
        examination.findings,
        age=examination.episode.patient.age(on),
        runner=examination.episode.is_runner,
        first=examination.kind == Examination.Kind.FIRST,
    )
    if any(not one.reason for one in disagreements(examination.findings, found)):
        missing["D07"] = NO_REASON
    return missing


@transaction.atomic
def countersign(*, examination: Examination, by: Any, now: datetime, remark: str = "") -> Countersignature:
    """The supervisor's name under a student's signed note; pressed twice it is there once.

    Raises SigningBlocked, also where another name or other words stand there already.
    """
    kept = Examination.objects.select_for_update().get(pk=examination.pk)
    if kept.countersign_by_id is None:
        raise SigningBlocked({}, "This note needs no countersignature.")
    if role_of(by) not in CLINICAL or by.pk == kept.signed_by_id or by.is_student:
        raise SigningBlocked({}, "Only a registered physio can countersign, and nobody their own note.")
    standing = Countersignature.objects.filter(examination=kept).select_related("by").first()
    if standing and (standing.by_id, standing.remark) != (by.pk, remark):
        raise SigningBlocked({}, f"{standing.by} has countersigned this note. Add more as an addendum.")
    signature, _ = Countersignature.objects.get_or_create(
        examination=kept,
        defaults={"by": by, "signed_as": signs_as(by, on=timezone.localdate(now)), "remark": remark, "at": now},
    )
    return signature


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


def signs_as(by: Any, *, on: date) -> str:
    """Who signs, with the registration that holds that day. Raises SigningBlocked."""
    if by.is_student:
        return f"{by.name}, student of {by.supervisor.name}"
    if not by.hcpc_number:
        raise SigningBlocked({}, "Your HCPC number is not on your account, so you can't sign yet. Ask the owner.")
    if not by.is_registered(on):
        raise SigningBlocked(
            {}, f"Your HCPC registration ended on {by.hcpc_expires_on:%-d %B %Y}, so you can't sign. Ask the owner."
        )
    return f"{by.name}, {by.hcpc_number}"
