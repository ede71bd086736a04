"""The whole way through the API, by a client generated from its schema, over real HTTP.

Cal asks, Bea books, Cal signs in by the link and answers two measures, Ana examines and plans, Cal does a session
and taps one number in next morning's mail; then the score has moved, and the rules have something to say.
"""

import re
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from typing import Any
from uuid import uuid4

import httpx
import pytest
import time_machine
from django.core import mail
from knox.models import get_token_model
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from assessments.redflags import PATIENT_KEYS
from clinic.accounts.models import User
from clinic.education.services import load_articles
from programmes.services import load_library
from tests.assessments.test_examination import RUNNER, SIGNABLE
from tests.factories import NINE, AppointmentTypeFactory, RoomFactory, WorkingHoursFactory
from tests.journeys.conftest import Api

pytestmark = pytest.mark.usefixtures("generated_client", "open_clinic")
BORN = date(1991, 3, 27)
ENQUIRY: dict[str, Any] = {
    "name": "Cal Morgan",
    "email": "cal@example.org",
    "phone": "07700 900123",
    "knee": "left",
    "duration": "6_to_12_weeks",
    "is_runner": True,
    "message": "Sore on stairs.",
    "preferred": ["Tuesday morning"],
    "red_flags": dict.fromkeys(PATIENT_KEYS, False),
    "consent_contact": True,
}


@pytest.fixture
def clock() -> Iterator[Any]:
    with time_machine.travel(NINE, tick=True) as clock:
        yield clock


@pytest.fixture
def open_clinic(transactional_db: None, ana: User, settings: Settings, live_server: LiveServer) -> None:
    """Ana works on weekdays from eight to four, in one room."""
    settings.SITE_URL = live_server.url
    load_library()
    load_articles()
    AppointmentTypeFactory.create(key="first", name="First visit", minutes=45, public=True)
    room = RoomFactory.create()
    for weekday in range(5):
        WorkingHoursFactory.create(physio=ana, weekday=weekday, room=room)


def key_of(user: User) -> str:
    _, token = get_token_model().objects.create(user=user, scope="write")
    return str(token)


def hidden(page: str) -> str:
    found = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)
    assert found is not None
    return found[1]


def link_in(message: mail.EmailMessage, place: str) -> str:
    found = re.search(rf"http://\S*{place}[^\s\"<>]*", str(message.body))
    assert found is not None, message.body
    return found[0]


def sign_in_by_link(base_url: str) -> dict[str, str]:
    """Cal asks for a link, opens it, gives the date of birth. The cookies of the session."""
    with httpx.Client(base_url=base_url, timeout=60) as browser:
        page = browser.get("/accounts/link/").text
        browser.post("/accounts/link/", data={"email": "cal@example.org", "csrfmiddlewaretoken": hidden(page)})
        link = link_in(mail.outbox[-1], "/accounts/link/")
        opened = browser.get(link)
        birth = {"day": BORN.day, "month": BORN.month, "year": BORN.year}
        done = browser.post(link, data={**birth, "csrfmiddlewaretoken": hidden(opened.text)})
        assert done.headers["Location"] == "/accounts/arrive/"
        return dict(browser.cookies)


def tap(link: str, pain: int) -> None:
    """Open the page behind the number in the mail and press its button."""
    with httpx.Client(timeout=60) as browser:
        page = browser.get(link)
        assert page.status_code == 200
        kept = browser.post(link, data={"pain": pain, "csrfmiddlewaretoken": hidden(page.text)})
        assert kept.status_code == 200


def worst_answers(instrument: Any) -> dict[str, str]:
    return {item.key: item.options[-1].key for item in instrument.items}


def best_answers(instrument: Any) -> dict[str, str]:
    return {item.key: item.options[0].key for item in instrument.items}


def test_the_whole_journey_through_the_api(
    live_server: LiveServer, clock: Any, ring: Callable[[], None], ana: User, bea: User
) -> None:
    public = Api(live_server.url)
    desk, physio = Api(live_server.url, key=key_of(bea)), Api(live_server.url, key=key_of(ana))

    # Cal asks.
    asked = public.ask("enquiries.enquiries_create", expect=201, shape="EnquiryAskRequest", body=ENQUIRY)
    assert asked.triage.level.value == "none"

    # Bea finds the enquiry and a free time, and books. A second press books nothing twice.
    inbox = desk.ask("enquiries.enquiries_list", expect=200).results
    assert [one.id for one in inbox] == [asked.id]
    slots = desk.ask("slots.slots_list", expect=200, type_="first", from_=date(2026, 11, 25), to=date(2026, 11, 27))
    wish = {
        "enquiry": str(asked.id),
        "date_of_birth": BORN.isoformat(),
        "physio": str(slots[0].physio.id),
        "type": "first",
        "start": slots[0].start.isoformat(),
    }
    visit, again = (
        desk.ask(
            "appointments.appointments_create", expect=201, shape="BookRequest", body=wish, idempotency_key="press-1"
        )
        for _ in range(2)
    )
    assert visit.status.value == "booked"
    assert again.id == visit.id
    taken = desk.ask("appointments.appointments_create", expect=409, shape="BookRequest", body=wish)
    assert "enquiry" in taken.detail.lower() or taken.alternatives
    clock.move_to(NINE + timedelta(minutes=2))  # the desk has a minute to change its mind
    ring()
    assert [message.to for message in mail.outbox] == [["cal@example.org"]]

    # Cal signs in by the link and answers two measures.
    patient = Api(live_server.url, cookies=sign_in_by_link(live_server.url))
    me = patient.ask("me.me_retrieve", expect=200)
    assert (me.id, me.full_name) == (visit.patient, "Cal Morgan")
    akps = patient.ask("instruments.instruments_retrieve", "akps", expect=200)
    first = {"episode": str(visit.episode), "instrument": "akps", "answers": worst_answers(akps)}
    scored = patient.ask("outcomes.outcomes_create", expect=201, shape="NewOutcomeRequest", body=first)
    assert scored.status.value == "complete"
    nprs = patient.ask("instruments.instruments_retrieve", "nprs_w", expect=200)
    pain = {"episode": str(visit.episode), "instrument": "nprs_w", "answers": {nprs.items[0].key: 6}}
    patient.ask("outcomes.outcomes_create", expect=201, shape="NewOutcomeRequest", body=pain)

    # Ana examines, reads what it says, signs, and plans.
    found = {"episode": str(visit.episode), "kind": "first", "findings": {**SIGNABLE, **RUNNER}}
    note = physio.ask("assessments.assessments_create", expect=201, shape="NewExaminationRequest", body=found)
    reading = physio.ask("assessments.assessments_reading_retrieve", note.id, expect=200)
    assert reading.missing is not None
    signed = physio.ask(
        "assessments.assessments_sign_create", note.id, expect=200, shape="SignRequest", body={"version": note.version}
    )
    assert signed.signed_at is not None
    plan = {"episode": str(visit.episode), "template": "strength", "starts_on": "2026-11-25"}
    programme = physio.ask("programmes.programmes_create", expect=201, shape="NewProgrammeRequest", body=plan)
    assert programme.phases

    # Wednesday: Cal sees the session, does it, sends it twice.
    clock.move_to(NINE + timedelta(days=1))
    patient = Api(live_server.url, cookies=sign_in_by_link(live_server.url))
    today = patient.ask("programmes.programmes_today_retrieve", programme.id, expect=200)
    assert today.session, "the first day has exercises"
    entries = [{"row": str(row.row), "outcome": "done", "sets": row.sets, "pain": 7} for row in today.session]
    session = {
        "id": str(uuid4()),
        "programme": str(programme.id),
        "on": "2026-11-25",
        "entries": entries,
        "pain_during": 7,
        "settle": "over_24h",
    }
    kept = patient.ask("sessions.sessions_create", expect=201, shape="NewSessionRequest", body=session)
    same = patient.ask("sessions.sessions_create", expect=200, shape="NewSessionRequest", body=session)
    assert same == kept

    # Thursday, half past seven: the morning check goes out, and one tap answers it.
    mail.outbox.clear()
    clock.move_to(datetime(2026, 11, 26, 7, 31, tzinfo=NINE.tzinfo))
    ring()
    asks = [message for message in mail.outbox if "/portal/morning/" in str(message.body)]
    assert len(asks) == 1
    tap(link_in(asks[0], "/portal/morning/"), pain=6)

    # Two weeks on the knee is better, and everybody can see it.
    clock.move_to(NINE + timedelta(days=14))
    patient = Api(live_server.url, cookies=sign_in_by_link(live_server.url))
    better = {"episode": str(visit.episode), "instrument": "akps", "answers": best_answers(akps)}
    patient.ask("outcomes.outcomes_create", expect=201, shape="NewOutcomeRequest", body=better)
    series = physio.ask("outcomes.outcomes_list", expect=200, episode=str(visit.episode), instrument="akps").results
    assert (series[0].score, series[0].band.value) == (100, "important_and_real")

    # The rules have something to say, and the ledger knows what was sent.
    suggestions = physio.ask("programmes.programmes_suggestions_retrieve", programme.id, expect=200)
    assert suggestions
    assert all(one.words.physio for one in suggestions)
    accepted = physio.ask("suggestions.suggestions_accept_create", suggestions[0].id, expect=200)
    assert accepted.state.value == "accepted"
    ledger = desk.ask("followups.followups_list", expect=200, patient=str(visit.patient)).results
    sent = {one.kind for one in ledger if one.state.value == "sent"}
    assert {"booking_confirmation", "morning_check"} <= sent
