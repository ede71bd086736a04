"""Over both nights on which the clocks change: each reminder once, by the wall clock, and the calendar agrees."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.core import mail
from django.utils import timezone
from icalendar import Calendar

from clinic.bookings.models import Practice
from clinic.followups import sweep
from clinic.followups.calendar_file import calendar_file
from clinic.followups.models import FollowUp
from clinic.followups.wording import at_local
from patients.models import Patient
from tests.factories import AppointmentFactory, ConsentFactory, EpisodeFactory, ProgrammeFactory, SessionLogFactory

pytestmark = pytest.mark.django_db
NIGHTS = [date(2026, 10, 25), date(2027, 3, 28)]


@pytest.mark.parametrize("sunday", NIGHTS, ids=["back", "forward"])
def test_reminders_of_a_visit_on_that_sunday_come_once_each(sunday: date) -> None:
    start = at_local(sunday, time(11, 0))
    booked = start - timedelta(days=20)
    visit = AppointmentFactory.create(start=start, booked_at=booked, status_at=booked)
    ConsentFactory.create(patient=visit.patient)
    at = start - timedelta(days=4)
    while at < start + timedelta(hours=2):
        sweep.run(at)
        at += timedelta(minutes=30)
    sent = {row.kind: timezone.localtime(row.sent_at) for row in FollowUp.objects.filter(state="sent")}
    assert len(mail.outbox) == 2
    assert sent["visit_tomorrow"].replace(tzinfo=None) == datetime.combine(sunday - timedelta(days=1), time(9, 0))
    assert sent["visit_in_two_hours"].replace(tzinfo=None) == datetime.combine(sunday, time(9, 0))


@pytest.mark.parametrize("sunday", NIGHTS, ids=["back", "forward"])
def test_the_morning_check_comes_at_half_past_seven(sunday: date, cal: Patient) -> None:
    ConsentFactory.create(patient=cal)
    programme = ProgrammeFactory.create(episode=EpisodeFactory.create(patient=cal))
    SessionLogFactory.create(programme=programme, on=sunday - timedelta(days=1))
    at = at_local(sunday - timedelta(days=1), time(20, 0))
    for _ in range(64):
        sweep.run(at)
        at += timedelta(minutes=15)
    [row] = FollowUp.objects.filter(kind="morning_check")
    assert row.sent_at is not None
    assert timezone.localtime(row.sent_at).replace(tzinfo=None) == datetime.combine(sunday, time(7, 30))


def test_a_clock_set_back_ten_minutes_sends_nothing_twice(cal: Patient, now: datetime) -> None:
    ConsentFactory.create(patient=cal)
    AppointmentFactory.create(
        episode=EpisodeFactory.create(patient=cal), start=now + timedelta(days=9), booked_at=now, status_at=now
    )
    for minutes in (1, 2, -8, -7, 3):
        sweep.run(now + timedelta(minutes=minutes))
    assert len(mail.outbox) == 1


def test_the_calendar_file_keeps_the_hour_its_id_and_its_silence() -> None:
    visit = AppointmentFactory.create(start=datetime(2026, 10, 25, 1, 30, tzinfo=UTC), sequence=3)
    file = calendar_file(visit=visit, practice=Practice(name="Wellbeing Rehab"), now=visit.booked_at)
    [event] = Calendar.from_ical(file.decode()).walk("VEVENT")
    assert event["UID"] == visit.calendar_uid
    assert event["SEQUENCE"] == 3
    assert event.decoded("DTSTART").astimezone(UTC) == visit.start
    assert event["SUMMARY"] == "Visit at Wellbeing Rehab"
    assert visit.patient.full_name not in file.decode()
    gone = calendar_file(visit=visit, practice=Practice(), now=visit.booked_at, method="CANCEL").decode()
    assert "METHOD:CANCEL" in gone
    assert "STATUS:CANCELLED" in gone
