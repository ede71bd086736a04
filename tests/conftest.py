"""The cast and the day. It is a Tuesday, nine o'clock, in the clinic's own zone."""

from collections.abc import Callable
from datetime import date, datetime

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from hypothesis import settings
from pytest_django.plugin import DjangoDbBlocker

from clinic.accounts.models import User
from patients.access import Role
from patients.models import Episode, Patient
from tests.factories import NINE, TUESDAY, EpisodeFactory, PatientFactory, PhysioFactory, UserFactory


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    """The key library also makes the table that our own key model replaces.

    It points at people, so PostgreSQL would refuse to empty theirs between the tests of a live server.
    """
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS knox_authtoken")


# A busy machine is no fault of the code: how long an example takes is measured elsewhere.
settings.register_profile("house", deadline=None)
settings.load_profile("house")


@pytest.fixture(autouse=True)
def _empty_cache() -> None:
    """Counters of one test are none of the next one's business."""
    cache.clear()


@pytest.fixture
def now() -> datetime:
    return NINE


@pytest.fixture
def on() -> date:
    return TUESDAY


@pytest.fixture
def ana(db: None) -> User:
    """A physio."""
    return PhysioFactory.create(name="Ana Reyes", email="ana@example.org")


@pytest.fixture
def ben(db: None) -> User:
    """Another physio, with no hours of his own."""
    return PhysioFactory.create(name="Ben Ito", email="ben@example.org")


@pytest.fixture
def bea(db: None) -> User:
    """At the front desk."""
    return UserFactory.create(name="Bea Holt", email="bea@example.org", role=Role.DESK)


@pytest.fixture
def olu(db: None) -> User:
    """The owner."""
    return UserFactory.create(name="Olu Adeyemi", email="olu@example.org", role=Role.OWNER)


@pytest.fixture
def cal(db: None) -> Patient:
    """A patient with a sore left knee, who signs in."""
    user = UserFactory.create(name="Cal Morgan", email="cal@example.org", role=Role.PATIENT)
    return PatientFactory.create(full_name="Cal Morgan", email="cal@example.org", user=user)


@pytest.fixture
def dee(db: None) -> Patient:
    """Another patient, whose record is nobody else's business."""
    user = UserFactory.create(name="Dee O'Hara", email="dee@example.org", role=Role.PATIENT)
    return PatientFactory.create(full_name="Dee O'Hara", email="dee@example.org", user=user)


@pytest.fixture
def cal_episode(cal: Patient, ana: User) -> Episode:
    return EpisodeFactory.create(patient=cal, lead=ana)


@pytest.fixture
def signed_in() -> Callable[[User | Patient], Client]:
    """A browser in which this person has signed in."""

    def client_for(person: User | Patient) -> Client:
        user = person if isinstance(person, User) else User.objects.get(patient=person)
        client = Client()
        client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return client_for
