"""What has changed between two examinations: box by box where both were filled in."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from assessments.examination.boxes import number
from assessments.examination.catalogue import FIELDS
from assessments.examination.fields import LIMBS, Box, Field, Section
from assessments.examination.words import said


@dataclass(frozen=True, slots=True)
class Difference:
    """One box that reads otherwise than last time. `by` is the signed step of a number (“−2”), else empty."""

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
        for change in _of_field(field, before[field.id], now[field.id])
    )


def step(was: Any, now: Any, box: Box) -> str:
    """How far a number has moved, with its sign; empty for what is no number, or has not moved."""
    if box.kind not in ("int", "decimal") or was is None or now is None:
        return ""
    moved = number(now) - number(was)
    if not moved:
        return ""
    return f"{'+' if moved > 0 else '−'}{abs(moved).normalize():f}"


def _of_field(field: Field, before: Any, now: Any) -> Iterator[Difference]:
    if field.per_limb:
        for limb in LIMBS:
            if limb in before and limb in now:
                yield from _of_parts(field, before[limb], now[limb], limb)
    else:
        yield from _of_parts(field, before, now, "")


def _of_parts(field: Field, before: Any, now: Any, limb: str) -> Iterator[Difference]:
    pairs = (
        ((box, before.get(box.key), now.get(box.key)) for box in field.boxes)
        if field.is_compound
        else ((field.boxes[0], before, now),)
    )
    for box, was, becomes in pairs:
        if was is None or becomes is None or was == becomes or box.kind in ("text", "rows"):
            continue
        label = ", ".join(filter(None, (field.label, limb, box.label.lower())))
        path = ".".join(filter(None, (field.id, limb, box.key)))
        yield Difference(field, path, label, said(was, box), said(becomes, box), step(was, becomes, box))
