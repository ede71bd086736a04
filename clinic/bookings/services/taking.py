"""Taking a time: the lock, the last look, and the polite answer with other times."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta

from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from clinic.accounts.models import User
from clinic.bookings.diary import notice_for, read_diary
from clinic.bookings.guard import NAME as GUARD
from clinic.bookings.models import AppointmentType
from clinic.bookings.services.refusals import SlotTaken
from clinic.bookings.slots import Slot

DIARY_LOCK = 7_310
ALTERNATIVES = 5
LOOK_AHEAD = timedelta(days=14)
TAKEN = "That time has just been taken. Pick one of these instead."


def lock_day(start: datetime) -> date:
    """One booking at a time for a day of the clinic, until this transaction ends.

    A day and not a physio, because the rooms are shared. SQLite has its one writer already (BEGIN IMMEDIATE).
    """
    day = timezone.localdate(start)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [DIARY_LOCK, day.toordinal()])
    return day


def find_slot(
    *,
    physio: User,
    type: AppointmentType,
    start: datetime,
    by: User | None,
    now: datetime,
    besides: int | None = None,
    squeeze_in: bool = False,
) -> Slot:
    """The slot that begins then, with its room; SlotTaken with the nearest others when there is none.

    Call it under `lock_day`. `besides` is the visit that moves; squeezed in, the visit fits anywhere.
    """
    day = timezone.localdate(start)
    diary = read_diary(frm=day, to=day, now=now, by=by, besides=besides)
    if squeeze_in:
        end = start + timedelta(minutes=type.minutes)
        room = diary.a_room(physio=physio, start=start, end=end) if type.needs_room else None
        return Slot(start, end, physio.pk, room, type.key)
    notice = notice_for(by, diary.practice)
    free = diary.free(frm=day, to=day, now=now, type=type, physio=physio, notice=notice)
    if (slot := next((slot for slot in free if slot.start == start), None)) is not None:
        return slot
    raise SlotTaken(TAKEN, other_slots(physio=physio, type=type, start=start, by=by, now=now))


def other_slots(*, physio: User, type: AppointmentType, start: datetime, by: User | None, now: datetime) -> list[Slot]:
    """The times nearest to the wished one: this physio's within two weeks, else anybody's."""
    frm = max(timezone.localdate(start), timezone.localdate(now))
    to = frm + LOOK_AHEAD
    diary = read_diary(frm=frm, to=to, now=now, by=by)
    notice = notice_for(by, diary.practice)
    for whom in (physio, None):
        found = diary.free(frm=frm, to=to, now=now, type=type, physio=whom, notice=notice)
        if found:
            found.sort(key=lambda slot: (abs(slot.start - start), slot.start))
            return sorted(found[:ALTERNATIVES], key=lambda slot: slot.start)
    return []


@contextmanager
def guarded(*, physio: User, type: AppointmentType, start: datetime, by: User | None, now: datetime) -> Iterator[None]:
    """Writes the row; what the database itself refuses becomes the same polite answer."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        if GUARD not in str(error):
            raise
        raise SlotTaken(TAKEN, other_slots(physio=physio, type=type, start=start, by=by, now=now)) from error
