"""The truth table: pain × next morning × performance, 27 rows, and what each says."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from programmes.progression.session import Morning, Pain, PainCode, Performance


class Outcome(StrEnum):
    """What one session asks for; `contact` and `stop` put a person between the patient and the next dose."""

    CREDIT = "credit"
    PROGRESS = "progress"
    HOLD = "hold"
    REGRESS = "regress"
    CONTACT = "contact"
    STOP = "stop"
    PENDING = "pending"


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row: its id (PT01 to PT27), the three classes, the outcome, and whether a physio is told too."""

    id: str
    pain: Pain
    morning: Morning
    performance: Performance
    outcome: Outcome
    contact: bool


# Basis: pain-monitoring bands and next-morning rule (Thomeé 1997, Silbernagel). Worse is never softer.
_TABLE = """
low  M0  CREDIT   HOLD     HOLD
low  M1  HOLD     HOLD     REGRESS
low  M2  REGRESS  REGRESS  REGRESS
mid  M0  HOLD     HOLD     REGRESS
mid  M1  REGRESS  REGRESS  REGRESS
mid  M2  REGRESS  REGRESS  REGRESS+
high M0  REGRESS  REGRESS  REGRESS
high M1  REGRESS  REGRESS  REGRESS+
high M2  REGRESS+ REGRESS+ REGRESS+
"""


def _rows() -> tuple[TableRow, ...]:
    """The rows in reading order: full, hard, short across each line. A plus tells the physio too."""
    rows: list[TableRow] = []
    for line in _TABLE.strip().splitlines():
        pain, morning, *cells = line.split()
        for performance, cell in zip(Performance, cells, strict=True):
            outcome = Outcome[cell.removesuffix("+")]
            name = f"PT{len(rows) + 1:02}"
            rows.append(TableRow(name, Pain(pain), Morning(morning), performance, outcome, contact=cell.endswith("+")))
    return tuple(rows)


ROWS = _rows()
_FOUND = {(row.pain, row.morning, row.performance): row for row in ROWS}

# An exercise's own pain code turns a hold into a step back from this pain on; P3 leaves the table as it is.
TIGHTER_FROM = {PainCode.P1: 3, PainCode.P2: 4}


def look_up(pain: Pain, morning: Morning, performance: Performance) -> TableRow:
    return _FOUND[pain, morning, performance]
