"""Lateral step-down quality (Piva 2006): five repetitions off a 20 cm step, 0 good to 6 poor."""

from assessments.instruments.answers import Item
from assessments.instruments.definition import Instrument
from assessments.instruments.examples import RefusedExample, WorkedExample
from assessments.instruments.scores import Grade


def _set(arm: int, trunk: int, pelvis: int, knee: int, steady: int) -> dict[str, object]:
    """One rated set of five repetitions."""
    return {"arm": arm, "trunk": trunk, "pelvis": pelvis, "knee": knee, "steady": steady}


INSTRUMENT = Instrument(
    key="step_down",
    version="2006-v1",
    title="Lateral step-down quality",
    patient_title="Step-down",
    instruction=(
        "20 cm step, hands on waist, test knee straight. The other heel brushes the floor without weight. "
        "5 repetitions; rate the set."
    ),
    items=(
        Item(key="arm", label="A hand leaves the waist", minimum=0, maximum=1, anchors={0: "No", 1: "Yes"}),
        Item(
            key="trunk",
            label="The trunk leans to any side",
            minimum=0,
            maximum=1,
            anchors={0: "No", 1: "Yes"},
        ),
        Item(
            key="pelvis",
            label="One side of the pelvis rotates or lifts",
            minimum=0,
            maximum=1,
            anchors={0: "No", 1: "Yes"},
        ),
        # One question with three answers: the two knee positions exclude each other.
        Item(
            key="knee",
            label="The tibial tuberosity passes inwards",
            minimum=0,
            maximum=2,
            anchors={0: "No", 1: "Past the 2nd toe", 2: "Past the inner border of the foot"},
        ),
        Item(
            key="steady",
            label="Steps down on the other leg, or the foot wavers",
            minimum=0,
            maximum=1,
            anchors={0: "No", 1: "Yes"},
        ),
    ),
    lowest=0,
    highest=6,
    direction="lower",
    source="Piva 2006, BMC Musculoskelet Disord 7:33; Rabin 2010",
    licence="Freely published; labels in our own words.",
    recall="now",
    formula_text="Sum of the five criteria, 0 to 6.",
    missing_rule="All 5 criteria are needed. [design]",
    grades=(
        Grade(0, 1, "good", "Good"),
        Grade(2, 3, "moderate", "Moderate"),
        Grade(4, 6, "poor", "Poor"),
    ),
    answered_by="clinician",
    per_limb=True,
    examples=(
        WorkedExample(name="LS1", answers=_set(0, 0, 0, 0, 0), score=0, grade="good"),
        WorkedExample(name="LS2", answers=_set(0, 1, 0, 1, 0), score=2, grade="moderate"),
        WorkedExample(name="LS3", answers=_set(1, 1, 1, 2, 1), score=6, grade="poor"),
        WorkedExample(name="LS4", answers=_set(1, 0, 1, 2, 0), score=4, grade="poor"),
        WorkedExample(
            name="stance not rated",
            answers={"arm": 0, "trunk": 0, "pelvis": 0, "knee": 0},
            score=None,
            status="incomplete",
            answered=4,
        ),
    ),
    refused_examples=(
        RefusedExample(name="both knee options", answers={"knee": [1, 2]}, item="knee"),
        RefusedExample(name="both knee options added up", answers={"knee": 3}, item="knee"),
        RefusedExample(name="a yes for a point", answers={"arm": True}, item="arm"),
    ),
)
