"""A kept finding in words, the way a clinician reads it back."""

from collections.abc import Mapping
from typing import Any

from assessments.examination.body_chart import place
from assessments.examination.fields import LIMBS, Box, Field

YES_NO = {True: "yes", False: "no"}


def in_words(value: Any, box: Box) -> str:
    """One box: “5/10”, “yes”, “Ache, Sharp”, “Squat 5”; empty when nothing is kept."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return YES_NO[value]
    if isinstance(value, list):
        return _listed(value, box)
    labels = {choice.key: choice.label for choice in box.choices}
    if isinstance(value, Mapping):
        told = ((labels.get(key, str(key)), pain) for key, pain in value.items())
        return ", ".join(label if pain is None else f"{label} {pain}" for label, pain in told)
    said = str(labels.get(str(value), value))
    return with_unit(said.replace("-", "−") if box.kind in ("int", "decimal") else said, box)


def _listed(values: list[Any], box: Box) -> str:
    if box.kind == "points":
        return "; ".join(dict.fromkeys(place(mark) for mark in values))
    if box.kind == "rows":
        return "; ".join(_row(row, box) for row in values)
    labels = {choice.key: choice.label for choice in box.choices}
    return ", ".join(labels.get(str(one), str(one)) for one in values)


def with_unit(words: str, box: Box) -> str:
    """A number as it is printed with its unit: “5/10”, “12°”, “21.4 kg”."""
    if not box.unit:
        return words
    return f"{words}{box.unit}" if box.unit[0] in "/°" else f"{words} {box.unit}"


def field_in_words(field: Field, value: Any) -> str:
    """A whole field on one line, its parts by their labels, its limbs by name."""
    if value is None:
        return ""
    if field.per_limb:
        return "; ".join(f"{limb} {said}" for limb in LIMBS if (said := _parts(field, value.get(limb))))
    return _parts(field, value)


def _parts(field: Field, value: Any) -> str:
    if value is None or not field.is_compound:
        return in_words(value, field.boxes[0])
    said = [
        f"{box.label.lower()} {words}".strip() for box in field.boxes if (words := in_words(value.get(box.key), box))
    ]
    return ", ".join(said)


def _row(row: Mapping[str, Any], box: Box) -> str:
    return ", ".join(words for cell in box.row if (words := in_words(row.get(cell.key), cell)))
