"""Global rating of change: the knee against the first visit, −5 to +5. The score is itself a change."""

from dataclasses import dataclass
from decimal import Decimal

from assessments.instruments.answers import Item
from assessments.instruments.definition import Instrument
from assessments.instruments.examples import ChangeExample, RefusedExample, WorkedExample
from assessments.instruments.scores import Change, Grade, Scored, Threshold


@dataclass(frozen=True, kw_only=True)
class RatingOfChange(Instrument):
    """A measure that needs no baseline: the latest answer says the change."""

    def change(self, baseline: Scored | None, latest: Scored | None) -> Change | None:
        """The latest rating, as the change that it is; an earlier rating plays no part."""
        if latest is None or latest.score is None:
            return None
        important = self.important.value if self.important else None
        return Change(latest.score, latest.score, important, self.further["significant"].value)


INSTRUMENT = RatingOfChange(
    key="groc",
    version="11-point-v1",
    title="Global rating of change",
    patient_title="Change since your first visit",
    instruction="How is your knee now, against your first visit?",
    items=(
        Item(
            key="groc",
            label="Change since your first visit",
            minimum=-5,
            maximum=5,
            anchors={-5: "Very much worse", 0: "Unchanged", 5: "Very much better, fully recovered"},
        ),
    ),
    lowest=-5,
    highest=5,
    direction="higher",
    needs_baseline=False,
    source="11-point rating; grouping as in Nelson 2019, JOSPT 49:751–760; worse and no change [design]",
    licence="Generic, no owner.",
    recall="since the first visit",
    formula_text="The number picked, −5 to +5.",
    missing_rule="No answer, no score.",
    important=Threshold(Decimal(2), "Nelson 2019, JOSPT 49:751–760: +2 and +3 are a slight improvement"),
    # The sure end of the scale.
    further={
        "significant": Threshold(
            Decimal(4),
            "Nelson 2019, JOSPT 49:751–760: +4 and +5 are a significant improvement",
            "a significant improvement from",
        )
    },
    grades=(
        Grade(-5, -2, "worse", "Worse"),
        Grade(-1, 1, "no_change", "No change"),
        Grade(2, 3, "slight", "Slight improvement"),
        Grade(4, 5, "significant", "Significant improvement"),
    ),
    collected={
        "week_2": "required",
        "week_6": "required",
        "week_12": "required",
        "discharge": "required",
        "month_6": "required",
        "month_12": "required",
    },
    examples=(
        WorkedExample(name="GR1", answers={"groc": 4}, score=4, grade="significant"),
        WorkedExample(name="GR2", answers={"groc": 1}, score=1, grade="no_change"),
        WorkedExample(name="GR3", answers={"groc": -3}, score=-3, grade="worse"),
        WorkedExample(name="plus two", answers={"groc": 2}, score=2, grade="slight"),
    ),
    change_examples=(
        ChangeExample(name="GR1", baseline={}, latest={"groc": 4}, difference=4, band="important_and_real"),
        ChangeExample(name="GR2", baseline={}, latest={"groc": 1}, difference=1, band="within_error"),
        ChangeExample(name="GR3", baseline={"groc": -5}, latest={"groc": -3}, difference=-3, band="worse"),
        ChangeExample(name="plus three", baseline={}, latest={"groc": 3}, difference=3, band="important"),
    ),
    refused_examples=(RefusedExample(name="plus six", answers={"groc": 6}, item="groc"),),
)
