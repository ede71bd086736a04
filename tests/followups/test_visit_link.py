"""The buttons in a visit's mail: one page, one press, no sign-in; a mail scanner that opens it changes nothing."""

from datetime import datetime, timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from clinic.bookings.models import Appointment
from clinic.followups.links import visit_token

pytestmark = pytest.mark.django_db


def page_of(visit: Appointment) -> str:
    return reverse("followups:visit", args=[visit_token(visit)])


@pytest.fixture(autouse=True)
def _the_day(now: datetime) -> object:
    with time_machine.travel(now, tick=False) as day:
        yield day


def test_opening_it_answers_nothing(visit: Appointment, client: Client) -> None:
    for method in ("get", "head"):
        answer = getattr(client, method)(page_of(visit))
    assert answer.status_code in {200, 405}
    assert client.get(page_of(visit))["Referrer-Policy"] == "strict-origin"
    visit.refresh_from_db()
    assert visit.status == Appointment.Status.BOOKED


def test_one_press_confirms_and_a_second_changes_nothing(visit: Appointment, client: Client) -> None:
    for _ in range(2):
        answer = client.post(page_of(visit), {"answer": "confirm"})
        assert answer.status_code == 200
    visit.refresh_from_db()
    assert (visit.status, visit.sequence) == (Appointment.Status.CONFIRMED, 1)
    assert "Thank you" in answer.content.decode()


def test_cancelling_in_time_frees_the_visit(visit: Appointment, client: Client) -> None:
    answer = client.post(page_of(visit), {"answer": "cancel"})
    assert "Your visit is cancelled" in answer.content.decode()
    visit.refresh_from_db()
    assert visit.status == Appointment.Status.CANCELLED


def test_so_late_only_the_phone_helps(visit: Appointment, client: Client) -> None:
    with time_machine.travel(visit.start - timedelta(hours=3), tick=False):
        answer = client.post(page_of(visit), {"answer": "cancel"})
    assert answer.status_code == 409
    assert "0161 496 0000" in answer.content.decode()
    visit.refresh_from_db()
    assert visit.status == Appointment.Status.BOOKED


def test_after_the_start_or_a_broken_link_says_what_to_do(visit: Appointment, client: Client) -> None:
    with time_machine.travel(visit.start, tick=False):
        assert client.get(page_of(visit)).status_code == 410
    answer = client.get(reverse("followups:visit", args=["rubbish"]))
    assert answer.status_code == 410
    assert "get a sign-in link" in answer.content.decode()


def test_a_strange_answer_is_refused(visit: Appointment, client: Client) -> None:
    assert client.post(page_of(visit), {"answer": "explode"}).status_code == 409


def test_a_form_from_elsewhere_is_refused(visit: Appointment) -> None:
    assert Client(enforce_csrf_checks=True).post(page_of(visit), {"answer": "confirm"}).status_code == 403
