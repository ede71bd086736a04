"""Wells score for deep vein thrombosis, two levels: it scores and refers, it does not diagnose.

Suspected thrombosis is seen the same day whatever the score says; the score goes with the referral.
"""

from assessments.instruments.answers import Item
from assessments.instruments.definition import Instrument
from assessments.instruments.examples import RefusedExample, WorkedExample
from assessments.instruments.scores import Grade

SIGNS = {
    "cancer": "Active cancer (treatment now, within 6 months, or palliative)",
    "paralysis": "Paralysis, paresis or recent plaster of the leg",
    "bedridden": "Bedridden 3 days or more, or major surgery in 12 weeks (general or regional anaesthetic)",
    "tenderness": "Localised tenderness along the deep veins",
    "whole_leg": "Entire leg swollen",
    "calf": "Calf swelling 3 cm or more over the other side (10 cm below the tibial tuberosity)",
    "oedema": "Pitting oedema confined to the symptomatic leg",
    "veins": "Collateral superficial veins (not varicose)",
    "previous": "Previously documented deep vein thrombosis",
    "alternative": "Alternative diagnosis at least as likely",
}


def _signs(*present: str) -> dict[str, object]:
    """All ten asked, those named answered yes."""
    return {sign: sign in present for sign in SIGNS}


INSTRUMENT = Instrument(
    key="wells",
    version="ng158-v1",
    title="Wells score for deep vein thrombosis (two-level)",
    patient_title="Wells score",
    instruction="Answer every item, then send the score with the same-day referral.",
    items=tuple(
        Item(key=key, label=label, yes_points=-2 if key == "alternative" else 1) for key, label in SIGNS.items()
    ),
    lowest=-2,
    highest=9,
    direction="none",
    source="Two-level Wells score, NICE NG158",
    licence="Freely published; labels in our own short words.",
    recall="now",
    formula_text="One point for each yes, minus two for a likely alternative. 2 or more: likely.",
    missing_rule="All 10 answers are needed. [design]",
    grades=(
        Grade(-2, 1, "unlikely", "DVT unlikely"),
        Grade(2, 9, "likely", "DVT likely"),
    ),
    answered_by="clinician",
    per_limb=True,
    examples=(
        WorkedExample(name="WL1", answers=_signs(), score=0, grade="unlikely"),
        WorkedExample(name="WL2", answers=_signs("calf", "alternative"), score=-1, grade="unlikely"),
        WorkedExample(name="WL3", answers=_signs("oedema", "calf"), score=2, grade="likely"),
        WorkedExample(name="WL4", answers=_signs("oedema", "calf", "alternative"), score=0, grade="unlikely"),
        WorkedExample(name="WL5", answers=_signs(*list(SIGNS)[:9]), score=9, grade="likely"),
        WorkedExample(
            name="one not asked",
            answers={**_signs("calf"), "veins": None},
            score=None,
            status="incomplete",
            answered=9,
        ),
    ),
    refused_examples=(RefusedExample(name="a word", answers={"calf": "yes"}, item="calf"),),
)
