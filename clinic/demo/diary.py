"""Visits in the diary: a free time for each near its day, and how each went. Bulk, through the same slot arithmetic."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random

from django.utils import timezone
from simple_history.utils import bulk_create_with_history

from clinic.accounts.models import User
from clinic.bookings import slots
from clinic.bookings.diary import read_diary
from clinic.bookings.models import Appointment, Practice
from clinic.bookings.slots import Busy, Slot
from clinic.demo.courses import PlannedVisit
from clinic.demo.house import House
from clinic.demo.records import Case, at

Status = Appointment.Status
NEARBY = (0, 1, -1, 2, -2, 3, 4, 5, 6)
ARRIVES_EARLY = timedelta(minutes=15)
REASONS = ("Has a cold", "Work trip came up", "Childcare fell through", "Wants another day", "Car broke down")


@dataclass(frozen=True, slots=True)
class Stay:
    """A visit with its case: what care is hung on."""

    case: Case
    plan: PlannedVisit
    visit: Appointment


class Week:
    """What is still free while the demo fills the diary."""

    def __init__(self, house: House, *, first: date, last: date, now: datetime) -> None:
        self._diary = read_diary(frm=first, to=last, now=now)
        self._types = {
            key: slots.AppointmentType(key, one.minutes, one.buffer_minutes, one.needs_room)
            for key, one in house.types.items()
        }
        self._last = last
        self._taken: defaultdict[date, list[Busy]] = defaultdict(list)
        for span in self._diary.busy:
            self._taken[timezone.localdate(span.start)].append(span)

    def take(
        self,
        random: Random,
        *,
        type: str,
        physio: User,
        on: date,
        nearby: Sequence[int],
        wish: Callable[[Slot], bool] = bool,
    ) -> Slot | None:
        """A free time on the day or near it, as wished where that can be, taken at once; None where there is none."""
        for shift in nearby:
            day = on + timedelta(days=shift)
            free = slots.free(
                hours=self._diary.hours,
                busy=self._taken[day],
                types=[self._types[type]],
                physios=[physio.pk],
                rooms=list(self._diary.rooms),
                frm=day,
                to=min(day, self._last),
                now=at(day, 0),
            )
            if free:
                slot = random.choice([slot for slot in free if wish(slot)] or free)
                clear = slot.end + timedelta(minutes=self._types[type].buffer_after)
                self._taken[day].append(Busy(slot.start, clear, slot.physio, slot.room))
                return slot
        return None


def fill_diary(cases: Sequence[Case], *, house: House, random: Random, now: datetime) -> list[Stay]:
    """Every visit of every case, in the order of time, with its state as of `now`."""
    today = timezone.localdate(now)
    week = Week(house, first=today - timedelta(days=70), last=today + timedelta(days=40), now=now)
    stays: list[Stay] = []
    # Of today's visits some are over, some are in the room just now, some are due in a moment.
    wishes = iter([_in_room(now), _in_room(now), _due(now), _over(now), _over(now), _over(now), _due(now), _over(now)])
    # Those bound to a day first, then everybody by day.
    wanted = [(plan, case) for case in cases for plan in case.course.visits]
    for plan, case in sorted(wanted, key=lambda pair: (not pair[0].exact, pair[0].day, pair[1].patient.pk)):
        on = today + timedelta(days=plan.day)
        # A past day must not slip into today or later, nor the other way round.
        nearby = (0,) if plan.exact else [day for day in NEARBY if (plan.day + day < 0) == (plan.day < 0)]
        wish = next(wishes, bool) if plan.exact else bool
        slot = week.take(random, type=plan.type, physio=case.lead, on=on, nearby=nearby, wish=wish)
        if slot:
            stays.append(Stay(case, plan, _visit(case, plan, slot, house=house, random=random, now=now)))
    stays.sort(key=lambda stay: stay.visit.start)
    _one_missed_today(stays, now=now)
    bulk_create_with_history([stay.visit for stay in stays], Appointment, default_date=now)
    return stays


def _over(now: datetime) -> Callable[[Slot], bool]:
    return lambda slot: slot.end <= now


def _in_room(now: datetime) -> Callable[[Slot], bool]:
    return lambda slot: slot.start <= now < slot.end


def _due(now: datetime) -> Callable[[Slot], bool]:
    return lambda slot: now < slot.start <= now + ARRIVES_EARLY


def _visit(case: Case, plan: PlannedVisit, slot: Slot, *, house: House, random: Random, now: datetime) -> Appointment:
    booked = _booked(case, slot, random=random, now=now)
    visit = Appointment(
        patient=case.patient,
        episode=case.episode,
        physio=case.lead,
        room_id=slot.room,
        type=house.types[plan.type],
        start=slot.start,
        end=slot.end,
        booked_at=booked,
        booked_by=house.people["bea"],
        status_at=booked,
    )
    _live_through(visit, plan, desk=house.people["bea"], random=random, now=now)
    return visit


def _booked(case: Case, slot: Slot, *, random: Random, now: datetime) -> datetime:
    """One to three weeks ahead, in the desk's hours; the first visits on the day that the episode was opened."""
    latest = timezone.localdate(min(slot.start, now)) - timedelta(days=1)
    opened = case.episode.opened_on
    on = latest if opened >= latest else max(opened, latest - timedelta(days=random.randint(0, 20)))
    return at(min(on, latest), random.randint(9, 16), random.randrange(60))


def _live_through(visit: Appointment, plan: PlannedVisit, *, desk: User, random: Random, now: datetime) -> None:
    """The state that the visit has come to by now, along the edges of its graph."""
    soon = timedelta(minutes=random.randint(2, 14))
    if plan.fate == "cancelled":
        gone = max(visit.start - timedelta(hours=random.choice((3, 20, 30, 50))), visit.booked_at + soon)
        limit = Practice._meta.get_field("cancel_notice_hours").default
        _be(visit, Status.CANCELLED, gone, steps=1)
        visit.cancelled_by, visit.cancelled_why = desk, random.choice(REASONS)
        visit.cancelled_late = visit.start - gone < timedelta(hours=limit)
    elif plan.fate == "missed":
        _be(visit, Status.DID_NOT_ATTEND, visit.start + timedelta(minutes=16), steps=1)
    elif visit.end <= now:
        _be(visit, Status.ATTENDED, visit.end, steps=3)
    elif visit.start <= now:
        _be(visit, Status.IN_SESSION, visit.start + timedelta(minutes=1), steps=2)
    elif visit.start - now <= ARRIVES_EARLY:
        _be(visit, Status.ARRIVED, now - timedelta(minutes=random.randint(1, 5)), steps=1)
    elif visit.start - now < timedelta(days=4) and random.random() < 0.7:
        told = timedelta(minutes=random.randint(30, 900))
        _be(visit, Status.CONFIRMED, max(now - told, visit.booked_at), steps=1)


def _be(visit: Appointment, status: str, since: datetime, *, steps: int) -> None:
    visit.status, visit.status_at, visit.sequence = status, since, steps


def _one_missed_today(stays: Sequence[Stay], *, now: datetime) -> None:
    """One of today's visits that are over was missed: the third of them."""
    over = [
        stay.visit
        for stay in stays
        if stay.visit.end <= now and timezone.localdate(stay.visit.start) == timezone.localdate(now)
    ]
    if len(over) > 2:
        _be(over[2], Status.DID_NOT_ATTEND, over[2].start + timedelta(minutes=16), steps=1)
