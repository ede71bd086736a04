"""The tests whose force is read off the dynamometer: their unit is the one of its set-up (field M01)."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from assessments.examination.fields import Field

BY_DYNAMOMETER = frozenset({"O17", "O18", "O19", "O21"})
UNITS = {"kgf": "kgf", "newton": "N"}


def in_its_unit(field: Field, findings: Mapping[str, Any]) -> Field:
    """The field with the unit that its numbers were taken in: kgf where none was chosen. Others as they are."""
    if field.id not in BY_DYNAMOMETER:
        return field
    return replace(field, boxes=tuple(replace(box, unit=_unit(findings)) for box in field.boxes))


def _unit(findings: Mapping[str, Any]) -> str:
    """As the set-up says; in a draft what was typed there may be anything."""
    set_up = findings.get("M01")
    return UNITS.get(str(set_up.get("unit")), "kgf") if isinstance(set_up, Mapping) else "kgf"
