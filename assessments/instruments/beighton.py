"""Beighton score: nine points of joint hypermobility. What counts as raised depends on age."""

from decimal import Decimal

from assessments.instruments.answers import Item
from assessments.instruments.definition import Instrument
from assessments.instruments.examples import RefusedExample, WorkedExample
from assessments.rulebook import Values, defaults

SIGNS = {
    "little_finger_left": "Left little finger bends back past 90°",
    "little_finger_right": "Right little finger bends back past 90°",
    "thumb_left": "Left thumb reaches the forearm",
    "thumb_right": "Right thumb reaches the forearm",
    "elbow_left": "Left elbow straightens past 10°",
    "elbow_right": "Right elbow straightens past 10°",
    "knee_left": "Left knee straightens past 10°",
    "knee_right": "Right knee straightens past 10°",
    "trunk": "Palms flat on the floor, knees straight",
}


def raised_from(age: int, values: Values | None = None) -> Decimal:
    """The score that says general hypermobility; its bands are under 18 years, to 50, and older. [memory]"""
    band = "child" if age < 18 else "adult" if age <= 50 else "older"
    return (values or defaults())[f"notes.beighton.{band}"]


def _signs(*present: str) -> dict[str, object]:
    """All nine signs looked for, those named found."""
    return {sign: sign in present for sign in SIGNS}


INSTRUMENT = Instrument(
    key="beighton",
    version="9-v1",
    title="Beighton score",
    patient_title="Joint flexibility",
    instruction="Look for each sign; left and right count on their own.",
    items=tuple(Item(key=key, label=label, yes_points=1) for key, label in SIGNS.items()),
    lowest=0,
    highest=9,
    direction="none",
    source="Beighton; items and age bands [memory]",
    licence="Freely published; labels in our own words.",
    recall="now",
    formula_text="One point for each of the nine signs.",
    missing_rule="All 9 signs are needed. [design]",
    answered_by="clinician",
    examples=(
        WorkedExample(name="no sign", answers=_signs(), score=0),
        WorkedExample(name="every sign", answers=_signs(*SIGNS), score=9),
        WorkedExample(name="both thumbs and the trunk", answers=_signs("thumb_left", "thumb_right", "trunk"), score=3),
        WorkedExample(
            name="trunk not tried",
            answers={**_signs("thumb_left"), "trunk": None},
            score=None,
            status="incomplete",
            answered=8,
        ),
    ),
    refused_examples=(RefusedExample(name="a two", answers={"trunk": 2}, item="trunk"),),
)
