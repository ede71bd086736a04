"""Patient-Specific Functional Scale: three to five activities of the patient's own choice, each 0 to 10.

What each activity is called is kept beside the first answers; later answers keep the names. Only activities
that were rated both times are compared.
"""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from assessments.instruments.answers import Item
from assessments.instruments.definition import KEPT, Instrument, average
from assessments.instruments.examples import ChangeExample, RefusedExample, WorkedExample
from assessments.instruments.scores import Change, Scored, Threshold

MOST_ACTIVITIES = 5
SUGGESTED_ACTIVITIES = (
    "run 5 km",
    "walk downstairs",
    "sit through a film",
    "squat to pick up",
    "kneel",
    "cycle to work",
    "jump and land",
    "long drive",
    "deep lunge at the gym",
    "walk downhill",
)


@dataclass(frozen=True, kw_only=True)
class ChosenActivities(Instrument):
    """A measure whose items are the patient's own; the comparison goes pair by pair."""

    def change(self, baseline: Scored | None, latest: Scored | None) -> Change | None:
        """The mean difference over the activities rated both times; partial when one was left out."""
        if baseline is None or latest is None:
            return None
        pairs = [key for key in baseline.answers if key in latest.answers]
        if not pairs:
            return None
        gained = sum(int(latest.answers[key]) - int(baseline.answers[key]) for key in pairs)
        change = self.change_of((Decimal(gained) / len(pairs)).quantize(KEPT, ROUND_HALF_UP))
        single = len(pairs) == 1
        alone = self.further["one_activity"].value
        return Change(
            change.difference,
            change.improvement,
            max(alone, change.important or alone) if single else change.important,
            max(alone, change.error or alone) if single else change.error,
            partial=len(pairs) < len(baseline.answers),
        )


def _rated(*ratings: int | None) -> dict[str, object]:
    """Ratings in the order of the activities; None where one was left out."""
    return {f"activity_{number}": rating for number, rating in enumerate(ratings, 1)}


INSTRUMENT = ChosenActivities(
    key="psfs",
    version="1995-v1",
    title="Patient-Specific Functional Scale",
    patient_title="Activities score",
    instruction="Name three to five things that your knee makes hard. How well can you do each one today?",
    items=tuple(
        Item(
            key=f"activity_{number}",
            label=f"Activity {number}",
            minimum=0,
            maximum=10,
            anchors={0: "Cannot do it", 10: "As before the problem"},
        )
        for number in range(1, MOST_ACTIVITIES + 1)
    ),
    lowest=0,
    highest=10,
    direction="higher",
    source="Stratford 1995, Physiother Can 47:258–263; knee: Chatman 1997, Phys Ther 77:820–829",
    licence="Described in publications, free of cost; instruction in our own words.",
    recall="today",
    formula_text="Mean of the rated activities, 0 to 10.",
    missing_rule="Three rated activities are complete, one or two prorated; changes go by pairs. [design]",
    formula=average,
    decimals=1,
    enough=1,
    full=3,
    error=Threshold(Decimal(2), "MDC90 2 for the mean, 3 for a single activity"),
    important=Threshold(Decimal(2), "MDC90 2 for the mean, 3 for a single activity"),
    further={
        "one_activity": Threshold(
            Decimal(3), "MDC90 2 for the mean, 3 for a single activity", "a single activity counts from"
        )
    },
    core=True,
    own_items=True,
    collected={
        "baseline": "required",
        "week_2": "required",
        "week_6": "required",
        "week_12": "required",
        "discharge": "required",
    },
    examples=(
        WorkedExample(name="PS1", answers=_rated(3, 4, 5), score=Decimal(4), answered=3),
        WorkedExample(name="PS2", answers=_rated(6, 7, 8), score=Decimal(7), answered=3),
        WorkedExample(name="PS3 baseline", answers=_rated(2, 5, 6), score=Decimal("4.333"), answered=3),
        WorkedExample(
            name="PS3 follow-up",
            answers=_rated(4, None, 7),
            score=Decimal("5.5"),
            status="prorated",
            answered=2,
        ),
        WorkedExample(name="nothing rated", answers={}, score=None, status="incomplete", answered=0),
    ),
    change_examples=(
        ChangeExample(
            name="PS2",
            baseline=_rated(3, 4, 5),
            latest=_rated(6, 7, 8),
            difference=Decimal(3),
            band="important_and_real",
        ),
        ChangeExample(
            name="PS3",
            baseline=_rated(2, 5, 6),
            latest=_rated(4, None, 7),
            difference=Decimal("1.5"),
            band="within_error",
            partial=True,
        ),
        ChangeExample(
            name="PS4",
            baseline=_rated(3),
            latest=_rated(6),
            difference=Decimal(3),
            band="important_and_real",
        ),
        ChangeExample(
            name="two points on a single activity",
            baseline=_rated(3),
            latest=_rated(5),
            difference=Decimal(2),
            band="within_error",
        ),
        ChangeExample(
            name="an activity added later is left out",
            baseline=_rated(3, 4, 5),
            latest=_rated(3, 4, 5, 10),
            difference=Decimal(0),
            band="within_error",
        ),
    ),
    refused_examples=(
        RefusedExample(name="eleven", answers=_rated(3, 11), item="activity_2"),
        RefusedExample(name="a sixth activity", answers={"activity_6": 4}, item="activity_6"),
    ),
)
