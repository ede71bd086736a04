"""A finding as it is read: the labels of the form for its keys, left and right told apart."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from assessments.examination.body_chart import place
from assessments.examination.fields import LIMBS, Box, Field

NAMES = frozenset({"Lachman"})
NOTHING = frozenset({"none", "normal", "negative"})


def said(value: Any, box: Box) -> str:
    """The value of one box in a few words: “5/10”, “yes”, “Ache, Sharp”, “Squat 5”; empty when there is none."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return _listed(value, box)
    labels = {choice.key: choice.label for choice in box.choices}
    if isinstance(value, Mapping):
        told = ((labels.get(key, str(key)), pain) for key, pain in value.items())
        return ", ".join(label if pain is None else f"{label} {pain}" for label, pain in told)
    words = str(labels.get(str(value), value))
    if box.kind == "date":
        return _day(words)
    return with_unit(words.replace("-", "−") if box.kind in ("int", "decimal") else words, box)


def _day(iso: str) -> str:
    """“2026-09-04” as “4 Sep 2026”; what is no day stays as it was typed."""
    try:
        return f"{date.fromisoformat(iso):%-d %b %Y}"
    except ValueError:
        return iso


def _listed(values: list[Any], box: Box) -> str:
    if box.kind == "points":
        return "; ".join(dict.fromkeys(place(mark) for mark in values))
    if box.kind == "rows":
        return "; ".join(_row(row, box) for row in values)
    labels = {choice.key: choice.label for choice in box.choices}
    return ", ".join(labels.get(str(one), str(one)) for one in values)


def _row(row: Mapping[str, Any], box: Box) -> str:
    return ", ".join(words for cell in box.row if (words := said(row.get(cell.key), cell)))


def with_unit(words: str, box: Box) -> str:
    """A number as it is printed with its unit: “5/10”, “12°”, “21.4 kg”."""
    if not box.unit:
        return words
    return f"{words}{box.unit}" if box.unit[0] in "/°" else f"{words} {box.unit}"


def in_words(field: Field, value: Any, *, positive: bool = False) -> str:
    """A field's value on one line: "left Trace: small wave, right 0". Lists of small records have no line.

    With `positive` only what was found is said: no "no", no "none", no "normal", and no free text.
    """
    if not field.per_limb:
        return _parts(field, value, positive)
    kept = value if isinstance(value, Mapping) else {}
    limbs = {limb: _parts(field, kept.get(limb), positive) for limb in LIMBS}
    return "; ".join(f"{limb} {words}" for limb, words in limbs.items() if words)


def _parts(field: Field, value: Any, positive: bool) -> str:
    if not field.is_compound:
        return _part(field.boxes[0], value, positive)
    kept = value if isinstance(value, Mapping) else {}
    return ", ".join(words for box in field.boxes if (words := _part(box, kept.get(box.key), positive)))


def _part(box: Box, value: Any, positive: bool) -> str:
    if box.kind == "rows" or (positive and _is_nothing(box, value)):
        return ""
    if positive and value is True and box.label:
        return lowered(box.label)
    words = lowered(said(value, box)) if box.kind == "enum" else said(value, box)
    if box.kind == "multi":
        words = ", ".join(lowered(one) for one in words.split(", "))
    return f"{lowered(box.label)} {words}" if words and box.label else words


def _is_nothing(box: Box, value: Any) -> bool:
    return box.kind == "text" or value is False or value == ["none"] or (isinstance(value, str) and value in NOTHING)


def lowered(label: str) -> str:
    """A label inside a sentence: its first letter small, unless it is an abbreviation (HipSIT) or somebody's name."""
    first = label.split(" ", maxsplit=1)[0]
    kept = first in NAMES or any(letter.isupper() for letter in first[1:])
    return label if kept else label[:1].lower() + label[1:]
