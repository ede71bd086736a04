"""Somebody asks who may be a patient already: found by other spellings, never by chance alone."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from patients.matching import Person, duplicates_of_each, is_same_person, known_patient, likely_duplicates, score
from patients.names import name_key
from patients.phones import e164
from tests.factories import PatientFactory

BORN = date(1991, 3, 27)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Zoë O'Hara", "zoe o’hara"),
        ("Hara, Jane", "Jane Hara"),
        ("Kate Morgan", "Catherine Morgan"),
        ("Dr Bill Łukasz", "William Lukasz"),
        ("Anne-Marie Straße", "Anne Marie Strasse"),
        ("  Søren   Æbel ", "Soren Aebel"),
    ],
)
def test_two_spellings_of_one_name_share_a_key(typed: str, kept: str) -> None:
    assert name_key(typed) == name_key(kept)


def test_a_name_without_letters_has_no_key() -> None:
    assert name_key("🏃‍♀️") == ""
    assert score(Person("🏃"), Person("🦵")) == (0, [])


def test_each_thing_in_common_is_named() -> None:
    asks = Person("Cal Morgan", BORN, "+441614960123", "cal@example.org")
    points, reasons = score(asks, Person("Morgan Cal", BORN, "+441614960123", "CAL@example.org"))
    assert points == 100
    assert reasons == ["same name", "same email", "same phone", "same date of birth"]


def test_another_date_of_birth_outweighs_a_shared_name() -> None:
    points, reasons = score(Person("Cal Morgan", BORN), Person("Cal Morgan", date(1962, 1, 1)))
    assert points < 30
    assert "other date of birth" in reasons


def test_a_typing_slip_and_a_middle_name_still_count() -> None:
    assert score(Person("Callum Morgen"), Person("Callum Morgan"))[1] == ["similar name"]
    assert score(Person("Cal James Morgan"), Person("Cal Morgan"))[1] == ["same name in part"]


def test_a_phone_number_matches_however_it_is_typed() -> None:
    assert e164("07700 900 123") == e164("+44 7700 900123") == "+447700900123"
    assert e164("ask my mum") == ""


def test_sure_only_when_name_birth_and_a_contact_agree() -> None:
    known = Person("Cal Morgan", BORN, "+441614960123", "cal@example.org")
    assert is_same_person(Person("Morgan, Cal", BORN, "+441614960123"), known)
    assert not is_same_person(Person("Cal Morgan", None, "+441614960123"), known)
    assert not is_same_person(Person("Jo Morgan", BORN, "+441614960123"), known)


@pytest.mark.django_db
def test_likely_duplicates_come_likeliest_first_and_strangers_not_at_all() -> None:
    twin = PatientFactory.create(full_name="Catherine Morgan", phone="+441614960123", date_of_birth=BORN)
    family = PatientFactory.create(full_name="Tom Morgan", phone="+441614960123", date_of_birth=None)
    PatientFactory.create(full_name="Somebody Else", date_of_birth=BORN)
    found = likely_duplicates(Person("Kate Morgan", BORN, "+441614960123"))
    assert [match.patient for match in found] == [twin, family]
    assert found[0].reasons == ["same name, short form", "same phone", "same date of birth"]


@pytest.mark.django_db
def test_a_renamed_patient_is_found_by_the_new_name() -> None:
    patient = PatientFactory.create(full_name="Jo Old", date_of_birth=None)
    patient.full_name = "Jo New"
    patient.save()
    assert [match.patient for match in likely_duplicates(Person("New, Jo"))] == [patient]
    assert likely_duplicates(Person("Jo Old")) == []
    assert likely_duplicates(Person("Jo New"), besides=patient) == []


@pytest.mark.django_db
def test_a_whole_inbox_is_matched_in_one_query() -> None:
    patients = PatientFactory.create_batch(3)
    people = [Person(patient.full_name, None, "", patient.email) for patient in patients]
    with CaptureQueriesContext(connection) as asked:
        found = duplicates_of_each(people)
    assert len(asked) == 1
    assert [matches[0].patient for matches in found] == patients


@pytest.mark.django_db
def test_twins_in_the_record_are_not_chosen_between() -> None:
    PatientFactory.create_batch(2, full_name="Cal Morgan", date_of_birth=BORN, email="cal@example.org")
    assert known_patient(Person("Cal Morgan", BORN, "", "cal@example.org")) is None
