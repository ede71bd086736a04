"""Lower Extremity Functional Scale: twenty items 0 to 4, higher is better. Numbered items only."""

from decimal import Decimal

from assessments.instruments.answers import Item
from assessments.instruments.definition import Instrument
from assessments.instruments.examples import ChangeExample, RefusedExample, WorkedExample
from assessments.instruments.scores import Threshold

ITEM_COUNT = 20


def _ticks(digits: str) -> dict[str, object]:
    """Answers from digits in the order of the form."""
    return {f"item_{number:02}": int(digit) for number, digit in enumerate(digits, 1)}


INSTRUMENT = Instrument(
    key="lefs",
    version="1999-v1",
    title="Lower Extremity Functional Scale",
    patient_title="Leg function score",
    instruction="Copy the answer from the licensed form, 0 to 4.",
    items=tuple(
        Item(
            key=f"item_{number:02}",
            label=f"Item {number}",
            minimum=0,
            maximum=4,
            anchors={
                0: "Extreme difficulty or unable",
                1: "Quite a bit",
                2: "Moderate",
                3: "A little",
                4: "None",
            },
        )
        for number in range(1, ITEM_COUNT + 1)
    ),
    lowest=0,
    highest=80,
    direction="higher",
    source="Binkley 1999",
    licence="© Binkley et al. 1999: numbered items only, the text comes with permission.",
    recall="today",
    formula_text="Sum of the twenty answers.",
    missing_rule="All 20 answers are needed; no published rule. [design]",
    error=Threshold(Decimal(9), "MDC 9 (Binkley 1999)"),
    important=Threshold(Decimal(9), "MCID 9 (Binkley 1999)"),
    text_withheld=True,
    examples=(
        WorkedExample(name="LE1", answers=_ticks("4" * 20), score=80),
        WorkedExample(name="LE2", answers=_ticks("2" * 20), score=40),
        WorkedExample(name="LE3", answers=_ticks("4" * 10 + "3" * 10), score=70),
        WorkedExample(name="LE5", answers=_ticks("4" * 19), score=None, status="incomplete", answered=19),
    ),
    change_examples=(
        ChangeExample(
            name="LE4",
            baseline=_ticks("2" * 20),
            latest=_ticks("4" * 10 + "3" * 10),
            difference=30,
            band="important_and_real",
        ),
    ),
    refused_examples=(RefusedExample(name="item 21", answers={"item_21": 4}, item="item_21"),),
)
