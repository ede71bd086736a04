"""One box of the form: the value as it is kept, or a sentence that says how to put it right."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from assessments.examination.fields import Box

LONGEST_TEXT = 2000
MOST_ROWS = 30
MOST_POINTS = 20
VIEWS = ("front", "back")


class BoxError(ValueError):
    """A value that cannot be kept. `where` leads to the box inside a list, the message is for people."""

    def __init__(self, sentence: str, where: str = "") -> None:
        self.where = where
        super().__init__(sentence)


def number(value: float | Decimal) -> Decimal:
    """A kept number, exactly as it was typed."""
    return Decimal(value) if isinstance(value, int) else Decimal(str(value))


def clean(box: Box, value: object) -> Any:
    """The value as it is kept (JSON), or None when it is blank. Raises `BoxError`."""
    if value is None or value in ("", [], {}):
        return None
    return _CLEANERS[box.kind](box, value)


def unusual(box: Box, value: Any) -> str:
    """A question about a possible but unusual number; empty when there is nothing to ask."""
    if box.soft is None or box.kind not in ("int", "decimal"):
        return ""
    if box.soft[0] <= number(value) <= box.soft[1]:
        return ""
    return f"{_with_unit(value, box)} is unusual. Are you sure?"


def _enum(box: Box, value: object) -> str:
    if isinstance(value, str) and value in box.keys:
        return value
    raise BoxError(f"Pick one of: {', '.join(box.keys)}.")


def _multi(box: Box, value: object) -> list[str] | None:
    """Keys in the order of the form. Yes and no for each key is taken too: all no is “none”."""
    if isinstance(value, Mapping):
        if not all(isinstance(answer, bool) for answer in value.values()):
            raise BoxError("Answer each one yes or no (true or false).")
        unknown = [key for key in value if key not in box.keys]
        picked: Sequence[object] = unknown or [key for key, answer in value.items() if answer]
        picked = picked or (["none"] if "none" in box.keys else [])
    elif isinstance(value, list | tuple):
        picked = value
    else:
        raise BoxError("Pick any of the list, as a list.")
    if any(key not in box.keys for key in picked):
        raise BoxError(f"Pick from: {', '.join(box.keys)}.")
    if "none" in picked and len(set(map(str, picked))) > 1:
        raise BoxError("“None” can’t stand beside another answer.")
    return [key for key in box.keys if key in picked] or None


def _scores(box: Box, value: object) -> dict[str, int | None] | None:
    """A pain score for each thing picked; None where it was not scored."""
    if isinstance(value, list | tuple):
        value = dict.fromkeys(value) if all(isinstance(key, str) for key in value) else {"": None}
    if not isinstance(value, Mapping):
        raise BoxError("Give each thing that hurts with its pain from 0 to 10.")
    if any(key not in box.keys for key in value):
        raise BoxError(f"Pick from: {', '.join(box.keys)}.")
    for key, pain in value.items():
        whole = isinstance(pain, int) and not isinstance(pain, bool)
        if pain is not None and not (whole and 0 <= pain <= 10):
            raise BoxError("Give a whole number from 0 to 10.", key)
    return {key: value[key] for key in box.keys if key in value} or None


def _int(box: Box, value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise BoxError("Give a whole number.")
    _possible(box, Decimal(value))
    return value


def _decimal(box: Box, value: object) -> int | float:
    if not isinstance(value, int | float | Decimal) or isinstance(value, bool):
        raise BoxError("Give a number.")
    exact = number(value)
    if not exact.is_finite():
        raise BoxError("Give a number.")
    _possible(box, exact)
    if exact != round(exact, box.decimals):
        places = "1 decimal" if box.decimals == 1 else f"{box.decimals} decimals"
        raise BoxError(f"Give at most {places}.")
    return int(exact) if exact == exact.to_integral_value() else float(exact)


def _possible(box: Box, value: Decimal) -> None:
    """Refuse what cannot be."""
    if box.hard and not box.hard[0] <= value <= box.hard[1]:
        raise BoxError(f"Give a number from {box.hard[0]} to {_with_unit(box.hard[1], box)}.")


def _bool(box: Box, value: object) -> bool:
    if isinstance(value, bool):
        return value
    raise BoxError("Answer yes or no (true or false).")


def _text(box: Box, value: object) -> str | None:
    if not isinstance(value, str) or "\x00" in value:
        raise BoxError("Write it in words.")
    if len(value) > LONGEST_TEXT:
        raise BoxError(f"Shorten this to {LONGEST_TEXT} characters (now {len(value)}).")
    return value.strip() or None


def _date(box: Box, value: object) -> str:
    if isinstance(value, str) and re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
        try:
            return date.fromisoformat(value).isoformat()
        except ValueError:
            raise BoxError("There is no such day. Check the date.") from None
    raise BoxError("Give the date as year-month-day, like 2025-09-30.")


def _pace(box: Box, value: object) -> str:
    """Minutes and seconds for a kilometre, “5:40”."""
    found = re.fullmatch(r"([0-9]{1,2}):([0-5][0-9])", value) if isinstance(value, str) else None
    if not found:
        raise BoxError("Give minutes and seconds for a kilometre, like 5:40.")
    seconds = int(found[1]) * 60 + int(found[2])
    if box.hard and not box.hard[0] <= seconds <= box.hard[1]:
        raise BoxError("Give a pace from 2:30 to 12:00 for a kilometre.")
    return f"{int(found[1])}:{found[2]}"


def _rows(box: Box, value: object) -> list[dict[str, Any]] | None:
    if not isinstance(value, list | tuple):
        raise BoxError("Send a list.")
    if len(value) > MOST_ROWS:
        raise BoxError(f"Keep to {MOST_ROWS} lines.")
    cells = {cell.key: cell for cell in box.row}
    kept = []
    for line, record in enumerate(value):
        if not isinstance(record, Mapping) or any(key not in cells for key in record):
            raise BoxError(f"Each line has: {', '.join(cells)}.", str(line))
        cleaned = {}
        for key, cell in cells.items():
            try:
                content = clean(cell, record.get(key))
            except BoxError as refusal:
                raise BoxError(str(refusal), f"{line}.{key}") from None
            if content is not None:
                cleaned[key] = content
        if cleaned:
            kept.append(cleaned)
    return kept or None


def _points(box: Box, value: object) -> list[dict[str, Any]]:
    """Marks on the body chart, to a thousandth of the view."""
    if not isinstance(value, list | tuple):
        raise BoxError("Send the marks of the body chart as a list.")
    if len(value) > MOST_POINTS:
        raise BoxError(f"Keep to {MOST_POINTS} marks.")
    return [_point(mark) for mark in value]


def _point(mark: object) -> dict[str, Any]:
    if not isinstance(mark, Mapping) or set(mark) != {"view", "x", "y"} or mark["view"] not in VIEWS:
        raise BoxError("A mark has a view (front or back), x and y.")
    placed: dict[str, Any] = {"view": mark["view"]}
    for axis in ("x", "y"):
        share = mark[axis]
        if not isinstance(share, int | float) or isinstance(share, bool) or not 0 <= share <= 1:
            raise BoxError("A mark lies on the chart: x and y from 0 to 1.")
        placed[axis] = float(round(number(share), 3))
    return placed


def _with_unit(value: object, box: Box) -> str:
    return f"{value} {box.unit}".strip() if box.unit and not box.unit.startswith("/") else str(value)


_CLEANERS = {
    "enum": _enum,
    "multi": _multi,
    "scores": _scores,
    "int": _int,
    "decimal": _decimal,
    "bool": _bool,
    "text": _text,
    "date": _date,
    "pace": _pace,
    "rows": _rows,
    "points": _points,
}
