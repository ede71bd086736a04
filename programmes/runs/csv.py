"""CSV: one run a line under a header. Commas, semicolons or tabs; kilometres or miles, as the header names them."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from decimal import Decimal
from typing import BinaryIO

from programmes.runs.definition import HUNDREDTH, TENTH, BadLine, FileRefused, FileRun, Reader, number, rounded, shown

KM_A_UNIT = {"km": Decimal(1), "mi": Decimal("1.609344"), "m": Decimal("0.001")}
UNIT_WORDS = {
    "km": ("km", "kms", "kilometre", "kilometres", "kilometer", "kilometers"),
    "mi": ("mi", "mile", "miles"),
    "m": ("m", "metre", "metres", "meter", "meters"),
}
NAMES = {
    "on": ("date", "day", "on", "start", "start time", "activity date"),
    "minutes": ("minutes", "min", "mins", "duration", "time", "moving time", "elapsed time", "seconds"),
    "rpe": ("rpe", "effort"),
    "pain": ("pain", "pain during", "worst pain"),
    "pain_morning": ("pain morning", "pain next morning", "morning pain"),
    "hills": ("hills", "hilly"),
    "walk_breaks": ("walk breaks",),
    "sport": ("sport", "type", "activity type"),
}
DAY = re.compile(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})")
YES = frozenset({"yes", "y", "true", "1", "x"})
LONGEST_CELL = 2000
NEEDED = (
    "The first line has to name the columns: date, distance (km) or distance (miles), and minutes. "
    "Missing here: {missing}."
)


@dataclass(frozen=True, slots=True)
class Columns:
    """Where each thing stands, and in what unit distance and time are given."""

    places: dict[str, int]
    km_a_unit: Decimal
    in_seconds: bool


def _words(title: str) -> list[str]:
    return re.findall(r"[a-z]+", title.lower())


def _columns(header: Sequence[str]) -> Columns:
    """What the header names. Raises FileRefused with what is missing."""
    places: dict[str, int] = {}
    km_a_unit = Decimal(0)
    in_seconds = False
    for place, title in enumerate(header):
        words = _words(title)
        unit = next((key for key, names in UNIT_WORDS.items() if words and words[-1] in names), None)
        if unit and "distance" not in places and words[0] in ("distance", *UNIT_WORDS[unit]):
            places["distance"], km_a_unit = place, KM_A_UNIT[unit]
            continue
        seconds = words[-1:] in (["s"], ["sec"], ["seconds"])
        name = " ".join(words[:-1] if len(words) > 1 and words[-1] in ("s", "sec", "seconds", "min") else words)
        for key, names in NAMES.items():
            if name in names and key not in places:
                places[key] = place
                in_seconds = in_seconds or (key == "minutes" and seconds)
    missing = [
        words
        for key, words in (("on", "date"), ("distance", "distance with km or miles"), ("minutes", "minutes"))
        if key not in places
    ]
    if missing:
        raise FileRefused(NEEDED.format(missing=", ".join(missing)))
    return Columns(places, km_a_unit, in_seconds)


def _day(text: str) -> date:
    """2026-11-24, with or without a time, or 24/11/2026. Raises ValueError."""
    try:
        if found := DAY.match(text):
            return date(int(found[3]), int(found[2]), int(found[1]))
        return datetime.fromisoformat(text).date()
    except ValueError:
        raise ValueError(f"“{shown(text)}” isn’t a day. Write it like 24/11/2026 or 2026-11-24.") from None


def _minutes(text: str, *, in_seconds: bool) -> Decimal:
    """28.5, 28:30 or 1:05:30. Raises ValueError."""
    if ":" not in text:
        return number(text) / 60 if in_seconds else number(text)
    parts = [number(part) for part in text.split(":")]
    if len(parts) > 3 or any(not 0 <= part < 60 for part in parts[1:]):
        raise ValueError(f"“{shown(text)}” isn’t a time. Write it like 28:30 or 1:05:30.")
    hours, minutes, seconds = [Decimal(0)] * (3 - len(parts)) + parts
    return hours * 60 + minutes + seconds / 60


def _score(text: str) -> int | None:
    """0 to 10, or nothing said. Raises ValueError."""
    if not text:
        return None
    if text not in {str(point) for point in range(11)}:
        raise ValueError(f"“{shown(text)}” isn’t a whole number from 0 to 10.")
    return int(text)


def _run(line: int, cells: Sequence[str], columns: Columns) -> FileRun | BadLine:
    def cell(key: str) -> str:
        place = columns.places.get(key)
        return cells[place].strip() if place is not None and place < len(cells) else ""

    def amount(key: str, name: str, read: Callable[[str], Decimal]) -> Decimal:
        if not cell(key):
            raise ValueError(f"The {name} is missing.")
        return read(cell(key))

    sport = cell("sport")
    if sport and "run" not in sport.lower():
        return BadLine(line, f"This is no run: {shown(sport)}.")
    try:
        return FileRun(
            line=line,
            on=_day(cell("on")),
            distance_km=_kept(amount("distance", "distance", number) * columns.km_a_unit, HUNDREDTH),
            minutes=_kept(amount("minutes", "time", lambda text: _minutes(text, in_seconds=columns.in_seconds)), TENTH),
            rpe=_score(cell("rpe")),
            pain=_score(cell("pain")),
            pain_morning=_score(cell("pain_morning")),
            hills=cell("hills").lower() in YES,
            walk_breaks=cell("walk_breaks").lower() in YES,
        )
    except ValueError as error:
        return BadLine(line, str(error))


def _kept(value: Decimal, to: Decimal) -> Decimal:
    """Rounded; a number far out of range only as far as it takes to be refused."""
    return rounded(max(min(value, Decimal(10) ** 9), Decimal(-1)), to)


def _looks_like(head: bytes) -> bool:
    return b"\0" not in head and not head.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<") and b"\x1b" not in head


def _rows(file: BinaryIO) -> Iterator[tuple[int, list[str]]]:
    """Each line that holds something, with the number that it begins at. The header tells what parts the cells."""
    text = io.TextIOWrapper(file, encoding="utf-8-sig", errors="replace", newline="")
    try:
        header = text.readline(LONGEST_CELL)
        text.seek(0)
        rows = csv.reader(text, delimiter=max(",;\t", key=header.count), strict=True)
        begins = 1
        for cells in rows:
            if any(cell.strip() for cell in cells):
                yield begins, cells
            begins = rows.line_num + 1
    except csv.Error as error:
        raise FileRefused("The file can’t be read on: a quotation mark isn’t closed, or a cell is too long.") from error
    finally:
        text.detach()


def _read(file: BinaryIO, zone: tzinfo) -> Iterator[FileRun | BadLine]:
    rows = _rows(file)
    _, header = next(rows, (1, []))
    columns = _columns(header)
    for line, cells in rows:
        yield _run(line, cells, columns)


READER = Reader("csv", "CSV", _looks_like, _read)
