"""The diagnosis: its three criteria, the other causes, and the ages and distances that those are read by."""

from assessments.diagnosis import CRITERIA, SOURCE
from assessments.differential.conditions import BY_ID, CONDITIONS
from assessments.rulebook.definition import Part, Rule, limit

_LIST = BY_ID["DD01"].source


def _ages(condition: str, lowest: int, highest: int) -> tuple[Rule, Rule]:
    """The ages at which a cause is thought of, both included."""
    name = BY_ID[condition].name
    return (
        limit(f"{condition}.from", f"{name}: from this age", lowest, "years", _LIST, tag="memory", between=(4, 60)),
        limit(f"{condition}.to", f"{name}: up to this age", highest, "years", _LIST, tag="memory", between=(4, 90)),
    )


PART = Part(
    key="diagnosis",
    title="Diagnosis and other causes",
    rules=(
        *(
            Rule(id=f"PFP.{letter}", statement=statement, source=SOURCE, tag="published")
            for letter, statement in CRITERIA.items()
        ),
        *(
            Rule(id=one.id, statement=f"{one.name}: {one.pointers}", source=one.source, tag=one.grade)
            for one in CONDITIONS
        ),
        *_ages("DD01", 15, 30),
        limit(
            "DD06.over",
            "Patellofemoral osteoarthritis: over this age; the list has 40 to 50, the lower end is taken",
            40,
            "years",
            f"{_LIST}; [design] clinic default",
            tag="memory",
            between=(40, 50),
        ),
        limit(
            "DD10.km_from", "Iliotibial band pain: starts in a run from", 2, "km", _LIST, tag="memory", between=(0, 5)
        ),
        limit(
            "DD10.km_to", "Iliotibial band pain: starts in a run up to", 3, "km", _LIST, tag="memory", between=(1, 10)
        ),
        *_ages("DD11", 8, 15),
        *_ages("DD12", 10, 13),
        limit(
            "DD16.external_rotation",
            "Turning out of the hip is limited under this",
            40,
            "°",
            "Usual range 40–50° [memory]",
            tag="memory",
            between=(20, 50),
        ),
        *_ages("DD22", 10, 20),
    ),
)
