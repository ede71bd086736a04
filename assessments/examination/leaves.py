"""The findings taken apart into single boxes by path (`S06.worst`, `O17.left`, `S04`), and put together again.

A box is what one person fills in at one moment: two people in one note meet only where they fill in the same box.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from assessments.examination.catalogue import BY_ID
from assessments.examination.fields import LIMBS, Field


def paths_of(field: Field) -> tuple[str, ...]:
    """The path of each box of a field, in order."""
    limbs = [f"{field.id}.{limb}" for limb in LIMBS] if field.per_limb else [field.id]
    if not field.is_compound:
        return tuple(limbs)
    return tuple(f"{limb}.{box.key}" for limb in limbs for box in field.boxes)


def leaves(findings: Mapping[str, Any]) -> dict[str, Any]:
    """Every filled-in box by its path. Fields that the catalogue does not know are left out."""
    return {path: value for one, found in findings.items() if one in BY_ID for path, value in _apart(BY_ID[one], found)}


def with_leaves(findings: Mapping[str, Any], boxes: Mapping[str, Any]) -> dict[str, Any]:
    """The findings with these boxes laid over them; None empties a box. Paths lead into known fields."""
    merged = {**leaves(findings), **boxes}
    together: dict[str, Any] = {one: found for one, found in findings.items() if one not in BY_ID}
    for path, value in merged.items():
        if value is not None:
            _put(together, path.split("."), value)
    return together


def touches(path: str, other: str) -> bool:
    """Whether two paths lead to the same box, or one of them into the other: `S07` and `S07.squat`."""
    return f"{other}.".startswith(f"{path}.") or f"{path}.".startswith(f"{other}.")


def _apart(field: Field, found: Any) -> Iterator[tuple[str, Any]]:
    for path in paths_of(field):
        value = found
        for part in path.split(".")[1:]:
            value = value.get(part) if isinstance(value, Mapping) else None
        if value is not None:
            yield path, value


def _put(into: dict[str, Any], parts: list[str], value: Any) -> None:
    *folders, last = parts
    for folder in folders:
        into = into.setdefault(folder, {})
    into[last] = value
