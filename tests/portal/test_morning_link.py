"""The tap in the morning mail: looking keeps nothing, one press keeps one number."""

from datetime import date, datetime, timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from clinic.followups.links import morning_token
from clinic.followups.models import FollowUp
from patients.models import Patient
from programmes.models import CheckIn
from tests.factories import CheckInFactory, FollowUpFactory


@pytest.fixture
def asked(cal: Patient, now: datetime) -> FollowUp:
    return FollowUpFactory.create(kind="morning_check", patient=cal, due_at=now - timedelta(hours=2))


@pytest.fixture
def page(asked: FollowUp) -> str:
    return reverse("portal:morning", args=[morning_token(asked)])


def test_opening_the_link_keeps_nothing_and_shows_the_number(client: Client, asked: FollowUp) -> None:
    for _ in range(3):
        answer = client.get(reverse("portal:morning", args=[morning_token(asked, 3)]))
    assert answer.status_code == 200
    assert "Yes, 3 is right" in answer.text
    assert "Morgan" not in answer.text
    assert answer["Referrer-Policy"] == "strict-origin"
    assert not CheckIn.objects.exists()


def test_one_press_keeps_it_without_signing_in(client: Client, page: str, cal: Patient, on: date) -> None:
    answer = client.post(page, {"pain": "6"})
    assert "ease back" in answer.text
    assert "NHS 111" in answer.text
    assert CheckIn.objects.get(patient=cal, on=on).pain_morning == 6


def test_pressing_again_the_same_day_corrects_the_number_only(
    client: Client, page: str, cal: Patient, on: date
) -> None:
    CheckInFactory.create(patient=cal, on=on, pain_morning=2, feeling="better", red_flags={})
    client.post(page, {"pain": "4"})
    kept = CheckIn.objects.get(patient=cal, on=on)
    assert (kept.pain_morning, kept.feeling) == (4, "better")


@pytest.mark.parametrize("pain", ["", "11", "-1", "a lot"])
def test_a_number_that_is_none_is_asked_again(client: Client, page: str, pain: str) -> None:
    answer = client.post(page, {"pain": pain})
    assert answer.status_code == 422
    assert "from 0 to 10" in answer.text
    assert not CheckIn.objects.exists()


@pytest.mark.parametrize("pain", ["11", "x", "9" * 5000, "²"])
def test_a_strange_number_in_the_link_is_left_out(client: Client, page: str, pain: str) -> None:
    answer = client.get(page, {"pain": pain})
    assert answer.status_code == 200
    assert "is right" not in answer.text


def test_the_next_day_the_link_says_what_to_do(client: Client, page: str, now: datetime) -> None:
    with time_machine.travel(now + timedelta(days=1), tick=False):
        answer = client.post(page, {"pain": "3"})
    assert answer.status_code == 410
    assert "sign in and answer there" in answer.text
    assert not CheckIn.objects.exists()


def test_a_broken_link_says_what_to_do(client: Client, db: None) -> None:
    answer = client.get(reverse("portal:morning", args=["nonsense"]))
    assert answer.status_code == 410
    assert "This link can’t be used now" in answer.text
