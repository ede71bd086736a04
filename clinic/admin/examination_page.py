"""What stands on the page of an examination: its sections, the fields of one, what is said beside each."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any

from django.http import Http404
from django.urls import reverse
from django.utils import timezone

from assessments import examination as form
from assessments.classification import Reading
from assessments.disagreements import disagreements, suggestion
from assessments.examination import Field, Section
from assessments.examination.differences import differences
from assessments.examination.results import Result, read_results
from assessments.examination.words import said
from assessments.forms import Line, Told, lines, standing
from assessments.models import Examination
from assessments.reading_words import considered_as_json, reading_as_json
from assessments.rulebook import Values
from assessments.services import reading_of, rules_on
from assessments.services.examining import PLAN

# Somebody who saved so lately is taken to be in the note still.
STILL_HERE = timedelta(minutes=10)


@dataclass(frozen=True)
class Sheet:
    """A draft as its page shows it: who the patient is at that visit, and the note that it is compared with."""

    note: Examination
    age: int | None
    runner: bool

    @property
    def before(self) -> Mapping[str, Any]:
        return self.note.based_on.findings if self.note.based_on else {}

    def fields(self, section: Section, findings: Mapping[str, Any]) -> list[Field]:
        """The fields of a section that this patient is asked."""
        return [one for one in fields_of(section) if self.asks(one, findings)]

    def asks(self, field: Field, findings: Mapping[str, Any]) -> bool:
        return form.is_shown(field, findings, age=self.age, runner=self.runner)

    @cached_property
    def values(self) -> Values:
        """The thresholds in force on the day of the visit."""
        return rules_on(timezone.localdate(self.note.contact_at))

    @cached_property
    def unusual(self) -> Mapping[str, str]:
        """A question about each value that stands in the note and is seldom seen, by path."""
        on = timezone.localdate(self.note.contact_at)
        return form.validate(self.note.findings, on=on, born=self.note.episode.patient.date_of_birth)[2]

    @cached_property
    def missing(self) -> frozenset[str]:
        """The fields that must be answered, or answered whole, before the note can be signed."""
        first = self.note.kind == Examination.Kind.FIRST
        left = form.missing_to_sign(self.note.findings, age=self.age, runner=self.runner, first=first)
        return frozenset(path.split(".", maxsplit=1)[0] for path in left)

    def results(self) -> dict[str, tuple[Result, ...]]:
        findings = {"S01": self.note.episode.side, **self.note.findings}
        on = timezone.localdate(self.note.contact_at)
        sex = self.note.episode.patient.sex
        return read_results(findings, on=on, age=self.age, sex=sex, values=self.values)


def sheet_of(note: Examination) -> Sheet:
    return Sheet(note, note.episode.patient.age(timezone.localdate(note.contact_at)), note.episode.is_runner)


def fields_of(section: Section) -> tuple[Field, ...]:
    return dict(form.sections())[section]


def section_or_404(key: str) -> Section:
    try:
        return Section(key)
    except ValueError:
        raise Http404 from None


def address(note: Examination, section: str) -> str:
    return f"{reverse('staff:examination', args=[note.uuid])}?section={section}"


def draft_context(
    sheet: Sheet,
    section: Section,
    told: Told,
    *,
    now: datetime,
    user: Any,
    typed: Mapping[str, Any] | None = None,
    reading: Reading | None = None,
) -> dict[str, Any]:
    """The page of one section. `typed` are findings as they were sent, where they could not be kept."""
    note = sheet.note
    findings = {**note.findings, **(typed or {})}
    order = list(Section)
    after = next((one for one in order[order.index(section) + 1 :] if sheet.fields(one, findings)), None)
    shown = lines(fields_of(section), findings, told, age=sheet.age, runner=sheet.runner)
    told_by = reading or reading_of(note)
    return {
        "title": f"{note}: {note.episode.patient}",
        "note": note,
        "patient": note.episode.patient,
        "section": section,
        "sections": sections(sheet, section),
        "lines": shown,
        "limbs_from": next((line.field.id for line in shown if line.field.per_limb and line.shown), ""),
        "headings": [line for line in shown if line.heading],
        "needed": needed(sheet, section),
        "errors": told.errors,
        "clashes": told.clashes,
        "to_fix": [_to_fix(path, words, shown) for path, words in (*told.errors.items(), *told.clashes.items())],
        "next_section": after,
        "sore_side": findings.get("S01") or note.episode.side,
        "contact_date": f"{timezone.localdate(note.contact_at)}",
        "contact_time": f"{timezone.localtime(note.contact_at):%H:%M}",
        "company": company(note, user=user, now=now),
        "causes": [{"pointed": one.pointed, **considered_as_json(one)} for one in told_by.differential],
        "ruled_out": findings.get("D02", ()),
        "possible": findings.get("D03", ()),
        **panel(sheet, told_by),
    }


def _to_fix(path: str, words: str, shown: list[Line]) -> dict[str, str]:
    """A line of the summary above the page: which field, what to do, and the way to its box."""
    if path == PLAN:
        return {"label": "Assessment and plan", "words": words, "ident": PLAN}
    root = path.split(".", maxsplit=1)[0]
    label = form.BY_ID[root].label if root in form.BY_ID else "Seen at"
    boxes = {box.path: box.ident for line in shown for box in line.inputs}
    return {"label": label, "words": words, "ident": boxes.get(path, f"f-{root}")}


def panel(sheet: Sheet, reading: Reading) -> dict[str, Any]:
    """What stands on the right: the reading, what the physio decided, what has changed since the last note."""
    note = sheet.note
    return {
        "note": note,
        "told": reading_as_json(reading),
        "decided": any(one in note.findings for one in suggestion(reading)),
        "differs": disagreements(note.findings, reading),
        "changes": differences(sheet.before, note.findings),
    }


def needed(sheet: Sheet, section: Section) -> list[Field]:
    """What is still to be answered in this section before the note can be signed, in order."""
    return [one for one in fields_of(section) if one.id in sheet.missing]


def sections(sheet: Sheet, here: Section | None = None) -> list[dict[str, Any]]:
    """Each section with its way and how far it is."""
    found = sheet.note.findings
    return [
        {
            "section": one,
            "url": address(sheet.note, one),
            "here": one is here,
            "standing": standing(sheet.fields(one, found), found, sheet.missing),
        }
        for one in Section
    ]


def beside(sheet: Sheet, **said: Mapping[str, str]) -> Told:
    """What is said beside the boxes, with results and last time's values."""
    return Told(before=sheet.before, results=sheet.results(), values=sheet.values, warnings=sheet.unusual, **said)


def company(note: Examination, *, user: Any, now: datetime) -> str:
    """Who else is in this note; empty when nobody seems to be."""
    other = note.saved_by
    if other is None or other == user or now - note.entered_at > STILL_HERE:
        return ""
    saved = f"{timezone.localtime(note.entered_at):%H:%M}"
    return f"{other} is in this note too, and saved at {saved}. You can both write: nothing is overwritten unasked."


def clash_words(note: Examination, clashes: Mapping[str, Any]) -> dict[str, str]:
    """What stands in the boxes where two people differ, by path."""
    who = str(note.saved_by) if note.saved_by else "Somebody else"
    return {path: f"{who} changed this to “{_kept_words(path, value)}” meanwhile." for path, value in clashes.items()}


def _kept_words(path: str, value: Any) -> str:
    if value is None:
        return "nothing"
    if isinstance(value, datetime):
        return f"{timezone.localtime(value):%-d %b %H:%M}"
    field = form.BY_ID.get(path.split(".", maxsplit=1)[0])
    if field is None:
        return str(value)
    box = next((box for box in field.boxes if box.key == path.rsplit(".", 1)[-1]), field.boxes[0])
    return said(value, box)
