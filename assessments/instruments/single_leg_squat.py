"""Single-leg squat (Crossley 2011): five domains watched over five squats; rated good, fair or poor.

The rule for the three ratings is [memory] and may be edited by the clinic.
"""

from collections.abc import Mapping

from assessments.instruments.answers import Item
from assessments.instruments.definition import Instrument
from assessments.instruments.examples import RefusedExample, WorkedExample
from assessments.instruments.scores import Grade, Score

TRIALS = 5
DOMAINS = (
    "Overall: balance, smooth, depth, speed",
    "Trunk: no lean, turn or bend",
    "Pelvis: no shunt, drop, turn or tilt",
    "Hip: no turning in, no drawing in",
    "Knee: no valgus, stays over the foot",
)


def domains_met(points: Mapping[str, int]) -> Score:
    """How many of the five domains were met in every one of the five squats."""
    return sum(
        all(points[f"t{trial}_d{domain}"] for trial in range(1, TRIALS + 1)) for domain in range(1, len(DOMAINS) + 1)
    )


def _squats(*failed: str) -> dict[str, object]:
    """Five squats in which everything was met but the named trial and domain."""
    keys = [f"t{trial}_d{domain}" for trial in range(1, TRIALS + 1) for domain in range(1, len(DOMAINS) + 1)]
    return {key: key not in failed for key in keys}


INSTRUMENT = Instrument(
    key="single_leg_squat",
    version="2011-v1",
    title="Single-leg squat",
    patient_title="Single-leg squat",
    instruction="5 squats on a 20 cm box, arms crossed, knee to at least 60°, about 2 seconds each.",
    items=tuple(
        Item(key=f"t{trial}_d{number}", label=f"Squat {trial}. {domain}", yes_points=1)
        for trial in range(1, TRIALS + 1)
        for number, domain in enumerate(DOMAINS, 1)
    ),
    lowest=0,
    highest=5,
    direction="higher",
    source="Crossley 2011, Am J Sports Med 39:866–873; domains and rule [memory]",
    licence="Freely published; labels in our own words.",
    recall="now",
    formula_text="Domains met in all five squats: 4 or 5 good, 2 or 3 fair, 0 or 1 poor.",
    missing_rule="All 25 looks are needed. [design]",
    formula=domains_met,
    grades=(
        Grade(0, 1, "poor", "Poor"),
        Grade(2, 3, "fair", "Fair"),
        Grade(4, 5, "good", "Good"),
    ),
    answered_by="clinician",
    per_limb=True,
    examples=(
        WorkedExample(name="SL1", answers=_squats(), score=5, grade="good"),
        WorkedExample(name="SL2", answers=_squats("t3_d2"), score=4, grade="good"),
        WorkedExample(name="SL3", answers=_squats("t1_d2", "t4_d5"), score=3, grade="fair"),
        WorkedExample(name="SL4", answers=_squats("t1_d2", "t2_d3", "t3_d4", "t4_d5"), score=1, grade="poor"),
        WorkedExample(
            name="the fifth squat not rated",
            answers={key: met for key, met in _squats().items() if not key.startswith("t5")},
            score=None,
            status="incomplete",
            answered=20,
        ),
    ),
    refused_examples=(RefusedExample(name="a word", answers={"t1_d1": "good"}, item="t1_d1"),),
)
