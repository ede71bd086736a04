"""What has changed between two examinations: box by box where both were filled in."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from assessments.examination.boxes import number
from assessments.examination.catalogue import FIELDS
from assessments.examination.dynamometer import in_its_unit
from assessments.examination.fields import LIMBS, Box, Field, Section
from assessments.examination.words import said


@dataclass(frozen=True, slots=True)
class Difference:
    """One box that reads otherwise than last time.

    `by` is the signed step of a number (“−2”), else empty; empty too between a force in kgf and one in newtons.
    """

    field: Field
    path: str
    label: str
    was: str
    now: str
    by: str = ""


def differences(before: Mapping[str, Any], now: Mapping[str, Any]) -> tuple[Difference, ...]:
    """Every box filled in both times with another value, in the order of the form. Free words are left out."""
    return tuple(
        change
        for field in FIELDS
        if field.section is not Section.PLAN and field.id in before and field.id in now
        for change in _of_field(
            (in_its_unit(field, before), before[field.id]), (in_its_unit(field, now), now[field.id])
        )
    )


def step(was: Any, now: Any, box: Box, box_then: Box) -> str:
    """How far a number has moved, with its sign.

    Empty for what is no number, has not moved, or was read in another unit then.
    """
    if box.kind not in ("int", "decimal") or was is None or now is None or box.unit != box_then.unit:
        return ""
    moved = number(now) - number(was)
    if not moved:
        return ""
    return f"{'+' if moved > 0 else '−'}{abs(moved).normalize():f}"


Taken = tuple[Field, Any]  # a field with the units of its day, and what was found


def _of_field(then: Taken, today: Taken) -> Iterator[Difference]:
    (field_then, before), (field, now) = then, today
    if field.per_limb:
        for limb in LIMBS:
            if limb in before and limb in now:
                yield from _of_parts((field_then, before[limb]), (field, now[limb]), limb)
    else:
        yield from _of_parts(then, today, "")


def _of_parts(then: Taken, today: Taken, limb: str) -> Iterator[Difference]:
    field = today[0]
    for (box_then, was), (box, becomes) in zip(_parts(then), _parts(today), strict=True):
        if was is None or becomes is None or box.kind in ("text", "rows"):
            continue
        if was == becomes and box.unit == box_then.unit:
            continue
        label = ", ".join(filter(None, (field.label, limb, box.label.lower())))
        path = ".".join(filter(None, (field.id, limb, box.key)))
        yield Difference(field, path, label, said(was, box_then), said(becomes, box), step(was, becomes, box, box_then))


def _parts(taken: Taken) -> Iterator[tuple[Box, Any]]:
    field, found = taken
    if field.is_compound:
        yield from ((box, found.get(box.key)) for box in field.boxes)
    else:
        yield field.boxes[0], found
