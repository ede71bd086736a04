"""A visit from the patient's side: what may be changed until when, and which other times are free."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone

from clinic.accounts.models import User
from clinic.bookings.diary import read_diary
from clinic.bookings.models import Appointment, Practice
from clinic.bookings.slots import Slot

DAYS_SHOWN = 6
PARTS = (("Morning", 0, 12), ("Afternoon", 12, 17), ("Evening", 17, 24))


@dataclass(frozen=True, slots=True)
class FreeTime:
    start: datetime
    physio: User

    @property
    def value(self) -> str:
        """What the form sends: the start in ISO 8601 and whose diary."""
        return f"{self.start.isoformat()}|{self.physio.uuid}"


@dataclass(frozen=True, slots=True)
class FreeDay:
    on: date
    times: tuple[FreeTime, ...]

    @property
    def parts(self) -> list[tuple[str, list[FreeTime]]]:
        """Morning, afternoon, evening; those with nothing are left out."""
        found = []
        for words, frm, to in PARTS:
            times = [each for each in self.times if frm <= timezone.localtime(each.start).hour < to]
            if times:
                found.append((words, times))
        return found


def changeable(visit: Appointment, practice: Practice, now: datetime) -> bool:
    """Whether the patient may still move or cancel it here."""
    return visit.status in {Appointment.Status.BOOKED, Appointment.Status.CONFIRMED} and visit.start - now >= timedelta(
        hours=practice.cancel_notice_hours
    )


def free_days(
    *, visit: Appointment, frm: date, now: datetime, by: User, everybody: bool
) -> tuple[list[FreeDay], dict[int, User]]:
    """Six days with the free times of the visit's own physio, or of everybody; Sundays are left out."""
    days: list[date] = []
    day = frm
    while len(days) < DAYS_SHOWN:
        if day.weekday() < 6:
            days.append(day)
        day += timedelta(days=1)
    diary = read_diary(frm=days[0], to=days[-1], now=now, by=by, besides=visit.pk)
    last = timezone.localdate(now) + timedelta(days=diary.practice.horizon_days)
    slots: Sequence[Slot] = (
        diary.free(
            frm=days[0],
            to=min(days[-1], last),
            now=now,
            type=visit.type,
            physio=None if everybody else visit.physio,
            notice=timedelta(hours=diary.practice.notice_hours),
        )
        if days[0] <= last
        else []
    )
    times = [FreeTime(slot.start, diary.physios[slot.physio]) for slot in slots if slot.start != visit.start]
    return [
        FreeDay(each, tuple(time for time in times if timezone.localdate(time.start) == each)) for each in days
    ], diary.physios
