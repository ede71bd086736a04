"""The demo clinic: the same people for the same seed, never over anybody's own data, and full of life."""

from collections import Counter
from datetime import datetime, timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from clinic.accounts.models import User
from clinic.bookings.models import Appointment, Enquiry, WaitingEntry
from clinic.demo.house import PASSWORD
from clinic.demo.making import NotOurs, make_demo
from patients.matching import Person, likely_duplicates
from patients.models import Alert, Patient
from patients.phones import e164
from tests.factories import PatientFactory

pytestmark = pytest.mark.django_db
Status = Appointment.Status


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
    make_demo(now=demo + timedelta(days=40), tell=_quietly)
    assert _people() == first
    assert abs(Appointment.objects.count() - visits) < 30
    assert Appointment.objects.on_day((demo + timedelta(days=40)).date()).exists()


def test_another_seed_makes_other_people(demo: datetime) -> None:
    first = {person[0] for person in _people()}
    make_demo(now=demo, seed=2, tell=_quietly)
    assert len(first - {person[0] for person in _people()}) > 30


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


def test_a_visit_booked_in_the_demo_goes_with_the_next_demo(demo: datetime) -> None:
    PatientFactory.create(full_name="Somebody who tried it out")
    make_demo(now=demo, tell=_quietly)
    assert not Patient.objects.filter(full_name="Somebody who tried it out").exists()


def test_if_empty_makes_it_once() -> None:
    call_command("demo", "--if-empty", stdout=StringIO())
    made = set(Patient.objects.values_list("pk", flat=True))
    call_command("demo", "--if-empty", stdout=StringIO())
    assert set(Patient.objects.values_list("pk", flat=True)) == made


def test_the_sign_ins_are_printed_one_a_line(demo: datetime) -> None:
    out = StringIO()
    call_command("demo", "--sign-ins", stdout=out)
    assert out.getvalue().splitlines() == [
        f"sign in: owner olu@demo.example {PASSWORD}",
        f"sign in: physio ana@demo.example {PASSWORD}",
        f"sign in: desk bea@demo.example {PASSWORD}",
        f"sign in: patient cal@demo.example {PASSWORD} 1991-03-27",
        f"sign in: patient dee@demo.example {PASSWORD} 1987-09-14",
    ]
    for line in out.getvalue().splitlines():
        _, _, role, email, password, *birth = line.split()
        user = User.objects.get(email=email, role=role)
        assert user.check_password(password)
        assert not birth or f"{user.patient.date_of_birth}" == birth[0]


def test_no_sign_ins_are_printed_of_a_clinic_that_is_no_demo() -> None:
    out = StringIO()
    call_command("demo", "--sign-ins", stdout=out)
    assert not out.getvalue()


def test_the_clinic_is_lived_in(demo: datetime) -> None:
    assert 55 <= Patient.objects.count() <= 65
    states = Counter(Appointment.objects.values_list("status", flat=True))
    assert states[Status.ATTENDED] > 120
    assert min(states[state] for state in (Status.BOOKED, Status.CONFIRMED)) > 10
    assert min(states[state] for state in (Status.CANCELLED, Status.DID_NOT_ATTEND)) > 5
    assert WaitingEntry.objects.open(demo.date()).count() == 4
    assert Alert.objects.filter(text="Latex allergy").exists()
    assert Patient.objects.filter(full_name__contains="García").exists()
    assert max(len(name) for name in Patient.objects.values_list("full_name", flat=True)) > 60


def test_the_day_is_under_way(demo: datetime) -> None:
    today = Appointment.objects.on_day(demo.date())
    states = Counter(today.values_list("status", flat=True))
    assert states[Status.ATTENDED] >= 3
    assert states[Status.IN_SESSION] + states[Status.ARRIVED] >= 1
    assert states[Status.BOOKED] + states[Status.CONFIRMED] >= 3
    assert not today.filter(start__gt=demo, status=Status.ATTENDED).exists()


def test_the_inbox_holds_red_flags_and_a_known_face(demo: datetime) -> None:
    inbox = list(Enquiry.objects.open().inbox_order())
    assert len(inbox) == 7
    assert [one.triage for one in inbox[:3]] == ["emergency", "same_day", "none"]
    gareth = next(one for one in inbox if one.name == "Gareth Bell")
    assert likely_duplicates(Person(gareth.name, None, e164(gareth.phone), gareth.email))


def test_cal_comes_in_nine_days_and_dee_for_the_first_time(demo: datetime) -> None:
    cal, dee = Patient.objects.get(email="cal@demo.example"), Patient.objects.get(email="dee@demo.example")
    episode = cal.current_episode()
    assert episode is not None
    assert (episode.side, episode.lead.name) == ("left", "Ana Reyes")
    coming = cal.appointments.upcoming(demo).get()
    assert (coming.start.date() - demo.date()).days == 9
    first = dee.appointments.get()
    assert (first.type.key, first.status) == ("first", "booked")
    assert first.start > demo
    assert first.episode.outcome_requests.open(demo.date()).count() >= 5
