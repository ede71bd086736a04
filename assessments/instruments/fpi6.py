"""Foot Posture Index: six looks at the standing foot, each −2 to +2; minus is supinated, plus is pronated."""

from assessments.instruments.answers import Item
from assessments.instruments.definition import Instrument
from assessments.instruments.examples import RefusedExample, WorkedExample
from assessments.instruments.scores import Grade

LOOKS = (
    "Talar head palpation",
    "Curves above and below the lateral malleolus",
    "Calcaneal frontal position",
    "Talonavicular bulge",
    "Medial arch height and congruence",
    "Forefoot ab- or adduction on the rearfoot (too many toes)",
)


def _scored(*scores: int | None) -> dict[str, object]:
    """Scores in the order of the six looks; None where the item could not be seen."""
    return {f"f{number}": score for number, score in enumerate(scores, 1)}


INSTRUMENT = Instrument(
    key="fpi6",
    version="6-v1",
    title="Foot Posture Index, 6 items",
    patient_title="Foot posture",
    instruction="Relaxed stance on both feet, standing still for about 2 minutes.",
    items=tuple(
        Item(key=f"f{number}", label=label, minimum=-2, maximum=2, anchors={-2: "Supinated", 2: "Pronated"})
        for number, label in enumerate(LOOKS, 1)
    ),
    lowest=-12,
    highest=12,
    direction="none",
    source="Foot Posture Index, six items; bands as published with it",
    licence="Freely published; labels in our own short words.",
    recall="now",
    formula_text="Sum of the six scores.",
    missing_rule="An item that cannot be seen is left out; the total is then incomplete. [design]",
    grades=(
        Grade(-12, -5, "highly_supinated", "Highly supinated"),
        Grade(-4, -1, "supinated", "Supinated"),
        Grade(0, 5, "neutral", "Neutral"),
        Grade(6, 9, "pronated", "Pronated"),
        Grade(10, 12, "highly_pronated", "Highly pronated"),
    ),
    answered_by="clinician",
    per_limb=True,
    examples=(
        WorkedExample(name="FP1", answers=_scored(0, 0, 0, 0, 0, 0), score=0, grade="neutral"),
        WorkedExample(name="FP2", answers=_scored(1, 1, 1, 1, 1, 1), score=6, grade="pronated"),
        WorkedExample(name="FP3", answers=_scored(2, 2, 2, 2, 1, 1), score=10, grade="highly_pronated"),
        WorkedExample(name="FP4", answers=_scored(-1, -1, 0, 0, -1, 0), score=-3, grade="supinated"),
        WorkedExample(name="FP5", answers=_scored(-1, -1, -1, -1, -1, -1), score=-6, grade="highly_supinated"),
        WorkedExample(
            name="one look not seen",
            answers=_scored(1, 1, 1, None, 1, 1),
            score=None,
            status="incomplete",
            answered=5,
        ),
    ),
    refused_examples=(RefusedExample(name="plus three", answers={"f1": 3}, item="f1"),),
)
