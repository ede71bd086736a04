"""How much of the plan was done: days with a session, of the days that were planned."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from programmes.models import Programme


@dataclass(frozen=True, slots=True)
class Adherence:
    """Sessions done of those planned; `share` is None while nothing was planned."""

    done: int
    planned: int

    @property
    def share(self) -> Decimal | None:
        return Decimal(min(self.done, self.planned)) / self.planned if self.planned else None


def adherence(*, programme: Programme, on: date, days: int = 14) -> Adherence:
    """Days with a session logged, of the planned days in the `days` before and up to a day.

    The day itself counts as planned only once it is logged: it is not over yet.
    """
    first = _first_day(programme, on, days)
    logged = set(programme.sessions.between(first, on).values_list("on", flat=True))
    return adherence_of(programme=programme, logged=logged, on=on, days=days)


def adherence_of(*, programme: Programme, logged: Collection[date], on: date, days: int = 14) -> Adherence:
    """The same from the days that are known to be logged, without asking the database."""
    first = _first_day(programme, on, days)
    span = [first + timedelta(days=n) for n in range(max((on - first).days + 1, 0))]
    weekdays, pauses = programme.planned_days(), list(programme.pauses.all())
    rested = {day for pause in pauses for day in span if pause.holds(day)}
    planned = sum(day.weekday() in weekdays and day not in rested and (day < on or day in logged) for day in span)
    return Adherence(done=min(sum(day in logged for day in span), planned), planned=planned)


def _first_day(programme: Programme, on: date, days: int) -> date:
    return max(on - timedelta(days=days - 1), programme.starts_on)
