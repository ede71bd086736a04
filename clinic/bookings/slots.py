"""When a visit can start: pure arithmetic on hours, absences and what is already booked.

Spans are half-open: a visit that ends at 10:00 leaves 10:00 free. Instants are compared in UTC, because two
times of one zone compare by the clock on the wall and would hide the hour that the clocks repeat in October.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from itertools import chain, islice
from typing import Literal
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")
NOON, FIVE = time(12), time(17)

PartOfDay = Literal["morning", "afternoon", "evening"]


@dataclass(frozen=True, slots=True)
class WorkingHours:
    """One stretch of a physio's week by the wall clock; Monday is 0, closing at 00:00 is midnight."""

    physio: int
    weekday: int
    opens: time
    closes: time
    room: int | None = None


@dataclass(frozen=True, slots=True)
class Busy:
    """A span that is taken: for one physio, one room, both, or (neither named) for the whole clinic.

    Breaks, absences, closures, holds and appointments all come in as this. An appointment's own buffer
    belongs inside the span. Both ends are aware datetimes; the end is not part of it.
    """

    start: datetime
    end: datetime
    physio: int | None = None
    room: int | None = None


@dataclass(frozen=True, slots=True)
class AppointmentType:
    """What is booked: its length, the minutes kept free after it, and whether it needs a room."""

    key: str
    minutes: int
    buffer_after: int = 0
    needs_room: bool = True


@dataclass(frozen=True, slots=True)
class Slot:
    """A visit that could be booked; both ends in UTC, so that October's repeated hour stays two hours."""

    start: datetime
    end: datetime
    physio: int
    room: int | None
    type: str


@dataclass(frozen=True, slots=True)
class _Shift:
    """Working hours on one given day, as instants."""

    opens: datetime
    closes: datetime
    physio: int
    room: int | None


class _Taken:
    """Spans of one physio, one room or the clinic, merged and in order, so that one bisection answers."""

    def __init__(self, spans: Iterable[tuple[datetime, datetime]]) -> None:
        self.starts: list[datetime] = []
        self.ends: list[datetime] = []
        for start, end in sorted(spans):
            if self.ends and start <= self.ends[-1]:
                self.ends[-1] = max(self.ends[-1], end)
            else:
                self.starts.append(start)
                self.ends.append(end)

    def clashes(self, start: datetime, end: datetime) -> bool:
        before = bisect_left(self.starts, end)
        return before > 0 and self.ends[before - 1] > start


class _Diary:
    """What is taken, by whom: the clinic, each physio, each room."""

    def __init__(self, busy: Iterable[Busy]) -> None:
        clinic: list[tuple[datetime, datetime]] = []
        physios: defaultdict[int, list[tuple[datetime, datetime]]] = defaultdict(list)
        rooms: defaultdict[int, list[tuple[datetime, datetime]]] = defaultdict(list)
        for span in busy:
            start, end = span.start.astimezone(UTC), span.end.astimezone(UTC)
            if start > end:
                raise ValueError(f"A span ends before it starts: {span.start} to {span.end}")
            if start == end:
                continue
            if span.physio is None and span.room is None:
                clinic.append((start, end))
            if span.physio is not None:
                physios[span.physio].append((start, end))
            if span.room is not None:
                rooms[span.room].append((start, end))
        self._clinic = _Taken(clinic)
        self._physios = {key: _Taken(spans) for key, spans in physios.items()}
        self._rooms = {key: _Taken(spans) for key, spans in rooms.items()}

    def physio(self, physio: int, start: datetime, end: datetime) -> bool:
        """Whether the physio, or the clinic as a whole, is taken at any time between the two."""
        own = self._physios.get(physio)
        return self._clinic.clashes(start, end) or (own is not None and own.clashes(start, end))

    def room(self, room: int, start: datetime, end: datetime) -> bool:
        """Whether the room is taken at any time between the two."""
        own = self._rooms.get(room)
        return own is not None and own.clashes(start, end)


def closed(first: date, last: date, *, zone: ZoneInfo = LONDON) -> Busy:
    """The whole clinic shut from the first day to the last, both included: bank holidays and the like."""
    return Busy(_instant(first, time(0), zone), _instant(last + timedelta(days=1), time(0), zone))


def free(
    *,
    hours: Iterable[WorkingHours],
    busy: Iterable[Busy],
    types: Sequence[AppointmentType],
    physios: Sequence[int],
    rooms: Sequence[int],
    frm: date,
    to: date,
    now: datetime,
    notice: timedelta = timedelta(0),
    horizon_days: int = 56,
    step_minutes: int = 15,
    part_of_day: PartOfDay | None = None,
    limit: int | None = None,
    zone: ZoneInfo = LONDON,
) -> list[Slot]:
    """The slots from one day to another (both included), earliest first, then in the order of `physios`.

    Starts fall on the step of the wall clock, at least `notice` after `now` and at most `horizon_days`
    after today. A visit ends by closing time; its buffer may run past closing but not into anything taken.
    A visit that needs a room gets the physio's own, or else the first free one of `rooms`.
    """
    earliest = now.astimezone(UTC) + notice
    today = now.astimezone(zone).date()
    order = {physio: place for place, physio in enumerate(physios)}
    week = sorted((stretch for stretch in hours if stretch.physio in order), key=lambda h: order[h.physio])
    taken = _Diary(busy)

    def on(day: date) -> Iterator[Slot]:
        shifts = [_on(day, stretch, zone) for stretch in week if stretch.weekday == day.weekday()]
        for start, clock in _starts(day, step_minutes, zone) if shifts else ():
            if start >= earliest and _in_part(clock, part_of_day):
                for shift in shifts:
                    for kind in types:
                        if (slot := _slot(start, shift, kind, rooms, taken)) is not None:
                            yield slot

    # Day by day, so that the first ten of twenty physios' eight weeks cost one or two days.
    days = _days(max(frm, today), min(to, today + timedelta(days=horizon_days)))
    return list(islice(chain.from_iterable(on(day) for day in days), limit))


def _slot(start: datetime, shift: _Shift, kind: AppointmentType, rooms: Sequence[int], taken: _Diary) -> Slot | None:
    """The visit of this kind that starts here in this shift, if it fits."""
    end = start + timedelta(minutes=kind.minutes)
    clear = end + timedelta(minutes=kind.buffer_after)
    if not (shift.opens <= start and end <= shift.closes) or taken.physio(shift.physio, start, clear):
        return None
    if not kind.needs_room:
        return Slot(start, end, shift.physio, None, kind.key)
    wished = (shift.room, *rooms) if shift.room is not None and shift.room in rooms else rooms
    room = next((room for room in wished if not taken.room(room, start, clear)), None)
    return None if room is None else Slot(start, end, shift.physio, room, kind.key)


def _days(first: date, last: date) -> Iterator[date]:
    while first <= last:
        yield first
        first += timedelta(days=1)


def _on(day: date, hours: WorkingHours, zone: ZoneInfo) -> _Shift:
    closing_day = day + timedelta(days=1) if hours.closes == time(0) else day
    return _Shift(
        _instant(day, hours.opens, zone),
        _instant(closing_day, hours.closes, zone, last=True),
        hours.physio,
        hours.room,
    )


def _instant(day: date, clock: time, zone: ZoneInfo, *, last: bool = False) -> datetime:
    """The moment of a wall-clock time. A repeated time is its first showing, or its `last`.

    A time that the spring change skips is read by winter time, so 01:30 on that night is 02:30 by the clock.
    """
    first, second = (datetime.combine(day, clock, zone).replace(fold=fold).astimezone(UTC) for fold in (0, 1))
    return max(first, second) if last else first


@lru_cache(maxsize=512)
def _starts(day: date, step_minutes: int, zone: ZoneInfo) -> tuple[tuple[datetime, time], ...]:
    """Every instant of the day at which the wall clock shows a step, with what it shows.

    Skipped times are left out; repeated ones come twice.
    """
    found = set()
    for minute in range(0, 24 * 60, step_minutes):
        clock = time(minute // 60, minute % 60)
        for fold in (0, 1):
            wall = datetime.combine(day, clock, zone).replace(fold=fold)
            instant = wall.astimezone(UTC)
            if instant.astimezone(zone).replace(tzinfo=None) == wall.replace(tzinfo=None, fold=0):
                found.add((instant, clock))
    return tuple(sorted(found))


def _in_part(clock: time, part: PartOfDay | None) -> bool:
    match part:
        case None:
            return True
        case "morning":
            return clock < NOON
        case "afternoon":
            return NOON <= clock < FIVE
        case "evening":
            return clock >= FIVE
