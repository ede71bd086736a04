"""The record's API: contacts for the desk, care for clinicians, the own record for a patient."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from clinic.accounts.models import ApiKey, User
from patients.models import Episode, Patient
from tests.factories import EpisodeFactory, PatientFactory

pytestmark = pytest.mark.django_db
SignedIn = Callable[[User | Patient], Client]
JSON = "application/json"


def test_the_desk_reads_contacts_and_no_episode(
    cal: Patient, cal_episode: Episode, bea: User, ana: User, signed_in: SignedIn
) -> None:
    path = f"/api/v1/patients/{cal.uuid}/"
    contacts = signed_in(bea).get(path).json()
    assert contacts["episodes"] == []
    assert contacts["phone"].startswith("+44")
    care = signed_in(ana).get(path).json()["episodes"][0]
    assert (care["id"], care["lead"]["name"]) == (str(cal_episode.uuid), "Ana Reyes")


def test_a_patient_reads_the_own_record_and_nobody_elses(
    cal: Patient, dee: Patient, cal_episode: Episode, signed_in: SignedIn
) -> None:
    client = signed_in(cal)
    assert client.get(f"/api/v1/patients/{cal.uuid}/").status_code == 200
    assert client.get(f"/api/v1/patients/{dee.uuid}/").status_code == 404
    assert [one["id"] for one in client.get("/api/v1/patients/").json()["results"]] == [str(cal.uuid)]
    assert signed_in(dee).get(f"/api/v1/episodes/{cal_episode.uuid}/").status_code == 404
    assert signed_in(dee).get(f"/api/v1/episodes/?patient={cal.uuid}").status_code == 404


def test_me_is_the_patient_and_nobody_of_the_staff(
    client: Client, cal: Patient, cal_episode: Episode, bea: User, signed_in: SignedIn
) -> None:
    me = signed_in(cal).get("/api/v1/me/").json()
    assert (me["id"], me["episodes"][0]["side"]) == (str(cal.uuid), "left")
    assert signed_in(bea).get("/api/v1/me/").status_code == 404
    assert client.get("/api/v1/me/").status_code == 401


@pytest.mark.parametrize("typed", ["kate", "MORGAN", "katherine m", "morgán", "0161 496 0123", "27/03/1991", "kate@"])
def test_a_patient_is_found_by_what_is_said_on_the_phone(typed: str, bea: User, signed_in: SignedIn) -> None:
    wanted = PatientFactory.create(full_name="Kate Morgan", phone="+441614960123", email="kate@example.org")
    PatientFactory.create(full_name="Somebody Else", date_of_birth=None)
    found = signed_in(bea).get("/api/v1/patients/", {"search": typed}).json()["results"]
    assert [one["id"] for one in found] == [str(wanted.uuid)]


def test_a_page_of_patients_costs_the_same_few_queries(
    ana: User, signed_in: SignedIn, django_assert_max_num_queries: Any
) -> None:
    EpisodeFactory.create_batch(12)
    client = signed_in(ana)
    with django_assert_max_num_queries(4):
        assert len(client.get("/api/v1/patients/").json()["results"]) == 12


def test_the_desk_registers_and_puts_right(bea: User, signed_in: SignedIn) -> None:
    client = signed_in(bea)
    body = {"full_name": "Dee O'Hara 🏃", "date_of_birth": "1990-02-28", "phone": "0161 496 0123"}
    made = client.post("/api/v1/patients/", body, content_type=JSON)
    assert made.status_code == 201
    assert (made.json()["full_name"], made.json()["phone"]) == ("Dee O'Hara 🏃", "+441614960123")
    changed = client.patch(f"/api/v1/patients/{made.json()['id']}/", {"postcode": "M20 2RN"}, content_type=JSON)
    assert (changed.json()["postcode"], changed.json()["date_of_birth"]) == ("M20 2RN", "1990-02-28")


@pytest.mark.parametrize(
    "wrong",
    [{"full_name": " "}, {"date_of_birth": "2999-01-01"}, {"phone": "12"}, {"email": "x"}, {"postcode": "x" * 11}],
)
def test_bad_contacts_are_422_by_field(wrong: dict[str, str], bea: User, signed_in: SignedIn) -> None:
    answer = signed_in(bea).post("/api/v1/patients/", {"full_name": "Jo"} | wrong, content_type=JSON)
    assert answer.status_code == 422
    assert list(answer.json()["errors"]) == list(wrong)
    assert not Patient.objects.exists()


def test_a_patient_registers_nobody(cal: Patient, signed_in: SignedIn) -> None:
    client = signed_in(cal)
    assert client.post("/api/v1/patients/", {"full_name": "Jo"}, content_type=JSON).status_code == 403
    own = f"/api/v1/patients/{cal.uuid}/"
    assert client.patch(own, {"full_name": "Jo"}, content_type=JSON).status_code == 403


def test_a_physio_opens_and_closes_care(cal: Patient, ana: User, ben: User, signed_in: SignedIn) -> None:
    client = signed_in(ana)
    body = {"patient": str(cal.uuid), "side": "right", "onset": "2026-09-01", "lead": str(ben.uuid)}
    made = client.post("/api/v1/episodes/", body, content_type=JSON)
    assert (made.status_code, made.json()["lead"]["name"]) == (201, "Ben Ito")
    assert client.post("/api/v1/episodes/", body, content_type=JSON).status_code == 422
    path = f"/api/v1/episodes/{made.json()['id']}/"
    wrong = {"closed_on": "2999-01-01", "outcome": "discharged"}
    assert client.patch(path, wrong, content_type=JSON).status_code == 422
    opened = made.json()["opened_on"]
    closed = client.patch(path, {"closed_on": opened, "outcome": "discharged"}, content_type=JSON)
    assert (closed.json()["closed_on"], closed.json()["outcome"]) == (opened, "discharged")


def test_the_owner_reads_care_and_the_desk_does_not(
    cal_episode: Episode, olu: User, bea: User, signed_in: SignedIn
) -> None:
    assert signed_in(olu).get("/api/v1/episodes/").json()["results"]
    assert signed_in(olu).post("/api/v1/episodes/", {}, content_type=JSON).status_code == 403
    assert signed_in(bea).get("/api/v1/episodes/").status_code == 404
    assert signed_in(bea).get(f"/api/v1/episodes/{cal_episode.uuid}/").status_code == 404


def test_a_reading_key_reads_only(cal: Patient, bea: User, client: Client) -> None:
    _, token = ApiKey.objects.create(user=bea, name="reports")
    key = {"Authorization": f"Token {token}"}
    assert client.get("/api/v1/patients/", headers=key).status_code == 200
    refused = client.post("/api/v1/patients/", {"full_name": "Jo"}, content_type=JSON, headers=key)
    assert refused.status_code == 403
    assert client.get("/api/v1/patients/", headers={"Authorization": "Token wrong"}).status_code == 401
