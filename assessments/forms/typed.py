"""What was typed into the boxes of a page, as the check takes it."""

import json
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

from assessments.examination import Box, Field
from assessments.examination.leaves import paths_of

_IN_FIGURES = re.compile(r"[-−+]?[0-9]{1,9}([.,][0-9]{0,9})?|[-−+]?[.,][0-9]{1,9}")


def read(
    posted: Mapping[str, Any], fields: Iterable[Field], *, touched: Collection[str] | None = None
) -> dict[str, Any]:
    """Every box of these fields by path, None where it is empty; with `touched`, only those.

    `posted` is a QueryDict-like mapping with `getlist`.
    """
    return {
        path: _typed(posted, box, path)
        for field in fields
        for path, box in _with_box(field)
        if touched is None or path in touched
    }


def _with_box(field: Field) -> Iterator[tuple[str, Box]]:
    boxes = {box.key: box for box in field.boxes}
    for path in paths_of(field):
        yield path, boxes[path.rsplit(".", 1)[-1]] if field.is_compound else field.boxes[0]


def _typed(posted: Mapping[str, Any], box: Box, path: str) -> Any:
    if box.kind == "multi":
        return posted.getlist(path) or None  # type: ignore[attr-defined]
    if box.kind == "scores":
        given = {choice.key: str(posted.get(f"{path}.{choice.key}", "")).strip() for choice in box.choices}
        return {key: _number(text) for key, text in given.items() if text} or None
    if box.kind == "rows":
        return list(_typed_rows(posted, box, path)) or None
    # A text area sends two characters for a new line and counts one.
    text = str(posted.get(path, "")).replace("\r\n", "\n").strip()
    return _value(box, text) if text else None


def _value(box: Box, text: str) -> Any:
    """Text to value; what is no number stays text, so that the check can say so."""
    if box.kind in ("int", "decimal"):
        return _number(text)
    if box.kind == "points":
        return _marks(text)
    return {"yes": True, "no": False}.get(text, text) if box.kind == "bool" else text


def _typed_rows(posted: Mapping[str, Any], box: Box, path: str) -> Iterator[dict[str, Any]]:
    numbers = sorted({int(part) for name in posted if (part := _row_number(name, path)) is not None})
    for number in numbers:
        cells = {cell.key: _typed(posted, cell, f"{path}.{number}.{cell.key}") for cell in box.row}
        if any(value is not None for value in cells.values()):
            yield {key: value for key, value in cells.items() if value is not None}


def _row_number(name: str, path: str) -> str | None:
    if not name.startswith(f"{path}."):
        return None
    part = name[len(path) + 1 :].split(".", 1)[0]
    return part if part.isdecimal() and len(part) < 4 else None


def _number(text: str) -> int | float | str:
    """A number in figures, with a point or a comma; anything else stays as it was typed.

    Python reads more as a number than a person writes as one: `1e1`, `1_0`, `nan`, figures of other scripts.
    """
    if not _IN_FIGURES.fullmatch(text):
        return text
    plain = text.replace("−", "-").replace(",", ".")
    return float(plain) if "." in plain else int(plain)


def _marks(text: str) -> Any:
    """The marks of the body chart, kept by its script as JSON; None when all were taken away."""
    try:
        return json.loads(text) or None
    except (ValueError, RecursionError):
        return text
