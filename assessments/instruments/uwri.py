"""University of Wisconsin Running Injury and Recovery Index: nine items 0 to 4, 36 is running as before."""

from decimal import Decimal

from assessments.instruments.answers import Item
from assessments.instruments.definition import Instrument
from assessments.instruments.examples import ChangeExample, RefusedExample, WorkedExample
from assessments.instruments.scores import Threshold

ITEM_COUNT = 9


def _ticks(digits: str) -> dict[str, object]:
    """Answers from nine digits in the order of the form; a dash leaves the item out."""
    pairs = enumerate(digits, 1)
    return {f"u{number}": None if digit == "-" else int(digit) for number, digit in pairs}


INSTRUMENT = Instrument(
    key="uwri",
    version="2019-v1",
    title="University of Wisconsin Running Injury and Recovery Index",
    patient_title="Running recovery score",
    instruction="Copy the answer from the official form: 0 is the worst, 4 is as before the injury.",
    items=tuple(
        Item(
            key=f"u{number}",
            label=f"Item {number}",
            minimum=0,
            maximum=4,
            anchors={0: "Worst", 4: "As before the injury"},
        )
        for number in range(1, ITEM_COUNT + 1)
    ),
    lowest=0,
    highest=36,
    direction="higher",
    source="Nelson 2019, JOSPT 49:751–760; Nelson 2020, JOSPT 50:702–710",
    licence=(
        "The form belongs to the University of Wisconsin, licence not verified: numbered items only, "
        "the text comes with permission."
    ),
    recall="current",
    formula_text="Sum of the nine answers.",
    missing_rule="All 9 answers are needed; no published rule. [design]",
    error=Threshold(Decimal("4.1"), "1.96 × √2 × SEM 1.47 (Nelson 2019) [derived]"),
    important=Threshold(Decimal(8), "Nelson 2020, JOSPT 50:702–710: MCID 8 (MIC 5)"),
    text_withheld=True,
    runners_only=True,
    collected={
        "baseline": "required",
        "week_6": "required",
        "week_12": "required",
        "discharge": "required",
        "month_6": "required",
        "month_12": "required",
    },
    examples=(
        WorkedExample(name="UW1", answers=_ticks("444444444"), score=36),
        WorkedExample(name="UW2", answers=_ticks("212110011"), score=9),
        WorkedExample(name="UW3", answers=_ticks("323232232"), score=22),
        WorkedExample(name="UW5", answers=_ticks("32323223-"), score=None, status="incomplete", answered=8),
    ),
    change_examples=(
        ChangeExample(
            name="UW4",
            baseline=_ticks("212110011"),
            latest=_ticks("323232232"),
            difference=13,
            band="important_and_real",
        ),
    ),
    refused_examples=(RefusedExample(name="a five", answers={"u1": 5}, item="u1"),),
)
