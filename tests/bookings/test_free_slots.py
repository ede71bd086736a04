"""Which times the desk is offered, read from real rows."""

from datetime import UTC, date, datetime, time, timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext

from clinic.accounts.models import User
from clinic.bookings.models import AppointmentType, Hold, Room
from clinic.bookings.services import free_slots, seed_bank_holidays
from tests.factories import AbsenceFactory, AppointmentFactory, ClosureFactory, RoomFactory, WorkingHoursFactory

WEDNESDAY, THURSDAY = date(2026, 11, 25), date(2026, 11, 26)


def _clock(hour: int, minute: int = 0, day: date = WEDNESDAY) -> datetime:
    return datetime.combine(day, time(hour, minute), UTC)


def _starts(day: date, now: datetime, type: AppointmentType, by: User | None = None) -> list[datetime]:
    return [slot.start for slot in free_slots(frm=day, to=day, now=now, type=type, by=by)]


def test_a_day_is_offered_in_quarter_hours_around_the_lunch_break(
    anas_week: User, first_visit: AppointmentType, now: datetime
) -> None:
    starts = _starts(WEDNESDAY, now, first_visit)
    assert starts[0] == _clock(9)
    assert _clock(11, 15) in starts
    assert _clock(11, 30) not in starts
    assert starts[-1] == _clock(16, 15)


def test_a_visit_leave_and_a_hold_each_take_their_time(
    anas_week: User, bea: User, olu: User, first_visit: AppointmentType, now: datetime
) -> None:
    AppointmentFactory.create(physio=anas_week, type=first_visit, start=_clock(9), end=_clock(9, 45))
    AbsenceFactory.create(physio=anas_week, start=_clock(10), end=_clock(11))
    Hold.objects.create(physio=anas_week, start=_clock(13), end=_clock(17), by=bea, until=now + timedelta(minutes=5))
    assert _starts(WEDNESDAY, now, first_visit, by=olu) == [_clock(11), _clock(11, 15)]


def test_a_hold_does_not_stop_the_one_who_holds_and_ends_by_itself(
    anas_week: User, bea: User, first_visit: AppointmentType, now: datetime
) -> None:
    Hold.objects.create(physio=anas_week, start=_clock(9), end=_clock(17), by=bea, until=now + timedelta(minutes=5))
    assert _starts(WEDNESDAY, now, first_visit) == []
    assert _starts(WEDNESDAY, now, first_visit, by=bea)
    assert _starts(WEDNESDAY, now + timedelta(minutes=5), first_visit)


def test_the_buffer_after_a_visit_is_kept_free(anas_week: User, review: AppointmentType, now: datetime) -> None:
    AppointmentFactory.create(physio=anas_week, type=review, start=_clock(9), end=_clock(9, 30))
    assert _starts(WEDNESDAY, now, review)[0] == _clock(9, 45)


def test_one_room_for_two_physios_is_offered_once(
    anas_week: User, ben: User, blue_room: Room, first_visit: AppointmentType, now: datetime
) -> None:
    WorkingHoursFactory.create(physio=ben, weekday=2, opens=time(9), closes=time(12), room=blue_room)
    AppointmentFactory.create(physio=anas_week, room=blue_room, type=first_visit, start=_clock(9), end=_clock(9, 45))
    assert not [s for s in free_slots(frm=WEDNESDAY, to=WEDNESDAY, now=now, type=first_visit) if s.start == _clock(9)]
    green = RoomFactory.create(name="Green room")
    at_nine = [s for s in free_slots(frm=WEDNESDAY, to=WEDNESDAY, now=now, type=first_visit) if s.start == _clock(9)]
    assert [(s.physio, s.room) for s in at_nine] == [(ben.pk, green.pk)]


def test_the_clinic_closed_offers_nothing(anas_week: User, first_visit: AppointmentType, now: datetime) -> None:
    ClosureFactory.create(on=WEDNESDAY)
    assert _starts(WEDNESDAY, now, first_visit) == []


def test_patients_need_notice_and_staff_do_not(
    anas_week: User, bea: User, first_visit: AppointmentType, now: datetime, on: date
) -> None:
    assert _starts(on, now, first_visit)[0] == now + timedelta(hours=2)
    assert _starts(on, now, first_visit, by=bea)[0] == now


def test_a_colleague_who_left_is_not_offered(anas_week: User, first_visit: AppointmentType, now: datetime) -> None:
    anas_week.is_active = False
    anas_week.save()
    assert _starts(WEDNESDAY, now, first_visit) == []


def test_eight_weeks_cost_the_same_few_queries_as_one_day(
    anas_week: User, first_visit: AppointmentType, now: datetime
) -> None:
    for hour in (9, 10, 11):
        AppointmentFactory.create(physio=anas_week, type=first_visit, start=_clock(hour), end=_clock(hour, 45))
    for days in (0, 56):
        with CaptureQueriesContext(
            connection,
        ) as asked:
            free_slots(frm=WEDNESDAY, to=WEDNESDAY + timedelta(days=days), now=now, type=first_visit, limit=10)
        assert len(asked) <= 6


def test_bank_holidays_are_put_in_once_and_may_be_taken_out(db: None) -> None:
    from clinic.bookings.models import Closure

    added = seed_bank_holidays(first_year=2026, last_year=2027)
    assert added >= 16
    assert Closure.objects.filter(on=date(2026, 12, 25)).exists()
    Closure.objects.filter(on=date(2026, 12, 25)).delete()
    assert seed_bank_holidays(first_year=2026, last_year=2027) == 0
    assert not Closure.objects.filter(on=date(2026, 12, 25)).exists()
