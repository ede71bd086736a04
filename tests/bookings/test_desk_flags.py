"""Bea learns how urgent a red flag is and what to do: no rule, no finding, no letter, on any page and in the API."""

from collections.abc import Callable
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from assessments import redflags
from assessments.models import RedFlag
from assessments.services import draft_letter
from clinic.accounts.models import User
from clinic.bookings.models import Appointment
from patients.models import Episode, Patient
from tests.factories import (
    NINE,
    AppointmentFactory,
    AppointmentTypeFactory,
    CheckInFactory,
    EnquiryFactory,
    ExaminationFactory,
    FollowUpFactory,
    RedFlagFactory,
    WaitingEntryFactory,
)

pytestmark = pytest.mark.django_db
SignIn = Callable[[User | Patient], Client]


@pytest.fixture(autouse=True)
def _nine_o_clock() -> Any:
    with time_machine.travel(NINE, tick=False):
        yield


@pytest.fixture
def visit(ana: User, cal_episode: Episode) -> Appointment:
    """Of Cal, with flags from everywhere: enquiry, morning check, a draft, one of them written about, one cleared."""
    cal = cal_episode.patient
    note = ExaminationFactory.create(
        episode=cal_episode, author=ana, findings={"S15": ["true_locking"]}, plan="Suspected tumour."
    )
    RedFlagFactory.create(patient=cal, rule="RF14", level="two_week", source="enquiry", inputs={"RF14": True})
    RedFlagFactory.create(patient=cal, rule="RF10", level="same_day", examination=note, inputs={"fields": ["S15"]})
    draft_letter(red_flag=RedFlag.objects.get(rule="RF10"), by=ana, now=NINE)
    RedFlagFactory.create(patient=cal, rule="RF16").clear(by=ana, why="No metastasis on the scan.", at=NINE)
    CheckInFactory.create(patient=cal, red_flags={"RF10": True})
    kind = AppointmentTypeFactory.create(needs_room=False)
    FollowUpFactory.create(patient=cal)
    WaitingEntryFactory.create(patient=cal, type=kind)
    EnquiryFactory.create(patient=cal, name=cal.full_name, phone=cal.phone, triage="same_day", red_flags={"RF10": True})
    made: Appointment = AppointmentFactory.create(physio=ana, type=kind, start=NINE, episode=cal_episode)
    return made


SECRETS = (
    *redflags.BY_ID,
    *(rule.statement for rule in redflags.RULES),
    *(rule.action for rule in redflags.RULES),
    "true_locking",
    "tumour",
    "cancer",
    "sarcoma",
    "metastasis",
    "Ottawa",
)


def said_too_much(answer: Any) -> list[str]:
    text = answer.content.decode()
    return [secret for secret in SECRETS if secret in text]


@pytest.mark.parametrize(
    "page",
    ["desk:board", "desk:diary-week", "desk:inbox", "desk:waiting", "followups:messages"],
)
def test_no_list_of_the_desk_names_a_rule_or_a_finding(
    page: str, bea: User, visit: Appointment, signed_in: SignIn
) -> None:
    answer = signed_in(bea).get(reverse(page))
    assert "Morgan" in answer.content.decode()
    assert said_too_much(answer) == []


@pytest.mark.parametrize(
    "page", ["desk:visit", "desk:visit-move", "desk:patient", "desk:patient-edit", "desk:patient-book"]
)
def test_no_card_of_the_desk_names_a_rule_or_a_finding(
    page: str, bea: User, visit: Appointment, signed_in: SignIn
) -> None:
    uuid = visit.uuid if "visit" in page else visit.patient.uuid
    answer = signed_in(bea).get(reverse(page, args=[uuid]))
    assert "Morgan" in answer.content.decode()
    assert said_too_much(answer) == []


def test_no_search_result_and_no_enquiry_names_a_rule_or_a_finding(
    bea: User, visit: Appointment, signed_in: SignIn
) -> None:
    client = signed_in(bea)
    found = client.post(reverse("desk:find"), {"q": "morgan"}, follow=True)
    enquiry = client.get(reverse("desk:enquiry", args=[visit.patient.enquiries.get().uuid]))
    for answer in (found, enquiry):
        assert "Cal Morgan" in answer.content.decode()
        assert said_too_much(answer) == []


@pytest.mark.parametrize(
    "address",
    [
        "/api/v1/patients/",
        "/api/v1/patients/{patient}/",
        "/api/v1/appointments/",
        "/api/v1/appointments/{visit}/",
        "/api/v1/enquiries/",
        "/api/v1/followups/",
    ],
)
def test_the_api_tells_the_desk_no_rule_and_no_finding(
    address: str, bea: User, visit: Appointment, signed_in: SignIn
) -> None:
    answer = signed_in(bea).get(address.format(patient=visit.patient.uuid, visit=visit.uuid))
    assert answer.status_code == 200
    assert said_too_much(answer) == []


@pytest.mark.parametrize(
    ("level", "word", "action"),
    [
        ("emergency", "emergency", "A&amp;E or 999 now"),
        ("same_day", "same day", "before the visit"),
        ("urgent", "urgent", "A physio must see this today."),
        ("two_week", "urgent", "A physio follows this up."),
        ("routine", "routine", "The physio knows."),
    ],
)
def test_the_desk_reads_how_urgent_it_is_and_what_to_do(
    level: str, word: str, action: str, bea: User, ana: User, cal_episode: Episode, signed_in: SignIn
) -> None:
    RedFlagFactory.create(patient=cal_episode.patient, level=level)
    visit = AppointmentFactory.create(physio=ana, start=NINE, episode=cal_episode)
    client = signed_in(bea)
    for address in (reverse("desk:visit", args=[visit.uuid]), reverse("desk:patient", args=[visit.patient.uuid])):
        page = client.get(address).content.decode()
        assert f"Red flag: {word}" in page
        assert action in page


def test_the_desk_stops_reading_it_once_it_is_cleared(
    bea: User, ana: User, cal_episode: Episode, signed_in: SignIn
) -> None:
    flag = RedFlagFactory.create(patient=cal_episode.patient)
    AppointmentFactory.create(physio=ana, start=NINE, episode=cal_episode)
    client, board = signed_in(bea), reverse("desk:board")
    assert "Red flag" in client.get(board).content.decode()
    flag.clear(by=ana, why="Straightens fully.", at=NINE)
    assert "Red flag" not in client.get(board).content.decode()
