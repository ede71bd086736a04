"""The clinic's week: Ana works Tuesday to Thursday in the blue room, and there are three types of visit."""

from datetime import UTC, datetime, time

import pytest

from clinic.accounts.models import User
from clinic.bookings.models import AppointmentType, Practice, Room
from tests.factories import AppointmentTypeFactory, RoomFactory, WorkingHoursFactory


@pytest.fixture
def practice(db: None) -> Practice:
    row = Practice(name="Wellbeing Rehab", notice_hours=2, cancel_notice_hours=24, horizon_days=84)
    row.save()
    return row


@pytest.fixture
def blue_room(db: None) -> Room:
    return RoomFactory.create(name="Blue room")


@pytest.fixture
def first_visit(db: None) -> AppointmentType:
    return AppointmentTypeFactory.create()


@pytest.fixture
def review(db: None) -> AppointmentType:
    return AppointmentTypeFactory.create(key="review", name="Review", minutes=30, buffer_minutes=15, public=True)


@pytest.fixture
def gait(db: None) -> AppointmentType:
    """Not for patients to book by themselves."""
    return AppointmentTypeFactory.create(key="gait", name="Running assessment", minutes=60, public=False)


@pytest.fixture
def anas_week(ana: User, blue_room: Room, practice: Practice) -> User:
    for weekday in (1, 2, 3):
        WorkingHoursFactory.create(physio=ana, weekday=weekday, opens=time(9), closes=time(12), room=blue_room)
        WorkingHoursFactory.create(physio=ana, weekday=weekday, opens=time(13), closes=time(17), room=blue_room)
    return ana


@pytest.fixture
def wednesday_ten() -> datetime:
    return datetime(2026, 11, 25, 10, 0, tzinfo=UTC)
