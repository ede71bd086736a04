"""What happened to one patient, newest first, for those who treat and for the patient."""

from collections.abc import Callable

import pytest
from django.test import Client

from clinic.accounts.models import User
from patients.models import Episode, Patient
from tests.factories import AppointmentFactory, ExaminationFactory, RedFlagFactory

pytestmark = pytest.mark.django_db
SignedIn = Callable[[User | Patient], Client]


def test_clinicians_read_all_and_the_patient_what_is_the_patients(
    cal: Patient, cal_episode: Episode, ana: User, olu: User, signed_in: SignedIn
) -> None:
    AppointmentFactory.create(episode=cal_episode, physio=ana)
    ExaminationFactory.create(episode=cal_episode, author=ana)
    RedFlagFactory.create(patient=cal)
    path = f"/api/v1/patients/{cal.uuid}/timeline/"
    events = signed_in(ana).get(path).json()
    assert {event["kind"] for event in events} == {"visit", "examination", "red_flag"}
    assert [event["at"] for event in events] == sorted((event["at"] for event in events), reverse=True)
    assert {event["kind"] for event in signed_in(olu).get(path).json()} == {"visit", "red_flag"}
    assert {event["kind"] for event in signed_in(cal).get(path).json()} == {"visit"}


def test_nobody_else_finds_it(cal: Patient, dee: Patient, bea: User, client: Client, signed_in: SignedIn) -> None:
    path = f"/api/v1/patients/{cal.uuid}/timeline/"
    assert signed_in(dee).get(path).status_code == 404
    assert signed_in(bea).get(path).status_code == 404
    assert client.get(path).status_code == 401
