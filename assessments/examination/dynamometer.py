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
    unit = UNITS[(findings.get("M01") or {}).get("unit", "kgf")]
    return replace(field, boxes=tuple(replace(box, unit=unit) for box in field.boxes))
