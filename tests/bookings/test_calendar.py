"""The calendar file that goes with a visit: right hour, replaceable, silent about the knee."""

from datetime import UTC, datetime, timedelta

import pytest
from icalendar import Calendar

from clinic.bookings.calendar import Method, file_name, visit_file
from clinic.bookings.models import Appointment, Practice
from clinic.bookings.services import move
from patients.models import Episode
from tests.factories import AppointmentFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def visit(cal_episode: Episode, practice: Practice) -> Appointment:
    made = AppointmentFactory.create(
        episode=cal_episode, physio=cal_episode.lead, start=datetime(2027, 6, 1, 8, 0, tzinfo=UTC)
    )
    return Appointment.objects.with_people().get(pk=made.pk)


def _text(value: bytes | str) -> str:
    return value.decode() if isinstance(value, bytes) else value


def _read(visit: Appointment, method: Method, now: datetime) -> tuple[Calendar, dict[str, str]]:
    calendar = Calendar.from_ical(visit_file(appointment=visit, method=method, now=now))
    event = calendar.walk("VEVENT")[0]
    return calendar, {key: _text(event[key].to_ical()) for key in event if hasattr(event[key], "to_ical")}


def test_a_summer_visit_stands_at_the_clinics_hour_with_its_zone(visit: Appointment, now: datetime) -> None:
    calendar, event = _read(visit, "REQUEST", now)
    assert event["DTSTART"] == "20270601T090000"
    assert [zone["TZID"] for zone in calendar.walk("VTIMEZONE")] == ["Europe/London"]
    assert file_name(visit) == "visit-2027-06-01.ics"


def test_a_moved_visit_replaces_the_old_entry(anas_week: object, visit: Appointment, now: datetime) -> None:
    before = _read(visit, "REQUEST", now)[1]
    moved = move(appointment=visit, start=datetime(2026, 11, 26, 9, tzinfo=UTC), physio=visit.physio, by=None, now=now)
    after = _read(moved, "REQUEST", now + timedelta(minutes=1))[1]
    assert after["UID"] == before["UID"]
    assert int(after["SEQUENCE"]) > int(before["SEQUENCE"])


def test_a_cancelled_visit_is_taken_out(visit: Appointment, now: datetime) -> None:
    calendar, event = _read(visit, "CANCEL", now)
    assert calendar["METHOD"] == "CANCEL"
    assert event["STATUS"] == "CANCELLED"
    assert not calendar.walk("VALARM")


def test_nobody_reading_over_the_shoulder_learns_what_hurts(visit: Appointment, now: datetime) -> None:
    text = visit_file(appointment=visit, method="REQUEST", now=now).decode().lower()
    for word in ("knee", "pain", "pfps", "physiotherap", "first visit", str(visit.patient.date_of_birth)):
        assert word not in text
