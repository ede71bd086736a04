"""The desk's day: the visits of each physio at their times, what is free, who is away, and who asks."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django.db.models import Case, CharField, OuterRef, Subquery, Value, When
from django.utils import timezone

from assessments.models import RedFlag
from clinic.accounts.models import User
from clinic.bookings.choosing import Wished
from clinic.bookings.day import Block, Column, Day
from clinic.bookings.daygrid import Hours, gaps, hours_of, lanes
from clinic.bookings.inbox import Asked, asked, open_enquiries
from clinic.bookings.models import Absence, Appointment, Closure, Hold, WorkingHours
from clinic.bookings.reply import LONGEST_DAYS, opening

SHORTEST_GAP = timedelta(minutes=20)
WORST_FIRST = (
    RedFlag.Level.EMERGENCY,
    RedFlag.Level.SAME_DAY,
    RedFlag.Level.URGENT,
    RedFlag.Level.TWO_WEEK,
    RedFlag.Level.ROUTINE,
)


@dataclass(frozen=True)
class Board:
    day: Day
    inbox: list[Asked]


def read_board(*, user: Any, on: date, now: datetime) -> Board:
    """The whole board in six queries, however many visits."""
    hours, closures = read_week(), _closures(min(on, timezone.localdate(now)))
    return Board(_day(user, on, now, hours, closures), _inbox(user, now, hours, closures))


def read_inbox(*, user: Any, now: datetime) -> list[Asked]:
    """Every open enquiry with its age and who it may be, in four queries."""
    return _inbox(user, now, read_week(), _closures(timezone.localdate(now)))


def read_week() -> list[WorkingHours]:
    """The usual week of everybody who treats, by name."""
    week = WorkingHours.objects.treating().select_related("physio", "room")
    return list(week.order_by("physio__name", "physio_id", "weekday", "opens"))


def _inbox(user: Any, now: datetime, hours: list[WorkingHours], closures: dict[date, str]) -> list[Asked]:
    open_hours = opening((h.weekday, h.opens, h.closes) for h in hours)
    return asked(open_enquiries(user, now), now=now, hours=open_hours, shut=closures.keys())


def _closures(on: date) -> dict[date, str]:
    """Named closed days from as far back as a reply clock may reach."""
    return {c.on: c.name for c in Closure.objects.filter(on__gte=on - timedelta(days=LONGEST_DAYS))}


def visits_between(user: Any, start: datetime, end: datetime) -> list[Appointment]:
    """With people, and the level of the worst open red flag (never which one). One query."""
    rank = Case(*[When(level=level, then=Value(n)) for n, level in enumerate(WORST_FIRST)], default=Value(9))
    worst = RedFlag.objects.open().filter(patient=OuterRef("patient_id")).order_by(rank).values("level")[:1]
    rows = Appointment.objects.visible_to(user).filter(start__gte=start, start__lt=end).with_people()
    return list(rows.annotate(flag=Subquery(worst)).order_by("start", "pk"))


def _away(on: date, now: datetime) -> list[tuple[int, datetime, datetime, str, str]]:
    """Who is away or has a slot on hold that day: physio, start, end, kind, words. One query."""
    start, end = day_bounds(on)
    away = Absence.objects.touching(start, end).order_by()
    held = Hold.objects.live(now).touching(start, end).order_by()
    is_away, is_held = (Value(word, output_field=CharField()) for word in ("away", "held"))
    rows: Any = away.values_list("physio_id", "start", "end", is_away, "reason").union(
        held.values_list("physio_id", "start", "end", is_held, "by__name"), all=True
    )
    return [(who, max(a, start), min(b, end), what, words) for who, a, b, what, words in rows]


def day_bounds(on: date) -> tuple[datetime, datetime]:
    """The first moment of a day of the clinic's zone, and of the next."""
    first = timezone.make_aware(datetime.combine(on, time(0)))
    return first, timezone.make_aware(datetime.combine(on + timedelta(days=1), time(0)))


def _day(user: Any, on: date, now: datetime, hours: list[WorkingHours], closures: dict[date, str]) -> Day:
    visits = visits_between(user, *day_bounds(on))
    away = _away(on, now)
    working = [h for h in hours if h.weekday == on.weekday()] if on not in closures else []
    spans = {h.pk: (_local(on, h.opens), _local(on, h.closes)) for h in working}
    drawn = hours_of([*spans.values(), *((timezone.localtime(v.start), timezone.localtime(v.end)) for v in visits)])
    physios = {h.physio_id: h.physio for h in working} | {v.physio_id: v.physio for v in visits}
    columns = []
    for physio in sorted(physios.values(), key=lambda p: (p.name, p.pk)):
        own = [h for h in working if h.physio_id == physio.pk]
        columns.append(
            Column(
                physio,
                next((h.room.name for h in own if h.room), ""),
                _blocks(
                    physio=physio,
                    drawn=drawn,
                    now=now,
                    visits=[v for v in visits if v.physio_id == physio.pk],
                    shifts=[spans[h.pk] for h in own],
                    away=[(a, b, kind, words) for who, a, b, kind, words in away if who == physio.pk],
                ),
            )
        )
    return Day(on, now, drawn, columns, closures.get(on, ""))


def _local(on: date, clock: time) -> datetime:
    return timezone.make_aware(datetime.combine(on, clock))


def _blocks(
    *,
    physio: User,
    drawn: Hours,
    now: datetime,
    visits: list[Appointment],
    shifts: list[tuple[datetime, datetime]],
    away: list[tuple[datetime, datetime, str, str]],
) -> list[Block]:
    """A column in the order of its times."""
    found: list[tuple[str, datetime, datetime, dict[str, Any]]] = []
    found += [("visit", v.start, v.end, {"visit": v}) for v in visits]
    live = [(v.start, v.end) for v in visits if v.status in Appointment.LIVE]
    taken = [*live, *((a, b) for a, b, *_ in away)]
    for opens, closes in shifts:
        start = max(opens, _next_step(now))
        if start < closes:
            found += [
                ("free", a, b, {"slot": Wished(a.astimezone(UTC), physio).value})
                for a, b in _bookable(gaps((start, closes), taken, least=SHORTEST_GAP))
            ]
    found.sort(key=lambda block: (block[1], block[2]))
    beside = lanes([(start, end) for _, start, end, _ in found])
    placed = [(*block, lane, of) for block, (lane, of) in zip(found, beside, strict=True)]
    placed += [(kind, start, end, {"words": words}, 1, 1) for start, end, kind, words in away]
    blocks = []
    for kind, start, end, more, lane, of in placed:
        a, b = timezone.localtime(start), timezone.localtime(end)
        blocks.append(Block(kind, a, b, drawn.row(a), drawn.span(a, b), lane=lane, lanes=of, now=now, **more))
    return sorted(blocks, key=lambda block: (block.start, block.end))


def _bookable(left: Iterable[tuple[datetime, datetime]]) -> Iterator[tuple[datetime, datetime]]:
    """What is left from where a visit can start, so that the time on the board is the time on the form."""
    for start, end in left:
        begins = _next_step(start)
        if end - begins >= SHORTEST_GAP:
            yield begins, end


def _next_step(now: datetime) -> datetime:
    """This or the next quarter of an hour: visits start on one, and not in the past."""
    local = timezone.localtime(now).replace(second=0, microsecond=0)
    return local + timedelta(minutes=-local.minute % 15)
