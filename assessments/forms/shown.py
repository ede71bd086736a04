"""The fields as they are shown: what is kept or was typed, sentences, results, and last time's value beside."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from dataclasses import field as kept_in
from typing import Any

from assessments import redflags
from assessments.accuracy import Accuracy, beside
from assessments.examination import Box, Choice, Field, is_shown
from assessments.examination.body_chart import in_place
from assessments.examination.boxes import BoxError, clean
from assessments.examination.differences import step
from assessments.examination.dynamometer import in_its_unit
from assessments.examination.fields import LIMBS
from assessments.examination.results import Result
from assessments.examination.words import said
from assessments.forms.headings import HEADINGS
from assessments.rulebook import Values, defaults

EMPTY_ROWS = 1
SHORT_LIST = 5


@dataclass(frozen=True, slots=True)
class Input:
    """One box as it is shown. `value` is what was typed, else what is kept; `was` is last time's in words."""

    path: str
    box: Box
    value: Any
    error: str = ""
    warning: str = ""
    clash: str = ""
    was: str = ""
    step: str = ""

    @property
    def ident(self) -> str:
        return "i-" + self.path.replace(".", "-")

    @property
    def control(self) -> str:
        """How it is asked: enum with few options side by side, with many as a list."""
        if self.box.kind == "enum":
            return "segments" if len(self.box.choices) < SHORT_LIST else "select"
        return self.box.kind

    @property
    def words(self) -> str:
        """The value as it is read: "Step height: 20 cm"."""
        words = said(self.value, self.box)
        words = words[:1].upper() + words[1:]
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

    @property
    def by_urgency(self) -> "list[tuple[str, list[Choice]]]":
        """For the red-flag screen: its statements under how soon they must be seen, "none" first under nothing."""
        told: dict[str, list[Choice]] = {}
        for choice in self.box.choices:
            rule = redflags.BY_ID.get(choice.key)
            told.setdefault(rule.level.words if rule else "", []).append(choice)
        headings = ("", *(level.words for level in reversed(redflags.Level)))
        return [(heading, told[heading]) for heading in headings if heading in told]

    @property
    def marks(self) -> str:
        """For the body chart: its marks as the script reads them."""
        return json.dumps(self.value if isinstance(self.value, list) else [])

    @property
    def placed(self) -> list[dict[str, Any]]:
        """For the body chart: each mark with its place on the drawing and in words."""
        return [in_place(mark) for mark in self.value] if isinstance(self.value, list) else []


@dataclass(frozen=True, slots=True)
class Line:
    """One field with its inputs: both limbs, or one set; `rows` holds the lines of a list."""

    field: Field
    left: list[Input] = kept_in(default_factory=list)
    right: list[Input] = kept_in(default_factory=list)
    whole: list[Input] = kept_in(default_factory=list)
    rows: list[list[Input]] = kept_in(default_factory=list)
    error: str = ""
    shown: bool = True
    results: tuple[Result, ...] = ()
    as_last_time: bool = False
    reference: str = ""

    @property
    def heading(self) -> str:
        """What stands above this field where a new part of the section begins."""
        return HEADINGS.get(self.field.id, "")

    @property
    def inputs(self) -> list[Input]:
        """All its boxes."""
        return [*self.left, *self.right, *self.whole, *(cell for row in self.rows for cell in row)]

    @property
    def limbs(self) -> list[tuple[str, str]]:
        """Each limb of which something is known, and what is known in words."""
        told = (("Left", self.left), ("Right", self.right))
        said_of = [(limb, " ".join(words for one in inputs if (words := one.words))) for limb, inputs in told]
        return [(limb, words) for limb, words in said_of if words]

    @property
    def pairs(self) -> list[tuple[str, Input, Input]]:
        """For a test of several parts on each limb: a part's label, its left and its right box, part by part."""
        if not (self.field.per_limb and self.field.is_compound):
            return []
        return [(left.box.label, left, right) for left, right in zip(self.left, self.right, strict=True)]

    @property
    def flagged(self) -> list[str]:
        """The limbs whose one value lies outside what is expected."""
        return [] if self.pairs else [limb for limb in LIMBS if any(r.outside and r.limb == limb for r in self.results)]

    @property
    def accuracy(self) -> tuple[Accuracy, ...]:
        """How far the test can be trusted, where figures are printed."""
        return beside(self.field.id)


@dataclass(frozen=True, slots=True)
class Told:
    """What is said beside the boxes, by path; `before` are the findings of last time."""

    errors: Mapping[str, str] = kept_in(default_factory=dict)
    warnings: Mapping[str, str] = kept_in(default_factory=dict)
    clashes: Mapping[str, str] = kept_in(default_factory=dict)
    before: Mapping[str, Any] = kept_in(default_factory=dict)
    results: Mapping[str, tuple[Result, ...]] = kept_in(default_factory=dict)
    values: Values = kept_in(default_factory=defaults)

    def input(self, path: str, box: Box, value: Any, units: "Units | None" = None) -> Input:
        was, (then, now) = _dig(self.before, path), units or (box, box)
        if box.kind == "points":
            value = _marks(box, value)
        return Input(
            path,
            box,
            value,
            error=self.errors.get(path, ""),
            warning=self.warnings.get(path, ""),
            clash=self.clashes.get(path, ""),
            was=said(was, then),
            step=step(was, value, now, then) if not isinstance(value, str) else "",
        )


Units = tuple[Box, Box]  # a box with the unit of last time, and with the one of today


def lines(
    fields: Iterable[Field],
    findings: Mapping[str, Any],
    told: Told,
    *,
    age: int | None = None,
    runner: bool = False,
) -> list[Line]:
    """The fields in order; one that this patient is not asked is there too, but not shown."""
    return [_line(one, findings, told, is_shown(one, findings, age=age, runner=runner)) for one in fields]


def _line(one: Field, findings: Mapping[str, Any], told: Told, shown: bool) -> Line:
    value, error = findings.get(one.id), told.errors.get(one.id, "")
    beside: dict[str, Any] = {
        "shown": shown,
        "reference": one.reference_in(told.values),
        "results": told.results.get(one.id, ()),
        "as_last_time": one.carried and value is not None and value == told.before.get(one.id),
    }
    units = list(zip(in_its_unit(one, told.before).boxes, in_its_unit(one, findings).boxes, strict=True))
    if one.per_limb:
        kept = value if isinstance(value, Mapping) else {}
        left, right = (_inputs(one, kept.get(limb), f"{one.id}.{limb}", told, units) for limb in LIMBS)
        return Line(one, left=left, right=right, error=error, **beside)
    if one.boxes[0].kind == "rows":
        return Line(one, rows=_row_inputs(one, value, told), error=error, **beside)
    return Line(one, whole=_inputs(one, value, one.id, told, units), error=error if one.is_compound else "", **beside)


def _inputs(one: Field, value: Any, path: str, told: Told, units: list[Units]) -> list[Input]:
    if not one.is_compound:
        return [told.input(path, one.boxes[0], value, units[0])]
    kept = value if isinstance(value, Mapping) else {}
    return [
        told.input(f"{path}.{box.key}", box, kept.get(box.key), pair)
        for box, pair in zip(one.boxes, units, strict=True)
    ]


def _marks(box: Box, value: Any) -> Any:
    """The marks of the body chart; None where what was sent can't be marks, and so can't be drawn."""
    try:
        return clean(box, value)
    except BoxError:
        return None


def _row_inputs(one: Field, value: Any, told: Told) -> list[list[Input]]:
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
