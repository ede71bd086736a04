"""When measures are asked: the points, the days around each in which an answer counts, the reminders."""

from collections.abc import Iterator, Mapping
from typing import Final

from assessments.instruments.definition import Occasion
from assessments.rulebook.definition import Part, Rule, listed

SOURCE: Final = "Collection schedule, [design] clinic default"

# Weeks from the first day of the episode.
DUE_WEEKS: Final[Mapping[Occasion, int]] = {"week_2": 2, "week_6": 6, "week_12": 12}
# Days around the due day in which an answer counts for the point. The baseline is asked before the first visit, so its
# window opens at once.
WINDOW_DAYS: Final[Mapping[Occasion, int]] = {
    "baseline": 21,
    "week_2": 4,
    "week_6": 7,
    "week_12": 10,
    "discharge": 10,
    "month_6": 21,
    "month_12": 28,
}
# Days after the window has opened.
REMIND_ON: Final = (0, 3, 7)


def _rules() -> Iterator[Rule]:
    for point, weeks in DUE_WEEKS.items():
        name = f"Measures of {_words(point)} fall due this long after the episode began"
        yield listed(f"collection.{point}.due", name, SOURCE, value=weeks, unit="weeks")
    for point, days in WINDOW_DAYS.items():
        name = f"An answer counts for {_words(point)} this long before and after the due day"
        yield listed(f"collection.{point}.window", name, SOURCE, value=days, unit="days")
    reminded = ", ".join(f"{days}" for days in REMIND_ON)
    yield listed(
        "collection.reminders",
        f"Reminders leave on days {reminded} of the window, none after it has closed",
        SOURCE,
    )


def _words(point: Occasion) -> str:
    return point.replace("_", " ")


PART = Part(key="collection", title="When measures are asked", rules=tuple(_rules()))
