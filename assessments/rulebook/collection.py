"""When measures are asked: the points of an episode, and the days around each in which an answer counts."""

from collections.abc import Iterator

from assessments.collection import MONTHS, WEEKS, WINDOW_DAYS
from assessments.instruments.definition import Occasion
from assessments.rulebook.definition import Part, Rule, limit, listed

SOURCE = "Collection schedule, [design] clinic default"


def _rules() -> Iterator[Rule]:
    for points, unit in ((WEEKS, "weeks"), (MONTHS, "months")):
        for point, length in points.items():
            name = f"The measures of {_words(point)} fall due this long after the episode began"
            yield listed(f"collection.{point}.due", name, SOURCE, value=length, unit=unit)
    for point, days in WINDOW_DAYS.items():
        name = f"An answer counts for {_words(point)} this long before and after the due day"
        yield limit(f"collection.{point}.window", name, days, "days", SOURCE, tag="design", between=(1, 42))
    reminders = "Reminders leave on the day that the window opens, three and seven days later, none after it has closed"
    yield listed("collection.reminders", reminders, SOURCE)


def _words(point: Occasion) -> str:
    """“week 6”, “the baseline”."""
    return f"the {point}" if point in ("baseline", "discharge") else point.replace("_", " ")


PART = Part(key="collection", title="When measures are asked", rules=tuple(_rules()))
