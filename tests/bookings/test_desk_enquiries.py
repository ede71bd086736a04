"""Booking somebody who asks: at one press, once, with nothing typed lost when something is wrong."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from clinic.accounts.models import User
from clinic.bookings.choosing import Wished
from clinic.bookings.models import Appointment, AppointmentType, Enquiry, EnquiryCall, WaitingEntry
from patients.models import Episode, Patient
from tests.factories import (
    NINE,
    AppointmentFactory,
    AppointmentTypeFactory,
    EnquiryFactory,
    EpisodeFactory,
    PatientFactory,
    WorkingHoursFactory,
)

pytestmark = pytest.mark.django_db
SignedIn = Callable[[User | Patient], Client]
TEN = NINE + timedelta(hours=1)


@pytest.fixture(autouse=True)
def _nine_o_clock() -> Any:
    with time_machine.travel(NINE, tick=False):
        yield


@pytest.fixture
def first(ana: User) -> AppointmentType:
    """Ana works on Tuesdays, and a first visit takes 45 minutes."""
    WorkingHoursFactory.create(physio=ana)
    kind: AppointmentType = AppointmentTypeFactory.create(needs_room=False)
    return kind


def said(physio: User, start: datetime = TEN, **more: Any) -> dict[str, Any]:
    """What the desk's form sends."""
    return {
        "full_name": "Gareth Bell",
        "phone": "07700 900611",
        "email": "gareth@example.org",
        "date_of_birth": "14 3 1988",
        "type": "first",
        "slot": Wished(start, physio).value,
        "key": str(uuid4()),
        **more,
    }


def gareth(**more: Any) -> Enquiry:
    fields = {"name": "Gareth Bell", "phone": "+447700900611", "email": "gareth@example.org", **more}
    enquiry: Enquiry = EnquiryFactory.create(**fields)
    return enquiry


def book(browser: Client, enquiry: Enquiry, form: dict[str, Any]) -> Any:
    return browser.post(reverse("desk:enquiry-book", args=[enquiry.uuid]), form)


def test_one_press_makes_patient_episode_and_visit(
    bea: User, ana: User, first: AppointmentType, signed_in: SignedIn
) -> None:
    enquiry = gareth()
    answer = book(signed_in(bea), enquiry, said(ana))
    visit = Appointment.objects.get()
    assert answer.status_code == 302
    assert answer["Location"] == reverse("desk:visit", args=[visit.uuid])
    assert (visit.start, visit.physio, visit.patient.full_name) == (TEN, ana, "Gareth Bell")
    assert visit.patient.date_of_birth == date(1988, 3, 14)
    enquiry.refresh_from_db()
    assert enquiry.state == Enquiry.State.BOOKED


def test_a_double_press_books_once(bea: User, ana: User, first: AppointmentType, signed_in: SignedIn) -> None:
    browser, enquiry, form = signed_in(bea), gareth(), said(ana)
    answers = [book(browser, enquiry, form) for _ in range(2)]
    assert Appointment.objects.count() == 1
    assert [answer["Location"] for answer in answers] == [answers[0]["Location"]] * 2


def test_a_slot_just_taken_is_a_409_with_the_next_one_chosen_and_all_typed_kept(
    bea: User, ana: User, first: AppointmentType, signed_in: SignedIn
) -> None:
    AppointmentFactory.create(physio=ana, start=TEN, episode=EpisodeFactory.create(lead=ana))
    answer = book(signed_in(bea), gareth(), said(ana, email="new.address@example.org"))
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "just been taken" in page
    assert 'value="new.address@example.org"' in page
    assert 'value="14 3 1988"' in page
    chosen = answer.context["times"].chosen
    assert chosen.start == TEN + timedelta(minutes=45)
    assert Patient.objects.count() == 1


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("date_of_birth", "31 2 1988", "Write the date as day, month and year"),
        ("date_of_birth", "14 3 2088", "can&#x27;t be in the future"),
        ("full_name", " ", "Give the name."),
        ("email", "gareth at home", "Write the email with an @ and a dot."),
        ("slot", "tomorrow", "Choose one of the times."),
        ("slot", "", "Choose one of the times."),
        ("phone", "123", "Check the phone number."),
    ],
)
def test_a_wrong_field_gets_its_sentence_and_nothing_is_written(
    bea: User, ana: User, first: AppointmentType, signed_in: SignedIn, field: str, value: str, sentence: str
) -> None:
    answer = book(signed_in(bea), gareth(), said(ana) | {field: value})
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert not Patient.objects.exists()
    assert not Episode.objects.exists()
    assert not Appointment.objects.exists()


def test_a_likely_patient_must_be_chosen_or_refused(
    bea: User, ana: User, first: AppointmentType, signed_in: SignedIn
) -> None:
    known = PatientFactory.create(full_name="Gareth Bell", phone="+447700900611", date_of_birth=date(1988, 3, 14))
    browser, enquiry = signed_in(bea), gareth()
    page = browser.get(reverse("desk:enquiry", args=[enquiry.uuid])).content.decode()
    assert "Same person?" in page
    assert "Strong match" in page
    assert book(browser, enquiry, said(ana)).status_code == 422
    assert book(browser, enquiry, said(ana, person=str(known.uuid), date_of_birth="")).status_code == 302
    assert Appointment.objects.get().patient == known
    assert Patient.objects.count() == 1


def test_another_persons_record_cant_be_chosen_by_its_id(
    bea: User, ana: User, first: AppointmentType, cal: Patient, signed_in: SignedIn
) -> None:
    assert book(signed_in(bea), gareth(), said(ana, person=str(cal.uuid))).status_code == 422


def test_times_are_looked_up_without_booking(bea: User, ana: User, first: AppointmentType, signed_in: SignedIn) -> None:
    answer = book(signed_in(bea), gareth(), said(ana, look="1", times="1", part="afternoon"))
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "<html" not in page
    assert "12:00" in page
    assert not Appointment.objects.exists()


def test_wishes_come_first_with_the_reason(bea: User, ana: User, first: AppointmentType, signed_in: SignedIn) -> None:
    page = signed_in(bea).get(reverse("desk:enquiry", args=[gareth(preferred=["afternoon"]).uuid]))
    best = page.context["times"].offered
    assert best[0].why.startswith("Soonest afternoon")
    assert best[0].start == NINE + timedelta(hours=3)


def test_a_caller_is_kept_and_then_booked_on_the_same_screen(
    bea: User, ana: User, first: AppointmentType, signed_in: SignedIn
) -> None:
    browser = signed_in(bea)
    form = {
        "channel": "phone",
        "name": "Siân O’Hara-Núñez 🏃",
        "phone": "07700 900612",
        "knee": "left",
        "duration": "2_to_6_weeks",
        "screen": "",
        "key": str(uuid4()),
    }
    answers = [browser.post(reverse("desk:enquiry-new"), form) for _ in range(2)]
    enquiry = Enquiry.objects.get()
    assert {answer["Location"] for answer in answers} == {reverse("desk:enquiry", args=[enquiry.uuid])}
    assert (enquiry.name, enquiry.owner, enquiry.channel) == ("Siân O’Hara-Núñez 🏃", bea, "phone")


def test_a_yes_to_a_safety_question_makes_the_call_red(bea: User, first: AppointmentType, signed_in: SignedIn) -> None:
    form = {
        "channel": "walk_in",
        "name": "Dot",
        "phone": "07700 900613",
        "knee": "left",
        "duration": "under_2_weeks",
        "screen": "some",
        "flags": ["RF10"],
        "key": str(uuid4()),
    }
    signed_in(bea).post(reverse("desk:enquiry-new"), form)
    assert Enquiry.objects.get().triage == Enquiry.Triage.SAME_DAY


def test_a_caller_without_a_way_to_answer_is_asked_for_one_and_nothing_is_lost(
    bea: User, first: AppointmentType, signed_in: SignedIn
) -> None:
    form = {"channel": "phone", "name": "Dot", "message": "Sore on stairs", "duration": "under_2_weeks"}
    answer = signed_in(bea).post(reverse("desk:enquiry-new"), form | {"key": str(uuid4())})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Ask for a phone number or an email" in page
    assert "Ask which knee." in page
    assert "Sore on stairs" in page
    assert not Enquiry.objects.exists()


def test_a_call_is_logged_and_stops_the_clock(bea: User, first: AppointmentType, signed_in: SignedIn) -> None:
    enquiry = gareth()
    form = {"result": "spoke", "note": "Rings back"}
    assert signed_in(bea).post(reverse("desk:enquiry-call", args=[enquiry.uuid]), form).status_code == 302
    enquiry.refresh_from_db()
    assert enquiry.answered_at == NINE
    assert EnquiryCall.objects.get().note == "Rings back"


def test_a_snoozed_enquiry_leaves_the_board_until_its_time(
    bea: User, first: AppointmentType, signed_in: SignedIn
) -> None:
    enquiry, browser = gareth(), signed_in(bea)
    browser.post(reverse("desk:enquiry-snooze", args=[enquiry.uuid]), {"until": "hour"})
    assert browser.get(reverse("desk:board")).context["board"].inbox == []
    with time_machine.travel(NINE + timedelta(hours=1)):
        assert len(browser.get(reverse("desk:board")).context["board"].inbox) == 1


def test_closing_needs_a_reason(bea: User, first: AppointmentType, signed_in: SignedIn) -> None:
    enquiry, browser = gareth(), signed_in(bea)
    url = reverse("desk:enquiry-close", args=[enquiry.uuid])
    assert browser.post(url, {"why": ""}).status_code == 422
    assert browser.post(url, {"why": "Lives in Leeds"}).status_code == 302
    assert browser.post(url, {"why": "Again"}).status_code == 409


def test_a_colleagues_enquiry_is_taken_over_only_on_purpose(
    bea: User, olu: User, first: AppointmentType, signed_in: SignedIn
) -> None:
    enquiry, browser = gareth(owner=olu), signed_in(bea)
    url = reverse("desk:enquiry-claim", args=[enquiry.uuid])
    assert browser.post(url).status_code == 409
    assert browser.post(url, {"take_over": "1"}).status_code == 302
    enquiry.refresh_from_db()
    assert enquiry.owner == bea


def test_when_nothing_suits_they_wait(bea: User, ana: User, first: AppointmentType, signed_in: SignedIn) -> None:
    enquiry = gareth(preferred=["evening"])
    url = reverse("desk:enquiry-wait", args=[enquiry.uuid])
    assert signed_in(bea).post(url, said(ana, slot="")).status_code == 302
    entry = WaitingEntry.objects.get()
    assert (entry.patient.full_name, entry.parts_of_day) == ("Gareth Bell", ["evening"])


def test_a_sentence_comes_back_too_when_the_waiting_list_form_is_wrong(
    bea: User, ana: User, first: AppointmentType, signed_in: SignedIn
) -> None:
    url = reverse("desk:enquiry-wait", args=[gareth().uuid])
    answer = signed_in(bea).post(url, said(ana, date_of_birth="nineteen"))
    assert answer.status_code == 422
    assert "Write the date as day, month and year" in answer.content.decode()


@pytest.mark.parametrize(("triage", "folded"), [("emergency", True), ("same_day", True), ("urgent", False)])
def test_who_needs_help_now_is_told_so_first_and_booked_second(
    bea: User, signed_in: SignedIn, triage: str, folded: bool
) -> None:
    enquiry = gareth(triage=triage)
    browser, address = signed_in(bea), reverse("desk:enquiry", args=[enquiry.uuid])
    page = browser.get(address).text
    assert ("A physio has spoken to them: book all the same" in page) is folded
    assert 'aria-label="Red flag"' in page
    fold = '<details class="fold"><summary>A physio has spoken'
    assert (fold in page) is folded
    assert fold not in browser.get(address, {"start": "2026-11-24T10:00"}).text, "Open once a time was picked."
