"""What a field of the examination is: its boxes, their options and ranges, when it is shown, what it means.

Findings are kept by field id: a value; `{part: value}` where a field has several boxes; and
`{"left": …, "right": …}` around either where each limb is tested. A box that was not filled in is left out.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Literal

from assessments.rulebook.definition import Values, plain

Kind = Literal["enum", "multi", "scores", "int", "decimal", "bool", "text", "date", "pace", "rows", "points"]
Shown = Literal["always", "runner", "under_18", "trauma", "both_sides", "running_video"]
Range = tuple[Decimal, Decimal]

LIMBS = ("left", "right")


class Section(StrEnum):
    """The parts of the examination in a clinician's order."""

    HISTORY = "history"
    RED_FLAGS = "red_flags"
    RUNNING_LOAD = "running_load"
    MOVEMENT = "movement"
    STRENGTH = "strength"
    KNEECAP = "kneecap_and_length"
    RUNNING_CHECK = "running_check"
    PLAN = "plan"

    @property
    def heading(self) -> str:
        """The section as it is headed."""
        return self.value.replace("_", " ").capitalize()


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing to pick."""

    key: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """One thing to fill in. `key` is empty when the field has no other.

    Outside `hard` a number is refused as impossible; outside `soft` it is asked about. `scores` is a set of
    options with a number from 0 to 10 each (or none yet); `rows` is a list of small records; `points` are marks on
    the body chart, `{"view": "front" or "back", "x": 0–1, "y": 0–1}` from the top left of that view.
    """

    kind: Kind
    key: str = ""
    label: str = ""
    unit: str = ""
    choices: tuple[Choice, ...] = ()
    hard: Range | None = None
    soft: Range | None = None
    decimals: int = 0
    row: tuple[Box, ...] = ()
    optional: bool = False

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys that may be picked."""
        return tuple(choice.key for choice in self.choices)


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One entry of the examination form.

    `required` fields hold up signing. `main` is the box that a bare value goes to. `instrument` names the
    outcome measure whose items work out this score. `carried` findings seldom change from visit to visit, so a
    review starts with the last ones.
    """

    id: str
    section: Section
    label: str
    boxes: tuple[Box, ...]
    per_limb: bool = False
    hint: str = ""
    reference: str = ""
    source: str = ""
    required: bool = False
    carried: bool = False
    shown: Shown = "always"
    main: str = ""
    instrument: str = ""

    @property
    def is_compound(self) -> bool:
        """Whether the value is kept as `{part: value}`."""
        return bool(self.boxes[0].key)

    def reference_in(self, values: Values) -> str:
        """What it is held against, with the numbers in force in the place of their rules: “{mobility.midfoot} mm”."""
        return re.sub(r"\{([\w.]+)\}", lambda rule: plain(values[rule[1]]), self.reference)

    @property
    def unit(self) -> str:
        """The unit of the first box."""
        return self.boxes[0].unit


def slug(words: str) -> str:
    """The key of an option: its words in snake_case, what stands in brackets dropped."""
    plain = re.sub(r"\([^)]*\)", "", words.lower()).replace("½", "half").replace("¼", "quarter")
    return re.sub(r"[^a-z0-9]+", "_", plain).strip("_")


def choices(*words: str) -> tuple[Choice, ...]:
    """Options from their words."""
    return tuple(Choice(slug(word), word[0].upper() + word[1:]) for word in words)


def keyed(labels: Mapping[str, str]) -> tuple[Choice, ...]:
    """Options from key and label."""
    return tuple(Choice(key, label) for key, label in labels.items())


def between(lowest: int | str, highest: int | str) -> Range:
    """A range with both ends in it."""
    return Decimal(lowest), Decimal(highest)


def enum(
    *words: str, key: str = "", label: str = "", named: Mapping[str, str] | None = None, optional: bool = False
) -> Box:
    """One of several; `named` adds options by key and label."""
    options = choices(*words) + keyed(named or {})
    return Box(kind="enum", key=key, label=label, choices=options, optional=optional)


def multi(*words: str, key: str = "", label: str = "", named: Mapping[str, str] | None = None) -> Box:
    """Any of several; `none` excludes the others."""
    return Box(kind="multi", key=key, label=label, choices=choices(*words) + keyed(named or {}))


def whole(
    lowest: int,
    highest: int,
    unit: str = "",
    *,
    soft: tuple[int, int] | None = None,
    key: str = "",
    label: str = "",
    optional: bool = False,
) -> Box:
    """A whole number."""
    return Box(
        kind="int",
        key=key,
        label=label,
        unit=unit,
        hard=between(lowest, highest),
        soft=between(*soft) if soft else None,
        optional=optional,
    )


def measured(
    lowest: int,
    highest: int,
    unit: str = "",
    *,
    soft: tuple[int, int] | None = None,
    decimals: int = 1,
    key: str = "",
    label: str = "",
    optional: bool = False,
) -> Box:
    """A number with decimals."""
    return Box(
        kind="decimal",
        key=key,
        label=label,
        unit=unit,
        hard=between(lowest, highest),
        soft=between(*soft) if soft else None,
        decimals=decimals,
        optional=optional,
    )


def pain(key: str = "", label: str = "", *, optional: bool = False) -> Box:
    """Pain from 0 to 10."""
    return whole(0, 10, "/10", key=key, label=label, optional=optional)


def yes_no(key: str = "", label: str = "") -> Box:
    """Yes or no."""
    return Box(kind="bool", key=key, label=label)


def text(key: str = "", label: str = "", *, optional: bool = False) -> Box:
    """Free words."""
    return Box(kind="text", key=key, label=label, optional=optional)


def day(key: str = "", label: str = "", *, optional: bool = False) -> Box:
    """A date."""
    return Box(kind="date", key=key, label=label, optional=optional)


def rows(*row: Box) -> Box:
    """A list of small records."""
    return Box(kind="rows", row=row)
