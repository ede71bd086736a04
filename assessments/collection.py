"""When measures are collected: the points of an episode of care, and the days on which an answer counts for each.

Source: the collection schedule, [design] clinic default, built on the review points at weeks 2, 6 and 12.
"""

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from assessments.instruments.definition import Occasion
from assessments.rulebook import Values, defaults

# Shipped days around the due day in which an answer counts for the point. The schedule prints those of the weeks and
# months; discharge takes the ten days of week 12, the baseline is asked from booking to the first visit. [design]
WINDOW_DAYS: dict[Occasion, int] = {
    "baseline": 21,
    "week_2": 4,
    "week_6": 7,
    "week_12": 10,
    "discharge": 10,
    "month_6": 21,
    "month_12": 28,
}
WEEKS: dict[Occasion, int] = {"week_2": 2, "week_6": 6, "week_12": 12}
# Calendar months from the day on which the episode opened.
MONTHS: dict[Occasion, int] = {"month_6": 6, "month_12": 12}


@dataclass(frozen=True, slots=True)
class Window:
    """The days of one point, both ends included."""

    due_on: date
    opens_on: date
    closes_on: date

    def holds(self, day: date) -> bool:
        return self.opens_on <= day <= self.closes_on


def window_days(point: Occasion, values: Values | None = None) -> timedelta:
    """How long before and after its due day an answer counts for a point, by the values in force."""
    return timedelta(days=int((values or defaults())[f"collection.{point}.window"]))


def window_around(point: Occasion, due_on: date, values: Values | None = None) -> Window:
    """As many days before the due day as after it."""
    days = window_days(point, values)
    return Window(due_on, due_on - days, due_on + days)


def due_on(point: Occasion, opened_on: date) -> date:
    """The day on which a point of an episode is due. Raises `KeyError` for one that hangs on another day."""
    if point in WEEKS:
        return opened_on + timedelta(weeks=WEEKS[point])
    return months_after(opened_on, MONTHS[point])


def months_after(day: date, months: int) -> date:
    """The same day so many calendar months later; the month's last day where it has no such day (29 February)."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def opened_between(point: Occasion, on: date, values: Values | None = None) -> tuple[date, date]:
    """Episodes whose window of a point holds a day opened between these days. A little wide where months count."""
    around = window_days(point, values).days
    if point in WEEKS:
        least = most = WEEKS[point] * 7
    else:
        least, most = MONTHS[point] * 28, MONTHS[point] * 31
    return on - timedelta(days=most + around), on - timedelta(days=least - around)


def too_soon(on: date, *, rest_days: int, others: Iterable[date]) -> bool:
    """True when something asked or answered on one of the other days lies less than the rest away."""
    return any(abs((on - other).days) < rest_days for other in others)
