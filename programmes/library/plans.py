"""The parts of a programme template: phases with gates and rows, walk-run steps, feedback sessions."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from programmes.library.doses import Dose

DAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
WARM_UP_S: Final = 5 * 60


@dataclass(frozen=True)
class Gate:
    """What must be true before the next phase: in the physio's words and in the patient's."""

    key: str
    text: str
    patient_text: str


@dataclass(frozen=True)
class TemplateRow:
    """One exercise of a phase: on which days, how much, and what may stand in for it."""

    code: str
    days: tuple[str, ...]
    dose: Dose
    tempo: str
    alternative: str
    note: str
    seconds_needed: int


@dataclass(frozen=True)
class TemplatePhase:
    """A phase; weeks are (from, to), to is None for a phase that stays."""

    number: int
    name: str
    patient_name: str
    weeks: tuple[int, int | None]
    gate: Gate | None
    run_steps: tuple[int, int] | None
    articles: tuple[str, ...]
    notes: tuple[str, ...]
    rows: tuple[TemplateRow, ...]

    def session(self, day: str) -> tuple[TemplateRow, ...]:
        """The exercises of one day of the week ("mon" … "sun")."""
        return tuple(row for row in self.rows if day in row.days)

    def seconds_needed(self, day: str) -> int:
        """Time in seconds of one day's session, five minutes of warm-up included; 0 on a rest day."""
        rows = self.session(day)
        return WARM_UP_S + sum(row.seconds_needed for row in rows) if rows else 0


@dataclass(frozen=True)
class RunStep:
    """One step of the walk-run table; minutes. The last step has a range of running minutes."""

    number: int
    repeats: int
    run: tuple[int, int]
    walk: Decimal

    @property
    def run_minutes(self) -> tuple[int, int]:
        """Running minutes in all, (least, most)."""
        return self.repeats * self.run[0], self.repeats * self.run[1]


@dataclass(frozen=True)
class FeedbackSession:
    """One session of running retraining: minutes run, and minutes of them with feedback."""

    number: int
    run: int
    feedback: int


@dataclass(frozen=True)
class TemplateFile:
    """One template as its file tells it; key is the name of the file."""

    key: str
    name: str
    patient_name: str
    subgroup: str
    summary: str
    why: str
    source: str
    reviewed_on: dt.date
    review_by: dt.date
    contacts: int
    entry: tuple[str, ...]
    rules: tuple[str, ...]
    cadence_targets: tuple[Decimal, ...]
    phases: tuple[TemplatePhase, ...]
    runs: tuple[RunStep, ...]
    feedback: tuple[FeedbackSession, ...]
