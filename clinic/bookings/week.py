"""A week of the diary: seven days, a row for each physio, and who works when."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from clinic.accounts.models import User
from clinic.bookings.board import day_bounds, read_week, visits_between
from clinic.bookings.models import Appointment, Closure, WorkingHours

DAYS = 7


@dataclass(frozen=True)
class Cell:
    """One physio's day in the week."""

    visits: list[Appointment]
    words: str


@dataclass(frozen=True)
class Row:
    """One physio's week, a cell for each day that is shown."""

    physio: User
    cells: list[Cell]


@dataclass(frozen=True)
class Week:
    """The days on which anybody works or comes, each with the name of its closure, and a row for each physio."""

    days: list[tuple[date, str]]
    rows: list[Row]


def read_diary_week(*, user: Any, monday: date) -> Week:
    """Seven days from a Monday on, in three queries. Days on which nobody works are left out."""
    last = monday + timedelta(days=DAYS - 1)
    visits = visits_between(user, day_bounds(monday)[0], day_bounds(last)[1])
    hours = read_week()
    closures = {closure.on: closure.name for closure in Closure.objects.filter(on__range=(monday, last))}
    by_cell: defaultdict[tuple[int, date], list[Appointment]] = defaultdict(list)
    for visit in visits:
        by_cell[visit.physio_id, timezone.localdate(visit.start)].append(visit)
    working = {one.weekday for one in hours} | {on.weekday() for _, on in by_cell}
    days = [on for on in (monday + timedelta(days=n) for n in range(DAYS)) if on.weekday() in working]
    physios = {one.physio_id: one.physio for one in hours} | {visit.physio_id: visit.physio for visit in visits}
    rows = [
        Row(physio, [Cell(by_cell[physio.pk, on], _words(hours, closures, physio, on)) for on in days])
        for physio in sorted(physios.values(), key=lambda physio: (physio.name, physio.pk))
    ]
    return Week([(on, closures.get(on, "")) for on in days], rows if days else [])


def _words(hours: list[WorkingHours], closures: dict[date, str], physio: User, on: date) -> str:
    """When this physio works that day: “09:00–12:00, 13:00–17:00”, Off, or Closed."""
    if on in closures:
        return "Closed"
    own = [one for one in hours if one.physio_id == physio.pk and one.weekday == on.weekday()]
    return ", ".join(f"{one.opens:%H:%M}–{one.closes:%H:%M}" for one in own) or "Off"
