"""What a file of runs gives: runs, lines that could not be read, and the ranges that a run has to keep. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, tzinfo
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import BinaryIO

# [design] clinic defaults: what one run can be, and what is asked about once more.
LONGEST_KM = Decimal(160)
LONGEST_MINUTES = Decimal(1440)
QUICKEST_PACE = Decimal("2.5")  # minutes a kilometre
SLOWEST_PACE = Decimal(30)

HUNDREDTH, TENTH = Decimal("0.01"), Decimal("0.1")
SHOWN = 40


class FileRefused(Exception):
    """The whole file is no use. Its text is a sentence for whoever sent it."""


class FileTooLarge(FileRefused):
    """The file has more bytes or more runs than one import takes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FileRun:
    """One run of a file. `line` counts the lines of a CSV, the tracks of a GPX, the activities of a TCX, from 1.

    `distance_km` has two decimals, `minutes` one. None, and False for the ticks, is what the file doesn't say.
    """

    line: int
    on: date
    distance_km: Decimal
    minutes: Decimal
    rpe: int | None = None
    pain: int | None = None
    pain_morning: int | None = None
    hills: bool = False
    walk_breaks: bool = False

    @property
    def key(self) -> tuple[date, Decimal, Decimal]:
        """What makes two entries the same run: the day, how far, how long."""
        return self.on, self.distance_km, self.minutes


@dataclass(frozen=True, slots=True)
class BadLine:
    """A line that holds no run that we can keep, and the sentence that says why."""

    line: int
    why: str


@dataclass(frozen=True, slots=True)
class RunFile:
    """A whole file: its kind, the mark of its bytes, the runs in it and the lines that hold none."""

    kind: str
    mark: str
    runs: list[FileRun] = field(default_factory=list)
    bad: list[BadLine] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Reader:
    """One kind of file. `looks_like` is asked about the first bytes; `read` gives what it finds as it goes.

    `read` may raise FileRefused at any moment. Days are those of the zone that it is told.
    """

    key: str
    title: str
    looks_like: Callable[[bytes], bool]
    read: Callable[[BinaryIO, tzinfo], Iterator[FileRun | BadLine]]


def rounded(value: Decimal, to: Decimal) -> Decimal:
    return value.quantize(to, rounding=ROUND_HALF_UP)


def faults(*, distance_km: Decimal, minutes: Decimal) -> dict[str, str]:
    """Field → sentence, for a distance or a time that no run can have."""
    found = {}
    if not 0 < distance_km <= LONGEST_KM:
        found["distance_km"] = f"How far? More than 0, and {LONGEST_KM} km at most."
    if not 1 <= minutes <= LONGEST_MINUTES:
        found["minutes"] = f"How long? From 1 to {LONGEST_MINUTES} minutes."
    return found


def odd_pace(*, distance_km: Decimal, minutes: Decimal) -> str:
    """A sentence when the pace makes a slip likely; empty for any pace that people run at."""
    if not distance_km:
        return ""
    pace = minutes / distance_km
    if pace < QUICKEST_PACE:
        return "That is faster than anybody runs so far. Check the distance and the minutes."
    if pace > SLOWEST_PACE:
        return "That is slower than a slow walk. Check the distance and the minutes."
    return ""


def number(text: str) -> Decimal:
    """A number with a point or a comma before the decimals. Raises ValueError."""
    plain = text.strip().replace("\u00a0", "").replace(" ", "")
    if "," in plain and "." in plain:  # the one that comes first parts thousands
        plain = plain.replace(min(",.", key=plain.index), "")
    try:
        found = Decimal(plain.replace(",", "."))
    except InvalidOperation:
        found = Decimal("NaN")
    if not found.is_finite() or len(plain) > SHOWN:
        raise ValueError(f"“{shown(text)}” isn’t a number.")
    return found


def shown(text: str) -> str:
    """What somebody wrote, short enough to stand in a sentence."""
    one_line = " ".join(text.split())
    return one_line if len(one_line) <= SHOWN else f"{one_line[: SHOWN - 1]}…"
