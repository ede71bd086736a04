"""The desk's API, door by door: who may, what comes back, and what is refused how."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client

from assessments.redflags import PATIENT_KEYS
from clinic.accounts.models import User
from clinic.bookings.models import Appointment, AppointmentType, Enquiry
from patients.models import Episode, Patient
from tests.factories import NINE, AppointmentFactory, EnquiryFactory, EpisodeFactory, PatientFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("nine_o_clock")]
SignedIn = Callable[[User | Patient], Client]
CALM = dict.fromkeys(PATIENT_KEYS, False)
ASKS: dict[str, Any] = {
    "name": "Jo O'Neill 🏃",
    "phone": "07700 900456",
    "knee": "left",
    "duration": "6_to_12_weeks",
    "is_runner": True,
    "message": "Stairs hurt.",
    "preferred": ["Tuesday morning"],
    "red_flags": CALM,
    "consent_contact": True,
}


@pytest.fixture
def nine_o_clock() -> Any:
    with time_machine.travel(NINE, tick=False):
        yield


def _send(client: Client, path: str, body: Any = None, **headers: str) -> Any:
    return client.post(f"/api/v1/{path}", body or {}, content_type="application/json", headers=headers)


@pytest.fixture
def visit(cal_episode: Episode, first_visit: AppointmentType, wednesday_ten: datetime) -> Appointment:
    """Cal's, with Ana."""
    return AppointmentFactory.create(
        episode=cal_episode,
        physio=cal_episode.lead,
        type=first_visit,
        start=wednesday_ten + timedelta(days=1),
        end=wednesday_ten + timedelta(days=1, minutes=45),
    )


class TestEnquiries:
    def test_anybody_may_ask_and_is_told_what_to_do(self, client: Client) -> None:
        answer = _send(client, "enquiries/", ASKS | {"red_flags": CALM | {"RF10": True}})
        assert answer.status_code == 201
        assert answer.json()["triage"]["level"] == "same_day"
        assert "call us today" in answer.json()["triage"]["advice"]
        assert str(Enquiry.objects.get().uuid) == answer.json()["id"]
        assert Enquiry.objects.get().phone == "+447700900456"

    def test_sent_twice_with_one_key_it_is_one(self, client: Client) -> None:
        first, second = (_send(client, "enquiries/", ASKS, **{"Idempotency-Key": "k1"}) for _ in range(2))
        assert first.json() == second.json()
        assert Enquiry.objects.count() == 1

    @pytest.mark.parametrize(
        ("wrong", "field"),
        [
            ({"phone": ""}, "phone"),
            ({"phone": "12"}, "phone"),
            ({"email": "nobody"}, "email"),
            ({"name": "x" * 121}, "name"),
            ({"name": "Jo\x00"}, "name"),
            ({"message": "x" * 2001}, "message"),
            ({"knee": "elbow"}, "knee"),
            ({"consent_contact": False}, "consent_contact"),
            ({"red_flags": {"RF01": False}}, "red_flags.RF02"),
            ({"red_flags": "none"}, "red_flags.non_field_errors"),
        ],
    )
    def test_bad_input_is_422_by_field_and_writes_nothing(
        self, client: Client, wrong: dict[str, Any], field: str
    ) -> None:
        answer = _send(client, "enquiries/", ASKS | wrong)
        assert answer.status_code == 422
        assert answer.headers["Content-Type"] == "application/problem+json"
        assert field in answer.json()["errors"]
        assert not Enquiry.objects.exists()

    def test_an_address_that_is_no_id_is_a_problem_too(self, bea: User, signed_in: SignedIn) -> None:
        answer = signed_in(bea).get("/api/v1/enquiries/0.5/")
        assert (answer.status_code, answer.headers["Content-Type"]) == (404, "application/problem+json")
        assert answer.json()["status"] == 404

    def test_broken_json_is_400_and_another_format_415(self, client: Client) -> None:
        assert client.post("/api/v1/enquiries/", "{", content_type="application/json").status_code == 400
        assert client.post("/api/v1/enquiries/", "a=1", content_type="text/plain").status_code == 415

    @pytest.mark.parametrize(
        "days",
        ["from=0001-01-01", "from=9999-12-31", "from=2026-11-24&to=9999-12-31", "from=2026-02-30", "to=2020-01-01"],
    )
    def test_days_that_no_diary_has_are_422(self, client: Client, first_visit: AppointmentType, days: str) -> None:
        assert client.get(f"/api/v1/slots/?type=first&{days}").status_code == 422

    def test_too_often_is_429_with_a_wait(self, client: Client, bea: User, signed_in: SignedIn) -> None:
        for _ in range(30):
            _send(client, "enquiries/")
        answer = _send(client, "enquiries/", ASKS, **{"X-Forwarded-For": "203.0.113.9"})
        assert answer.status_code == 429
        assert int(answer.headers["Retry-After"]) > 0
        assert _send(signed_in(bea), "enquiries/", ASKS).status_code == 201

    def test_the_inbox_is_red_first_with_duplicates_and_age_in_few_queries(
        self, bea: User, cal: Patient, signed_in: SignedIn, django_assert_max_num_queries: Any
    ) -> None:
        EnquiryFactory.create_batch(3)
        red = EnquiryFactory.create(name="Morgan, Cal", triage="emergency", owner=bea, received_at=NINE)
        EnquiryFactory.create(state="closed")
        client = signed_in(bea)
        with django_assert_max_num_queries(4):  # session, user, enquiries, and all their duplicates
            page = client.get("/api/v1/enquiries/").json()
        assert len(page["results"]) == 4
        top = page["results"][0]
        assert top["id"] == str(red.uuid)
        assert top["owner"] == {"id": str(bea.uuid), "name": "Bea Holt"}
        assert top["duplicates"] == [
            {"patient": str(cal.uuid), "name": "Cal Morgan", "score": 40, "reasons": ["same name"]}
        ]
        assert page["results"][1]["age_minutes"] == 60
        assert "red_flags" not in top

    def test_the_inbox_turns_its_pages(self, bea: User, signed_in: SignedIn) -> None:
        EnquiryFactory.create_batch(5)
        client = signed_in(bea)
        first = client.get("/api/v1/enquiries/?limit=3").json()
        second = client.get(first["next"]).json()
        seen = [one["id"] for one in first["results"] + second["results"]]
        assert len(set(seen)) == 5

    def test_the_desk_claims_calls_snoozes_and_closes(self, bea: User, olu: User, signed_in: SignedIn) -> None:
        enquiry = EnquiryFactory.create()
        client, path = signed_in(bea), f"/api/v1/enquiries/{enquiry.uuid}/"

        def work(client: Client, **said: Any) -> Any:
            return client.patch(path, said, content_type="application/json")

        assert work(client, claim=True, call={"result": "spoke", "note": "Rings back"}).json()["answered_at"]
        assert work(signed_in(olu), claim=True).status_code == 409
        assert work(client, snoozed_until="2026-11-24T08:00:00Z").status_code == 422
        assert work(client, call={"note": "Forgot to say how it went"}).status_code == 422
        assert work(client, name="Joanna", closed_why="Moved away").json()["state"] == "closed"
        assert work(client, claim=True).status_code == 409

    def test_who_may_open_the_inbox(
        self, client: Client, ana: User, bea: User, olu: User, cal: Patient, signed_in: SignedIn
    ) -> None:
        path = f"/api/v1/enquiries/{EnquiryFactory.create().uuid}/"
        for url in ("/api/v1/enquiries/", path):
            assert client.get(url).status_code == 401
            assert signed_in(cal).get(url).status_code == 404
            assert all(signed_in(who).get(url).status_code == 200 for who in (ana, bea, olu))
        assert signed_in(ana).patch(path, {"claim": True}, content_type="application/json").status_code == 403
        assert signed_in(cal).patch(path, {"claim": True}, content_type="application/json").status_code == 404


class TestSlots:
    PATH = "/api/v1/slots/?from=2026-11-25&to=2026-11-25"

    @pytest.mark.usefixtures("anas_week")
    def test_the_desk_sees_every_type_in_few_queries(
        self, ana: User, bea: User, gait: AppointmentType, signed_in: SignedIn, django_assert_max_num_queries: Any
    ) -> None:
        client = signed_in(bea)
        with django_assert_max_num_queries(8):  # session, user, type, and five for the diary
            answer = client.get(f"{self.PATH}&type=gait&limit=2&part_of_day=morning&physio={ana.uuid}")
        assert answer.json()[0] == {
            "start": "2026-11-25T09:00:00Z",
            "end": "2026-11-25T10:00:00Z",
            "physio": {"id": str(ana.uuid), "name": "Ana Reyes"},
            "type": "gait",
            "room": "Blue room",
        }
        assert len(answer.json()) == 2

    @pytest.mark.usefixtures("anas_week")
    def test_visitors_and_patients_see_public_types_only(
        self, client: Client, cal: Patient, first_visit: AppointmentType, gait: AppointmentType, signed_in: SignedIn
    ) -> None:
        for who in (client, signed_in(cal)):
            assert who.get(f"{self.PATH}&type=first").json()
            assert who.get(f"{self.PATH}&type=gait").status_code == 422

    @pytest.mark.parametrize(
        "query",
        [
            "",
            "type=massage",
            "type=first&from=tomorrow",
            "type=first&from=2026-11-26&to=2026-11-25",
            "type=first&physio=1",
            "type=first&physio=00000000-0000-4000-8000-000000000000",
            "type=first&part_of_day=night",
            "type=first&limit=0",
        ],
    )
    def test_a_bad_question_is_422(self, client: Client, first_visit: AppointmentType, query: str) -> None:
        assert client.get(f"/api/v1/slots/?{query}").status_code == 422


class TestBooking:
    @pytest.fixture
    def asks(self, anas_week: User, first_visit: AppointmentType, cal: Patient, cal_episode: Episode) -> dict[str, Any]:
        return {
            "patient": str(cal.uuid),
            "physio": str(anas_week.uuid),
            "type": "first",
            "start": "2026-11-25T10:00:00Z",
        }

    def test_from_an_enquiry_with_one_key_twice(
        self, anas_week: User, first_visit: AppointmentType, bea: User, signed_in: SignedIn
    ) -> None:
        enquiry = EnquiryFactory.create(email="jo@example.org", red_flags=CALM)
        body = {
            "enquiry": str(enquiry.uuid),
            "date_of_birth": "1994-05-02",
            "physio": str(anas_week.uuid),
            "type": "first",
            "start": "2026-11-25T10:00:00Z",
        }
        client = signed_in(bea)
        first = _send(client, "appointments/", body, **{"Idempotency-Key": "k1"})
        assert first.status_code == 201
        visit = Appointment.objects.get()
        assert first.json() == {
            "id": str(visit.uuid),
            "status": "booked",
            "type": "first",
            "start": "2026-11-25T10:00:00Z",
            "end": "2026-11-25T10:45:00Z",
            "physio": {"id": str(anas_week.uuid), "name": "Ana Reyes"},
            "room": "Blue room",
            "patient": str(visit.patient.uuid),
            "episode": str(visit.episode.uuid),
        }
        again = _send(client, "appointments/", body, **{"Idempotency-Key": "k1"})
        assert (again.status_code, again.json()) == (201, first.json())
        other = _send(
            client,
            "appointments/",
            body | {"type": "first", "start": "2026-11-26T10:00:00Z"},
            **{"Idempotency-Key": "k1"},
        )
        assert (other.status_code, "Idempotency-Key" in other.json()["errors"]) == (422, True)
        assert _send(client, "appointments/", body).status_code == 409

    def test_a_taken_slot_is_409_with_other_times(self, asks: dict[str, Any], bea: User, signed_in: SignedIn) -> None:
        assert _send(signed_in(bea), "appointments/", asks).status_code == 201
        other = EpisodeFactory.create().patient
        answer = _send(signed_in(bea), "appointments/", asks | {"patient": str(other.uuid)})
        assert answer.status_code == 409
        assert answer.json()["alternatives"][0]["physio"]["name"] == "Ana Reyes"
        assert all(slot["start"] != asks["start"] for slot in answer.json()["alternatives"])

    def test_a_patient_books_for_nobody_else(
        self, asks: dict[str, Any], cal: Patient, dee: Patient, signed_in: SignedIn
    ) -> None:
        client = signed_in(cal)
        assert _send(client, "appointments/", asks | {"patient": str(dee.uuid)}).status_code == 404
        assert _send(client, "appointments/", asks | {"enquiry": str(EnquiryFactory.create().uuid)}).status_code == 403
        del asks["patient"]
        answer = _send(client, "appointments/", asks)
        assert answer.json()["patient"] == str(cal.uuid)

    def test_a_patient_keeps_to_public_types_and_notice(
        self, asks: dict[str, Any], cal: Patient, gait: AppointmentType, bea: User, signed_in: SignedIn
    ) -> None:
        soon = asks | {"start": "2026-11-24T10:00:00Z"}
        assert _send(signed_in(cal), "appointments/", soon).status_code == 409
        assert _send(signed_in(cal), "appointments/", asks | {"type": "gait"}).status_code == 422
        squeezed = asks | {"squeeze_in": {"reason": "please"}}
        assert _send(signed_in(cal), "appointments/", squeezed).status_code == 422
        assert _send(signed_in(bea), "appointments/", soon).status_code == 201

    def test_a_physio_writes_in_the_own_diary(
        self, asks: dict[str, Any], ana: User, ben: User, signed_in: SignedIn
    ) -> None:
        assert _send(signed_in(ben), "appointments/", asks).status_code == 403
        assert _send(signed_in(ana), "appointments/", asks).status_code == 201

    def test_a_patient_out_of_care_needs_a_knee(self, asks: dict[str, Any], bea: User, signed_in: SignedIn) -> None:
        new = asks | {"patient": str(PatientFactory.create().uuid)}
        assert _send(signed_in(bea), "appointments/", new).status_code == 422
        answer = _send(signed_in(bea), "appointments/", new | {"knee": "right"})
        assert Episode.objects.get(uuid=answer.json()["episode"]).side == "right"

    def test_a_taken_slot_opens_no_episode(
        self, asks: dict[str, Any], visit: Appointment, bea: User, signed_in: SignedIn
    ) -> None:
        patient = PatientFactory.create()
        body = asks | {"patient": str(patient.uuid), "knee": "left", "start": visit.start.isoformat()}
        assert _send(signed_in(bea), "appointments/", body).status_code == 409
        assert not patient.episodes.exists()

    @pytest.mark.parametrize(
        "wrong",
        [
            {"physio": "00000000-0000-4000-8000-000000000000"},
            {"type": "massage"},
            {"start": "at ten"},
            {"start": "2026-11-20T10:00:00Z"},
            {"squeeze_in": {"reason": "x" * 201}},
        ],
    )
    def test_bad_input_is_422(self, asks: dict[str, Any], wrong: Any, bea: User, signed_in: SignedIn) -> None:
        assert _send(signed_in(bea), "appointments/", asks | wrong).status_code == 422

    def test_an_unknown_enquiry_is_404_and_nobody_signed_in_401(
        self, asks: dict[str, Any], client: Client, bea: User, signed_in: SignedIn
    ) -> None:
        nowhere = asks | {"enquiry": "00000000-0000-4000-8000-000000000000"}
        assert _send(signed_in(bea), "appointments/", nowhere).status_code == 404
        assert _send(client, "appointments/", asks).status_code == 401


class TestVisits:
    ACTIONS = ("confirm", "arrive", "start", "attend", "miss", "cancel", "move")

    def test_staff_see_the_diary_and_a_patient_the_own_visits(
        self, visit: Appointment, bea: User, cal: Patient, dee: Patient, signed_in: SignedIn
    ) -> None:
        AppointmentFactory.create_batch(3)
        days = "/api/v1/appointments/?from=2026-11-26&to=2026-11-26"
        assert len(signed_in(bea).get(days).json()["results"]) == 4
        assert [one["id"] for one in signed_in(cal).get(days).json()["results"]] == [str(visit.uuid)]
        assert signed_in(cal).get("/api/v1/appointments/?to=2026-11-25").json()["results"] == []
        assert signed_in(cal).get("/api/v1/appointments/?to=soon").status_code == 422
        assert signed_in(cal).get(f"/api/v1/appointments/{visit.uuid}/").status_code == 200
        assert signed_in(dee).get(f"/api/v1/appointments/{visit.uuid}/").status_code == 404

    @pytest.mark.parametrize("action", ACTIONS)
    def test_another_patients_visit_is_not_there(
        self, action: str, visit: Appointment, dee: Patient, client: Client, signed_in: SignedIn
    ) -> None:
        path = f"appointments/{visit.uuid}/{action}/"
        body = {"reason": "x", "start": "2026-11-27T10:00:00Z"}
        assert _send(signed_in(dee), path, body).status_code == 404
        assert _send(client, path, body).status_code == 401
        visit.refresh_from_db()
        assert visit.status == "booked"

    @pytest.mark.parametrize("action", ["arrive", "start", "attend", "miss"])
    def test_a_patient_does_not_run_the_board(
        self, action: str, visit: Appointment, cal: Patient, signed_in: SignedIn
    ) -> None:
        assert _send(signed_in(cal), f"appointments/{visit.uuid}/{action}/").status_code == 403

    def test_a_day_from_confirm_to_attend(self, visit: Appointment, bea: User, signed_in: SignedIn) -> None:
        client, path = signed_in(bea), f"appointments/{visit.uuid}/"
        for action, status in (
            ("confirm", "confirmed"),
            ("arrive", "arrived"),
            ("start", "in_session"),
            ("attend", "attended"),
        ):
            answer = _send(client, f"{path}{action}/")
            assert (answer.status_code, answer.json()["status"]) == (200, status)
        refused = _send(client, f"{path}arrive/")
        assert (refused.status_code, refused.json()["status"]) == (409, 409)
        assert "can't become arrived" in refused.json()["detail"]

    def test_another_physios_visit_is_read_not_changed(
        self, visit: Appointment, ana: User, ben: User, signed_in: SignedIn
    ) -> None:
        assert signed_in(ben).get(f"/api/v1/appointments/{visit.uuid}/").status_code == 200
        assert _send(signed_in(ben), f"appointments/{visit.uuid}/arrive/").status_code == 403
        assert _send(signed_in(ana), f"appointments/{visit.uuid}/arrive/").status_code == 200

    @pytest.mark.usefixtures("anas_week")
    def test_a_patient_moves_and_cancels_the_own_visit(
        self, visit: Appointment, cal: Patient, signed_in: SignedIn
    ) -> None:
        client, path = signed_in(cal), f"appointments/{visit.uuid}/"
        moved = _send(client, f"{path}move/", {"start": "2026-11-26T14:00:00Z"})
        assert (moved.status_code, moved.json()["start"]) == (200, "2026-11-26T14:00:00Z")
        taken = _send(client, f"{path}move/", {"start": "2026-11-26T12:00:00Z"})
        assert taken.status_code == 409
        assert taken.json()["alternatives"]
        assert _send(client, f"{path}cancel/").status_code == 422
        assert _send(client, f"{path}cancel/", {"reason": "Away"}).json()["status"] == "cancelled"
        assert _send(client, f"{path}cancel/", {"reason": "Away"}).status_code == 409

    def test_inside_the_notice_a_patient_is_asked_to_call(
        self, visit: Appointment, cal: Patient, bea: User, signed_in: SignedIn
    ) -> None:
        with time_machine.travel(visit.start - timedelta(hours=3), tick=False):
            refused = _send(signed_in(cal), f"appointments/{visit.uuid}/cancel/", {"reason": "Late"})
            assert refused.status_code == 409
            assert "Call us" in refused.json()["detail"]
            assert _send(signed_in(bea), f"appointments/{visit.uuid}/cancel/", {"reason": "Late"}).status_code == 200
