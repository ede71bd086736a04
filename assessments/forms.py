"""The examination as a page: typed text to findings and back, field by field, by the catalogue alone.

A box's name on the page is its path in the findings: `S06.worst`, `O17.left`, `O36.left.triple`, `S18.0.off`.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from dataclasses import field as kept_in
from typing import Any

from assessments.examination import Box, Field
from assessments.examination.fields import LIMBS
from assessments.examination.words import said

EMPTY_ROWS = 1


@dataclass(frozen=True, slots=True)
class Input:
    """One box as it is shown. `value` is what was typed, else what is kept."""

    path: str
    box: Box
    value: Any
    error: str = ""
    warning: str = ""
    was: str = ""

    @property
    def ident(self) -> str:
        return "f-" + self.path.replace(".", "-")

    @property
    def words(self) -> str:
        """The value as it is read: "Step height: 20 cm"."""
        words = said(self.value, self.box)
        return f"{self.box.label}: {words}." if words and self.box.label else words

    @property
    def picked(self) -> list[str]:
        return [str(one) for one in self.value] if isinstance(self.value, list) else [str(self.value)]

    @property
    def scores(self) -> "list[tuple[Any, str, str]]":
        """For a set of scored options: choice, its path, its score as text."""
        kept = self.value if isinstance(self.value, Mapping) else {}
        return [
            (choice, f"{self.path}.{choice.key}", "" if (n := kept.get(choice.key)) is None else str(n))
            for choice in self.box.choices
        ]


@dataclass(frozen=True, slots=True)
class Line:
    """One field with its inputs: both limbs, or one set; `rows` holds the lines of a list."""

    field: Field
    left: list[Input] = kept_in(default_factory=list)
    right: list[Input] = kept_in(default_factory=list)
    whole: list[Input] = kept_in(default_factory=list)
    rows: list[list[Input]] = kept_in(default_factory=list)
    error: str = ""


def read(posted: Mapping[str, Any], fields: Iterable[Field]) -> dict[str, Any]:
    """The findings that a section's form sends, for exactly these fields; None takes a finding out.

    `posted` is a QueryDict-like mapping with `getlist`.
    """
    found: dict[str, Any] = {}
    for one in fields:
        if one.per_limb:
            limbs = {limb: value for limb in LIMBS if (value := _parts(posted, one, f"{one.id}.{limb}")) is not None}
            found[one.id] = limbs or None
        else:
            found[one.id] = _parts(posted, one, one.id)
    return found


def _parts(posted: Mapping[str, Any], one: Field, path: str) -> Any:
    if not one.is_compound:
        return _typed(posted, one.boxes[0], path)
    parts = {box.key: value for box in one.boxes if (value := _typed(posted, box, f"{path}.{box.key}")) is not None}
    return parts or None


def _typed(posted: Mapping[str, Any], box: Box, path: str) -> Any:
    """What was typed into one box, as the check takes it; None for nothing."""
    if box.kind == "multi":
        return posted.getlist(path) or None  # type: ignore[attr-defined]
    if box.kind == "scores":
        given = {choice.key: str(posted.get(f"{path}.{choice.key}", "")).strip() for choice in box.choices}
        return {key: _number(text) for key, text in given.items() if text} or None
    if box.kind == "rows":
        return list(_typed_rows(posted, box, path)) or None
    text = str(posted.get(path, "")).strip()
    return _value(box, text) if text else None


def _value(box: Box, text: str) -> Any:
    """Text to value; what is no number stays text, so that the check can say so."""
    if box.kind in ("int", "decimal"):
        return _number(text)
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
    return part if part.isdigit() and len(part) < 4 else None


def _number(text: str) -> int | float | str:
    """A number with a point or a comma; anything else stays as it was typed."""
    try:
        number = float(text.replace(",", "."))
    except ValueError:
        return text
    return int(number) if number.is_integer() and "." not in text and "," not in text else number


def lines(
    fields: Iterable[Field],
    findings: Mapping[str, Any],
    *,
    errors: Mapping[str, str] | None = None,
    warnings: Mapping[str, str] | None = None,
    before: Mapping[str, Any] | None = None,
) -> list[Line]:
    """The fields as they are shown, with what is kept or was typed, sentences, and last time's value beside."""
    told = _Told(errors or {}, warnings or {}, before or {})
    return [_line(one, findings.get(one.id), told) for one in fields]


@dataclass(frozen=True, slots=True)
class _Told:
    errors: Mapping[str, str]
    warnings: Mapping[str, str]
    before: Mapping[str, Any]

    def input(self, path: str, box: Box, value: Any) -> Input:
        return Input(
            path,
            box,
            value,
            self.errors.get(path, ""),
            self.warnings.get(path, ""),
            said(_dig(self.before, path), box),
        )


def _line(one: Field, value: Any, told: _Told) -> Line:
    error = told.errors.get(one.id, "")
    if one.per_limb:
        kept = value if isinstance(value, Mapping) else {}
        left, right = (_inputs(one, kept.get(limb), f"{one.id}.{limb}", told) for limb in LIMBS)
        return Line(one, left=left, right=right, error=error)
    if one.boxes[0].kind == "rows":
        return Line(one, rows=_row_inputs(one, value, told), error=error)
    return Line(one, whole=_inputs(one, value, one.id, told), error=error if one.is_compound else "")


def _inputs(one: Field, value: Any, path: str, told: _Told) -> list[Input]:
    if not one.is_compound:
        return [told.input(path, one.boxes[0], value)]
    kept = value if isinstance(value, Mapping) else {}
    return [told.input(f"{path}.{box.key}", box, kept.get(box.key)) for box in one.boxes]


def _row_inputs(one: Field, value: Any, told: _Told) -> list[list[Input]]:
    kept = [line for line in value if isinstance(line, Mapping)] if isinstance(value, list) else []
    padded: list[Mapping[str, Any]] = [*kept, *({} for _ in range(EMPTY_ROWS))]
    return [
        [told.input(f"{one.id}.{number}.{cell.key}", cell, line.get(cell.key)) for cell in one.boxes[0].row]
        for number, line in enumerate(padded)
    ]


def _dig(findings: Mapping[str, Any], path: str) -> Any:
    value: Any = findings
    for part in path.split("."):
        value = value.get(part) if isinstance(value, Mapping) else None
    return value


def progress(section_fields: Iterable[Field], findings: Mapping[str, Any]) -> str:
    """done, half or none: how far a section is."""
    answered = [one.id in findings for one in section_fields]
    if answered and all(answered):
        return "done"
    return "half" if any(answered) else "none"
