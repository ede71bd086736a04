"""The demo clinic: the same people for the same seed, and never over anybody's own data."""

from datetime import datetime, timedelta
from io import StringIO
from random import Random

import pytest
from django.core.management import CommandError, call_command

from clinic.accounts.models import User
from clinic.bookings.models import Appointment
from clinic.demo.making import NotOurs, make_demo
from clinic.demo.people import more_people
from patients.models import Patient
from tests.factories import PatientFactory

pytestmark = pytest.mark.django_db


def _quietly(_words: str) -> None: ...


@pytest.fixture
def demo(now: datetime) -> datetime:
    """A demo made on Tuesday 24 November 2026 at half past ten, with the clinic at work."""
    at = now + timedelta(minutes=90)
    make_demo(now=at, tell=_quietly)
    return at


def _people() -> list[tuple[object, ...]]:
    return sorted(Patient.objects.values_list("full_name", "date_of_birth", "phone", "email", "postcode"))


def test_the_same_seed_makes_the_same_people_on_another_day(demo: datetime) -> None:
    first, visits = _people(), Appointment.objects.count()
    PatientFactory.create(full_name="Somebody who tried it out")
    make_demo(now=demo + timedelta(days=40), tell=_quietly)
    assert _people() == first
    assert abs(Appointment.objects.count() - visits) < 30
    assert Appointment.objects.on_day((demo + timedelta(days=40)).date()).exists()


def test_another_seed_makes_other_people() -> None:
    first, again, other = (set(more_people(Random(seed), 50)) for seed in (1, 1, 2))
    assert first == again
    assert len(first - other) > 30


def test_a_clinic_of_somebodys_own_is_left_alone(now: datetime) -> None:
    own = PatientFactory.create(full_name="A real person")
    with pytest.raises(NotOurs, match="--force"):
        make_demo(now=now, tell=_quietly)
    assert list(Patient.objects.all()) == [own]
    with pytest.raises(CommandError, match="did not make"):
        call_command("demo")
    call_command("demo", "--if-empty")
    assert list(Patient.objects.all()) == [own]
    make_demo(now=now, force=True, tell=_quietly)
    assert not Patient.objects.filter(pk=own.pk).exists()


def test_a_clinics_own_settings_refuse_the_demo(settings: pytest.FixtureRequest) -> None:
    settings.DEMO = False  # type: ignore[attr-defined]
    with pytest.raises(CommandError, match="DEMO=1"):
        call_command("demo")
    assert not User.objects.exists()


def test_if_empty_makes_it_once() -> None:
    call_command("demo", "--if-empty", stdout=StringIO())
    made = set(Patient.objects.values_list("pk", flat=True))
    call_command("demo", "--if-empty", stdout=StringIO())
    assert set(Patient.objects.values_list("pk", flat=True)) == made


def test_no_sign_ins_are_printed_of_a_clinic_that_is_no_demo() -> None:
    out = StringIO()
    call_command("demo", "--sign-ins", stdout=out)
    assert not out.getvalue()
