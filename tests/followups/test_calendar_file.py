"""The calendar file that goes with a visit: from the clinic, replaceable, silent about the knee."""

from datetime import datetime, timedelta

import pytest
from icalendar import Calendar

from clinic.bookings.models import Appointment, Practice
from clinic.bookings.services import move
from clinic.followups.calendar_file import calendar_file
from tests.factories import WorkingHoursFactory

pytestmark = pytest.mark.django_db
CLINIC = Practice(name="Wellbeing Rehab", email="hello@clinic.example")


def test_the_file_comes_from_the_clinic(visit: Appointment, now: datetime) -> None:
    [event] = Calendar.from_ical(calendar_file(visit=visit, practice=CLINIC, now=now).decode()).walk("VEVENT")
    assert event["ORGANIZER"] == "mailto:hello@clinic.example"
    assert event["ORGANIZER"].params["CN"] == "Wellbeing Rehab"


def test_a_moved_visit_replaces_the_old_entry(visit: Appointment, now: datetime) -> None:
    for weekday in range(5):
        WorkingHoursFactory.create(physio=visit.physio, weekday=weekday)
    visit.type.needs_room = False
    visit.type.save()
    [before] = Calendar.from_ical(calendar_file(visit=visit, practice=CLINIC, now=now).decode()).walk("VEVENT")
    moved = move(appointment=visit, start=visit.start - timedelta(hours=3, minutes=40), by=None, now=now)
    [after] = Calendar.from_ical(calendar_file(visit=moved, practice=CLINIC, now=now).decode()).walk("VEVENT")
    assert after["UID"] == before["UID"]
    assert int(str(after["SEQUENCE"])) > int(str(before["SEQUENCE"]))


def test_nobody_reading_over_the_shoulder_learns_what_hurts(visit: Appointment, now: datetime) -> None:
    text = calendar_file(visit=visit, practice=CLINIC, now=now).decode().lower()
    for word in ("knee", "pain", "pfps", "physiotherap", "first visit", visit.patient.full_name.lower()):
        assert word not in text
