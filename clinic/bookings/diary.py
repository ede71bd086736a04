"""The diary as the tables hold it, handed to the slot arithmetic: five queries, however many physios and weeks."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import BigIntegerField, PositiveSmallIntegerField, Value
from django.utils import timezone

from clinic.accounts.models import User
from clinic.bookings import slots
from clinic.bookings.models import Absence, Appointment, AppointmentType, Closure, Hold, Practice, Room, WorkingHours
from clinic.bookings.slots import Busy, PartOfDay, Slot
from patients.access import STAFF, role_of

# A buffer may reach over midnight; no visit is longer than this.
MARGIN = timedelta(hours=4)


@dataclass(frozen=True)
class Diary:
    """What is needed to say when somebody can come, for the days it was read for."""

    practice: Practice
    hours: tuple[slots.WorkingHours, ...]
    busy: tuple[Busy, ...]
    physios: dict[int, User]
    rooms: dict[int, Room]

    def free(
        self,
        *,
        frm: date,
        to: date,
        now: datetime,
        type: AppointmentType,
        physio: User | None = None,
        part_of_day: PartOfDay | None = None,
        notice: timedelta = timedelta(0),
        limit: int | None = None,
    ) -> list[Slot]:
        """Slots earliest first, then by the physio's name. `notice` is the least time between now and the visit."""
        return slots.free(
            hours=self.hours,
            busy=self.busy,
            types=[slots.AppointmentType(type.key, type.minutes, type.buffer_minutes, type.needs_room)],
            physios=list(self.physios) if physio is None else [physio.pk],
            rooms=list(self.rooms),
            frm=frm,
            to=to,
            now=now,
            notice=notice,
            horizon_days=self.practice.horizon_days,
            step_minutes=self.practice.step_minutes,
            part_of_day=part_of_day,
            limit=limit,
        )

    def a_room(self, *, physio: User, start: datetime, end: datetime) -> int | None:
        """A room for a visit squeezed in: a free one if there is one, else the physio's own."""
        taken = {span.room for span in self.busy if span.start < end and span.end > start}
        weekday = timezone.localtime(start).weekday()
        own = next((h.room for h in self.hours if h.physio == physio.pk and h.weekday == weekday and h.room), None)
        wished = [own, *self.rooms] if own else list(self.rooms)
        return next((room for room in wished if room not in taken), own)


def read_diary(*, frm: date, to: date, now: datetime, by: User | None = None, besides: int | None = None) -> Diary:
    """Everything that decides about the days `frm` to `to`, both included.

    `by` is not stopped by the own holds; `besides` names a visit that is being moved and so is not in its own way.
    """
    week = WorkingHours.objects.treating().select_related("physio")
    hours = list(week.order_by("physio__name", "physio_id", "weekday", "opens"))
    return Diary(
        practice=Practice.current(),
        hours=tuple(slots.WorkingHours(h.physio_id, h.weekday, h.opens, h.closes, h.room_id) for h in hours),
        busy=(*_taken(frm, to, now, by, besides), *_closures(frm, to)),
        physios={h.physio_id: h.physio for h in hours},
        rooms={room.pk: room for room in Room.objects.all()},
    )


def free_slots(
    *,
    frm: date,
    to: date,
    now: datetime,
    type: AppointmentType,
    physio: User | None = None,
    part_of_day: PartOfDay | None = None,
    limit: int | None = None,
    by: User | None = None,
) -> list[Slot]:
    """The free slots from one day to another, both included, in five queries.

    Without `by`, or for a patient, the practice's notice for bookings holds; staff may take a slot that begins soon.
    """
    diary = read_diary(frm=frm, to=to, now=now, by=by)
    return diary.free(
        frm=frm,
        to=to,
        now=now,
        type=type,
        physio=physio,
        part_of_day=part_of_day,
        notice=notice_for(by, diary.practice),
        limit=limit,
    )


def notice_for(by: User | None, practice: Practice) -> timedelta:
    """How long before a visit it must be booked: nothing for staff, who have the patient before them."""
    return timedelta(0) if role_of(by) in STAFF else timedelta(hours=practice.notice_hours)


def _taken(frm: date, to: date, now: datetime, by: User | None, besides: int | None) -> list[Busy]:
    """Visits, absences and live holds, in one query: three tables of who is where from when to when."""
    start = timezone.make_aware(datetime.combine(frm, time(0))) - MARGIN
    end = timezone.make_aware(datetime.combine(to + timedelta(days=1), time(0))) + MARGIN
    nowhere = Value(None, output_field=BigIntegerField())
    at_once = Value(0, output_field=PositiveSmallIntegerField())
    visits = Appointment.objects.live().touching(start, end).order_by()
    if besides is not None:
        visits = visits.exclude(pk=besides)
    away = Absence.objects.touching(start, end).order_by()
    held = Hold.objects.live(now).touching(start, end).order_by()
    if by is not None:
        held = held.exclude(by=by)
    rows: Any = visits.values_list("start", "end", "physio_id", "room_id", "type__buffer_minutes").union(
        away.values_list("start", "end", "physio_id", nowhere, at_once),
        held.values_list("start", "end", "physio_id", "room_id", at_once),
        all=True,
    )
    return [Busy(begins, ends + timedelta(minutes=more), who, room) for begins, ends, who, room, more in rows]


def _closures(frm: date, to: date) -> list[Busy]:
    return [slots.closed(day, day) for day in Closure.objects.filter(on__range=(frm, to)).values_list("on", flat=True)]
