"""The page before a signature: what is missing, what deserves a look, and the whole note as it will be locked."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone

from assessments import examination as form
from assessments import redflags
from assessments.classification import Reading
from assessments.examination import Section
from assessments.examination.differences import differences
from assessments.examination.words import in_words
from assessments.models import Examination, RedFlag
from assessments.reading_words import reading_as_json
from assessments.services import SigningBlocked, missing_before_signing, reading_of, signs_as
from clinic.admin import examination_page as page_of
from clinic.admin.signed_note import parts_of
from clinic.bookings.models import Appointment


@dataclass(frozen=True, slots=True)
class Look:
    """Something that does not stop a signature but must be seen before it; `urgent` where somebody may come to harm."""

    what: str
    why: str
    url: str
    urgent: bool = False


def context_of(
    note: Examination, *, user: Any, now: datetime, refused: str = "", reading: Reading | None = None
) -> dict[str, Any]:
    """`refused` is why a signature was just turned away, where it was, `reading` what was read of the note for it."""
    reading, on = reading or reading_of(note), timezone.localdate(now)
    missing = missing_before_signing(note, reading)
    try:
        name = signs_as(user, on=on)
    except SigningBlocked as refusal:
        name, refused = "", str(refusal)
    return {
        "title": f"Review before signing: {note.episode.patient}",
        "note": note,
        "patient": note.episode.patient,
        "refused": refused,
        "missing": [(sentence, _way(note, path)) for path, sentence in missing.items()],
        "looks": list(_looks(note, reading_as_json(reading)["diagnosis"], on=on)),
        "signs_as": name,
        "supervisor": user.supervisor if user.is_student else None,
        "may_sign": name and not missing,
        "now": now,
        "plan_url": page_of.address(note, Section.PLAN),
        "parts": parts_of(note),
        "changes": differences(note.based_on.findings, note.findings) if note.based_on else (),
        "told": reading_as_json(reading),
    }


def _way(note: Examination, path: str) -> str:
    """To the field of a path, on the page of its section."""
    root = path.split(".", maxsplit=1)[0]
    return f"{page_of.address(note, form.BY_ID[root].section)}#f-{root}"


def _looks(note: Examination, diagnosis: Any, *, on: date) -> Iterator[Look]:
    yield from _open_flags(note)
    found = note.findings
    if found.get("S33") is not True:
        said = "answered no" if found.get("S33") is False else "not answered"
        yield Look(f"Consent to examine and treat: {said}.", "Ask, and record the answer.", _way(note, "S33"))
    if "D04" not in found:
        suggested = diagnosis["title"].lower()
        yield Look("No diagnosis is decided.", f"What the findings say: {suggested}.", _way(note, "D04"))
    for path, question in page_of.sheet_of(note).unusual.items():
        field = form.BY_ID[path.split(".", maxsplit=1)[0]]
        yield Look(f"{field.label}: {in_words(field, found.get(field.id))}.", question, _way(note, path))
    if not note.plan.strip():
        yield Look("Assessment and plan is empty.", "The next reader looks there first.", _way(note, "S33"))
    yield from _day(note, on=on)


def _open_flags(note: Examination) -> Iterator[Look]:
    for flag in note.episode.patient.red_flags.open().worst_first():
        level = redflags.Level(flag.level)
        rule = redflags.BY_ID[flag.rule]
        yield Look(
            f"Red flag open, {RedFlag.Level(flag.level).label.lower()}: {rule.statement}",
            rule.action,
            reverse("staff:chart", args=[note.episode.patient.uuid]) + f"#flag-{flag.uuid}",
            urgent=level.blocks_progression,
        )


def _day(note: Examination, *, on: date) -> Iterator[Look]:
    seen = timezone.localdate(note.contact_at)
    way = f"{page_of.address(note, Section.PLAN)}#f-contact_at"
    if not Appointment.objects.filter(patient=note.episode.patient).on_day(seen).exists():
        yield Look(f"No visit of {seen:%a %-d %b} stands in the diary.", "Is the day of the visit right?", way)
    if seen != on:
        yield Look(f"Seen {seen:%a %-d %b}, written {on:%a %-d %b}.", "The note is kept as a late entry.", way)
