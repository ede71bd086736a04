"""A test that is scored item by item: which box of the examination its score belongs to, and as what."""

from typing import Any

from assessments.examination.catalogue import FIELDS
from assessments.instruments.definition import Instrument
from assessments.instruments.scores import Score


def box_of(instrument: Instrument, side: str) -> str | None:
    """The path of the box, `O13.left`; None where no field takes this measure, or its limb is not known."""
    field = next((one for one in FIELDS if one.instrument == instrument.key), None)
    if field is None or (field.per_limb and not side):
        return None
    return f"{field.id}.{side}" if field.per_limb else field.id


def as_finding(instrument: Instrument, score: Score, path: str) -> Any:
    """What the box keeps of a score: its grade where it asks for one of several, else the whole number."""
    field = next(one for one in FIELDS if one.id == path.partition(".")[0])
    grade = instrument.grade(score)
    return grade.key if field.boxes[0].kind == "enum" and grade else int(score)
