"""The post room's cast: Cal, who has agreed to messages, has a visit next week."""

import shutil
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

from clinic.accounts.models import User
from clinic.bookings.models import Appointment
from patients.models import Episode, Patient
from tests.factories import AppointmentFactory, ConsentFactory
from tests.followups.house import House
from tests.followups.smtp_sink import Sink


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


@pytest.fixture
def sink() -> Iterator[Sink]:
    """A mail server of our own, running."""
    server = Sink()
    server.open()
    yield server
    server.close()


@pytest.fixture
def by_smtp(sink: Sink, settings: Settings) -> Sink:
    """Our mails go there."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", sink.port, 5
    return sink


@pytest.fixture(scope="session")
def empty_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated database file, made once and copied for each house."""
    folder = tmp_path_factory.mktemp("template")
    House(folder, 1).run("manage.py", "migrate", "--verbosity", "0")
    return folder / "restride.sqlite3"


@pytest.fixture
def house(tmp_path: Path, sink: Sink, empty_database: Path) -> Iterator[House]:
    shutil.copy(empty_database, tmp_path / "restride.sqlite3")
    house = House(tmp_path, sink.port)
    yield house
    house.stop()
