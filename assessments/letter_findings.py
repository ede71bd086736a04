"""The objective findings of an escalation letter: what one note says, from which day, and what was added to it.

Tests that bear on red flags come first; that order is a [design] clinic default.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from assessments.examination.catalogue import BY_ID, FIELDS
from assessments.examination.dynamometer import in_its_unit
from assessments.examination.fields import Section
from assessments.examination.words import in_words

NOT_EXAMINED = "Not examined by us yet."
NO_TEST = "No test is written down in it."
EARLIER = "As it stood in this letter before:"
SIGNED, UNSIGNED = ", signed:", ", a draft that is not signed yet:"
FIRST = ("O39", "O02", "O04", "O05", "O06", "O09", "O11", "T01")
TESTED = (Section.MOVEMENT, Section.STRENGTH, Section.KNEECAP)
# How the forces of a note were taken says nothing to who gets the letter.
SET_UP = frozenset({"M01"})
# What a letter takes of it all: more is read in the note.
LONGEST = 4000


@dataclass(frozen=True, slots=True)
class Note:
    """What a letter says of a note: "First examination", its day, its findings, its addenda as (day, reason, text)."""

    name: str
    on: date
    signed: bool
    findings: Mapping[str, Any]
    added: tuple[tuple[date, str, str], ...] = ()

    @property
    def head(self) -> str:
        """ "First examination of 24 November 2026, signed:"; a draft says plainly that it is one."""
        return f"{self.name} of {_day(self.on)}{SIGNED if self.signed else UNSIGNED}"

    @property
    def addenda(self) -> list[str]:
        """“Added 25 November 2026 (Looked again): Calf soft.” An addendum is one line of the letter."""
        return [f"Added {_day(on)} ({reason}): {' '.join(text.split())}" for on, reason, text in self.added]


def objective(findings: Mapping[str, Any]) -> list[str]:
    """What was examined, a line each, left and right in words. A test that was not done is not named."""
    others = [one.id for one in FIELDS if one.section in TESTED and one.id not in {*FIRST, *SET_UP}]
    fields = [in_its_unit(BY_ID[field], findings) for field in (*FIRST, *others)]
    lines = [(field.label, in_words(field, findings.get(field.id))) for field in fields]
    return [f"{label}: {words}." for label, words in lines if words]


def found_in(notes: Iterable[Note]) -> str:
    """The findings of these notes as the letter tells them; says so where nobody has examined the knee yet."""
    told = "\n".join(line for note in notes for line in _lines(note))
    return _cut(told) or NOT_EXAMINED


def _lines(note: Note) -> Iterator[str]:
    yield note.head
    yield from objective(note.findings) or [NO_TEST]
    yield from note.addenda


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 2].rsplit(None, 1)[0]} …"


def renewed(stands: str, found: str) -> str:
    """The findings of today, and below them whatever else stands in the letter: no line is lost or said twice."""
    fresh = found.split("\n")
    ours = {*fresh, NOT_EXAMINED, NO_TEST, EARLIER}
    kept = [
        line
        for line in stands.split("\n")
        if line.strip() and line not in ours and not line.endswith((SIGNED, UNSIGNED))
    ]
    return "\n".join([*fresh, *([EARLIER, *kept] if kept else [])])


def untold(stands: str, notes: Iterable[Note]) -> list[str]:
    """The notes and addenda that the letter does not name, each by its first line. A test may be left out."""
    lines = set(stands.split("\n"))
    return [line.rstrip(":") for note in notes for line in (note.head, *note.addenda) if line not in lines]


def _day(on: date) -> str:
    return f"{on.day} {on:%B %Y}"
