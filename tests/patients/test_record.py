"""The record: who is registered, what is put right, which course of care is open."""

from datetime import date, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError

from clinic.accounts.models import User
from patients.models import Episode, Patient
from patients.services import episode_for_knee, open_episode, register_patient, update_patient

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("name", ["Dee O'Hara", "Zoë Łukasz-Ångström", "李小龙", "Cal 🏃‍♂️ Morgan", "N"])
def test_every_name_is_kept_as_it_is_written(name: str, now: datetime) -> None:
    assert Patient.objects.get(pk=register_patient(full_name=name, now=now).pk).full_name == name


def test_phone_and_email_are_kept_in_one_form(now: datetime) -> None:
    patient = register_patient(full_name="Jo Bell", phone="0161 496 0123", email="Jo@Example.org", now=now)
    patient.refresh_from_db()
    assert patient.phone == "+441614960123"
    assert patient.email == "jo@example.org"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("full_name", "   "),
        ("full_name", "x" * 121),
        ("phone", "12"),
        ("email", "no at sign"),
        ("date_of_birth", date(2026, 11, 25)),
        ("date_of_birth", date(1802, 1, 1)),
        ("postcode", "M20 " * 5),
    ],
)
def test_bad_input_names_its_field_and_writes_nothing(field: str, value: object, now: datetime) -> None:
    with pytest.raises(ValidationError) as refusal:
        register_patient(now=now, **{"full_name": "Jo Bell", field: value})  # type: ignore[arg-type]
    assert list(refusal.value.message_dict) == [field]
    assert not Patient.objects.exists()


def test_a_correction_changes_what_it_names_only(cal: Patient, on: date) -> None:
    changed = update_patient(patient=cal, changes={"postcode": "M20 2RN"}, on=on)
    assert (changed.postcode, changed.email) == ("M20 2RN", cal.email)


def test_one_open_episode_for_one_knee(cal: Patient, ana: User, on: date) -> None:
    episode = open_episode(patient=cal, side="left", lead=ana, on=on)
    assert episode_for_knee(patient=cal, side="left") == episode
    assert episode_for_knee(patient=cal, side="right") is None
    with pytest.raises(ValidationError, match="open episode"):
        open_episode(patient=cal, side="left", lead=ana, on=on)
    episode.close(outcome=Episode.Outcome.DISCHARGED, on=on)
    open_episode(patient=cal, side="left", lead=ana, on=on)


def test_an_episode_for_both_knees_covers_each(cal: Patient, ana: User, on: date) -> None:
    both = open_episode(patient=cal, side="both", lead=ana, on=on)
    assert episode_for_knee(patient=cal, side="right") == both


def test_pain_can_not_begin_tomorrow(cal: Patient, ana: User, on: date) -> None:
    with pytest.raises(ValidationError, match="future"):
        open_episode(patient=cal, side="left", lead=ana, on=on, onset_on=on + timedelta(days=1))
