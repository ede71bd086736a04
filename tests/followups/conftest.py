"""The post room's cast: Cal, who has agreed to messages, has a visit next week."""

from datetime import datetime, timedelta

import pytest

from clinic.accounts.models import User
from clinic.bookings.models import Appointment
from patients.models import Episode, Patient
from tests.factories import AppointmentFactory, ConsentFactory


@pytest.fixture
def cal_agrees(cal: Patient) -> Patient:
    ConsentFactory.create(patient=cal)
    return cal


@pytest.fixture
def visit(cal_agrees: Patient, cal_episode: Episode, ana: User, now: datetime) -> Appointment:
    """Booked two minutes ago, for Thursday week at 17:40: its confirmation is due."""
    booked = now - timedelta(minutes=2)
    return AppointmentFactory.create(
        episode=cal_episode,
        physio=ana,
        start=datetime(2026, 12, 3, 17, 40, tzinfo=now.tzinfo),
        booked_at=booked,
        status_at=booked,
    )
