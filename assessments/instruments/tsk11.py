"""Tampa Scale of Kinesiophobia, eleven items 1 to 4: higher is more fear of moving. Numbered items only."""

from decimal import Decimal

from assessments.instruments.answers import Item
from assessments.instruments.definition import Instrument
from assessments.instruments.examples import ChangeExample, RefusedExample, WorkedExample
from assessments.instruments.scores import Threshold

ITEM_COUNT = 11


def _ticks(digits: str) -> dict[str, object]:
    """Answers from digits in the order of the form."""
    return {f"item_{number:02}": int(digit) for number, digit in enumerate(digits, 1)}


INSTRUMENT = Instrument(
    key="tsk11",
    version="2005-v1",
    title="Tampa Scale of Kinesiophobia, 11 items",
    patient_title="Worry about moving",
    instruction="Copy the answer from the licensed form, 1 to 4.",
    items=tuple(
        Item(
            key=f"item_{number:02}",
            label=f"Item {number}",
            minimum=1,
            maximum=4,
            anchors={1: "Strongly disagree", 4: "Strongly agree"},
        )
        for number in range(1, ITEM_COUNT + 1)
    ),
    lowest=11,
    highest=44,
    direction="lower",
    source="Woby 2005, Pain 117:137–144",
    licence="No licence statement found: numbered items only, the text comes with permission.",
    recall="none stated",
    formula_text="Sum of the eleven answers; no item is reversed.",
    missing_rule="All 11 answers are needed. [design]",
    error=Threshold(Decimal(7), "1.96 × √2 × SEM 2.54 (Woby 2005) [derived]"),
    important=Threshold(Decimal(4), "Woby 2005, Pain 117:137–144"),
    text_withheld=True,
    collected={"baseline": "optional", "week_6": "optional", "week_12": "optional"},
    examples=(
        WorkedExample(name="TS1", answers=_ticks("1" * 11), score=11),
        WorkedExample(name="TS2", answers=_ticks("4" * 11), score=44),
        WorkedExample(name="TS3", answers=_ticks("22322322322"), score=25),
        WorkedExample(name="ten answers", answers=_ticks("2232232232"), score=None, status="incomplete", answered=10),
    ),
    change_examples=(
        ChangeExample(
            name="TS4",
            baseline=_ticks("22322322322"),
            latest=_ticks("22222222211"),
            difference=-5,
            band="important",
        ),
    ),
    refused_examples=(RefusedExample(name="a nought", answers={"item_01": 0}, item="item_01"),),
)
