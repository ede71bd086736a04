"""KOOS patellofemoral subscale: eleven boxes 0 to 4, turned into 0 (extreme problems) to 100 (none).

The official form may not be altered, so its words are not here: items are numbered and staff copy the ticks.
"""

from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal

from assessments.instruments.answers import Item
from assessments.instruments.definition import KEPT, Instrument
from assessments.instruments.examples import ChangeExample, RefusedExample, WorkedExample
from assessments.instruments.scores import Score, Threshold

ITEM_COUNT = 11


def koos_score(points: Mapping[str, int]) -> Score:
    """100 minus the mean of the answered boxes on a 0 to 100 scale (KOOS scoring 2012)."""
    hundredths = Decimal(sum(points.values()) * 100) / (4 * len(points))
    return (100 - hundredths).quantize(KEPT, ROUND_HALF_UP)


def _boxes(ticks: str) -> dict[str, object]:
    """Answers from eleven digits in the order of the form; a dash leaves the item out."""
    pairs = enumerate(ticks.replace(" ", ""), 1)
    return {f"pf{number:02}": None if tick == "-" else int(tick) for number, tick in pairs}


INSTRUMENT = Instrument(
    key="koos_pf",
    version="2018-v1",
    title="KOOS patellofemoral subscale",
    patient_title="Kneecap score",
    instruction="Copy the box that was ticked on the official form, 0 to 4.",
    items=tuple(
        Item(
            key=f"pf{number:02}",
            label=f"Item {number}",
            minimum=0,
            maximum=4,
            anchors={0: "First box", 4: "Last box"},
        )
        for number in range(1, ITEM_COUNT + 1)
    ),
    lowest=0,
    highest=100,
    direction="higher",
    source="Crossley 2018, Br J Sports Med 52:1130–1136; KOOS scoring 2012",
    licence=(
        "Free to use, forms may not be altered: the official text is loaded by the clinic from koos.nu, "
        "numbered items only here."
    ),
    recall="last 7 days",
    formula_text="100 − mean of the answered items × 100 ÷ 4.",
    missing_rule="At least 6 of 11 answers; fewer give no score (KOOS scoring 2012).",
    formula=koos_score,
    decimals=1,
    enough=6,
    error=Threshold(Decimal(16), "Crossley 2018, BJSM 52:1130–1136 [memory]"),
    important=Threshold(Decimal(16), "Crossley 2018, BJSM 52:1130–1136: 16.4 [memory]; 16 [design] clinic default"),
    text_withheld=True,
    two_ticks="Two boxes ticked: the more severe one counts. A mark beside a box: the nearest one. (KOOS scoring 2012)",
    collected={
        "baseline": "optional",
        "week_6": "optional",
        "week_12": "optional",
        "discharge": "optional",
        "month_6": "optional",
        "month_12": "optional",
    },
    examples=(
        WorkedExample(name="KP1", answers=_boxes("00000000000"), score=Decimal(100)),
        WorkedExample(name="KP2", answers=_boxes("44444444444"), score=Decimal(0)),
        WorkedExample(name="KP3", answers=_boxes("12122122212"), score=Decimal("59.091")),
        WorkedExample(name="KP4", answers=_boxes("22-3123-221"), score=Decimal(50), status="prorated", answered=9),
        WorkedExample(
            name="KP5", answers=_boxes("11--2-13-2-"), score=Decimal("58.333"), status="prorated", answered=6
        ),
        WorkedExample(name="KP6", answers=_boxes("11--2-13---"), score=None, status="incomplete", answered=5),
    ),
    change_examples=(
        ChangeExample(
            name="from half to full",
            baseline=_boxes("22222222222"),
            latest=_boxes("00000000000"),
            difference=Decimal(50),
            band="important_and_real",
        ),
    ),
    refused_examples=(
        RefusedExample(name="a sixth box", answers={"pf01": 5}, item="pf01"),
        RefusedExample(name="a twelfth item", answers={"pf12": 1}, item="pf12"),
    ),
)
