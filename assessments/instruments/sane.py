"""Single assessment numeric evaluation: how normal the knee is today, 0 to 100."""

from decimal import Decimal

from assessments.instruments.answers import Item
from assessments.instruments.definition import Instrument
from assessments.instruments.examples import RefusedExample, WorkedExample
from assessments.instruments.scores import Threshold

INSTRUMENT = Instrument(
    key="sane",
    version="0-100-v1",
    title="Single assessment numeric evaluation (knee)",
    patient_title="How normal your knee is",
    instruction="How normal is your knee today, 0 to 100?",
    items=(
        Item(
            key="sane",
            label="How normal is your knee today?",
            minimum=0,
            maximum=100,
            anchors={0: "Not normal at all", 100: "Completely normal"},
        ),
    ),
    lowest=0,
    highest=100,
    direction="higher",
    source="Generic single question; change values from knee-injury groups [memory]",
    licence="Generic; wording of our own.",
    recall="today",
    formula_text="The number given, 0 to 100.",
    missing_rule="No answer, no score.",
    important=Threshold(Decimal(15), "about 10–15 in knee-injury groups [memory]"),
    examples=(
        WorkedExample(name="SA1", answers={"sane": 65}, score=65),
        WorkedExample(name="SA3", answers={"sane": None}, score=None, status="incomplete", answered=0),
    ),
    refused_examples=(RefusedExample(name="SA2", answers={"sane": 101}, item="sane"),),
)
