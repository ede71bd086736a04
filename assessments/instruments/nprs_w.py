"""Worst pain in the last seven days, 0 to 10. The usual and the current pain are built on this page."""

from dataclasses import replace
from decimal import Decimal

from assessments.instruments.answers import Item
from assessments.instruments.definition import Instrument
from assessments.instruments.examples import ChangeExample, RefusedExample, WorkedExample
from assessments.instruments.scores import Grade, Threshold

INSTRUMENT = Instrument(
    key="nprs_w",
    version="11-point-v1",
    title="Numeric pain rating, worst in the last 7 days",
    patient_title="Worst pain",
    instruction="Pick a number for the worst pain in your knee in the last 7 days.",
    items=(
        Item(
            key="nprs_w",
            label="Worst pain in the last 7 days",
            minimum=0,
            maximum=10,
            anchors={0: "No pain", 10: "Worst pain you can imagine"},
        ),
    ),
    lowest=0,
    highest=10,
    direction="lower",
    source="11-point numeric rating; important change in patellofemoral pain: Piva 2009, J Rehabil Med 41(3)",
    licence="Generic, no owner.",
    recall="last 7 days",
    formula_text="The number picked, 0 to 10.",
    missing_rule="No answer, no score.",
    important=Threshold(
        Decimal(2),
        "[design] clinic default; Piva 2009 found 1.16, trials use 2 (J Athl Train 2018;53:545–552)",
    ),
    grades=(
        Grade(0, 0, "none", "None"),
        Grade(1, 3, "mild", "Mild"),
        Grade(4, 6, "moderate", "Moderate"),
        Grade(7, 10, "severe", "Severe"),
    ),
    core=True,
    collected={
        "baseline": "required",
        "week_2": "required",
        "week_6": "required",
        "week_12": "required",
        "discharge": "required",
        "month_6": "required",
        "month_12": "required",
    },
    examples=(WorkedExample(name="NP1 worst", answers={"nprs_w": 6}, score=6, grade="moderate"),),
    change_examples=(
        ChangeExample(name="NP2", baseline={"nprs_w": 6}, latest={"nprs_w": 4}, difference=-2, band="important"),
        ChangeExample(name="NP3", baseline={"nprs_w": 6}, latest={"nprs_w": 5}, difference=-1, band="within_error"),
        ChangeExample(name="two points more", baseline={"nprs_w": 4}, latest={"nprs_w": 6}, difference=2, band="worse"),
    ),
    refused_examples=(
        RefusedExample(name="NP4 eleven", answers={"nprs_w": 11}, item="nprs_w"),
        RefusedExample(name="NP4 minus one", answers={"nprs_w": -1}, item="nprs_w"),
        RefusedExample(name="NP4 four and a half", answers={"nprs_w": 4.5}, item="nprs_w"),
    ),
)


def rating(*, key: str, title: str, patient_title: str, recall: str, label: str, example: int) -> Instrument:
    """The same 0 to 10 scale asked about another stretch of time."""
    return replace(
        INSTRUMENT,
        key=key,
        title=title,
        patient_title=patient_title,
        recall=recall,
        instruction=f"Pick a number for your knee: {label[0].lower()}{label[1:]}.",
        items=(replace(INSTRUMENT.items[0], key=key, label=label),),
        core=False,
        examples=(WorkedExample(name=f"NP1 {label.lower()}", answers={key: example}, score=example, grade="mild"),),
        change_examples=(
            ChangeExample(name="two points less", baseline={key: 6}, latest={key: 4}, difference=-2, band="important"),
        ),
        refused_examples=(
            RefusedExample(name="eleven", answers={key: 11}, item=key),
            RefusedExample(name="a yes for a number", answers={key: True}, item=key),
        ),
    )
