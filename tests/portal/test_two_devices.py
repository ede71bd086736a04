"""One form on two devices: nothing newer is written over unseen, and a form that was sent says so everywhere."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from assessments import instruments
from assessments.models import OutcomeRequest, OutcomeScore
from clinic.accounts.models import User
from patients.models import Episode, Patient
from tests.factories import OutcomeRequestFactory

SignedIn = Callable[[User | Patient], Client]


@pytest.fixture
def akps(cal_episode: Episode) -> OutcomeRequest:
    return OutcomeRequestFactory.create(episode=cal_episode, instrument="akps")


@pytest.fixture
def full(cal_episode: Episode) -> OutcomeRequest:
    """One question, answered with a three, waiting to be sent."""
    return OutcomeRequestFactory.create(episode=cal_episode, instrument="nprs_w", answers={"nprs_w": 3})


def step(form: OutcomeRequest, number: int) -> str:
    return reverse("portal:form-question", args=[form.uuid, number])


def check(form: OutcomeRequest) -> str:
    return reverse("portal:form-check", args=[form.uuid])


def hidden(page: str, name: str) -> str:
    """What a page carries along unseen."""
    return page.split(f'name="{name}" value="')[1].split('"', maxsplit=1)[0]


def test_an_old_tab_does_not_write_over_a_newer_answer_unseen(
    signed_in: SignedIn, cal: Patient, akps: OutcomeRequest
) -> None:
    phone, laptop = signed_in(cal), signed_in(cal)
    old = hidden(laptop.get(step(akps, 1)).text, "seen")
    phone.post(step(akps, 1), {"answer": "b", "seen": ""})
    page = laptop.post(step(akps, 1), {"answer": "c", "seen": old})
    assert page.status_code == 409
    assert "“Slight or periodic”" in page.text
    assert 'value="c" checked' in page.text, "what was picked here is not lost"
    akps.refresh_from_db()
    assert akps.answers == {"limp": "b"}
    again = laptop.post(step(akps, 1), {"answer": "c", "seen": hidden(page.text, "seen")})
    assert again["Location"] == step(akps, 2)
    akps.refresh_from_db()
    assert akps.answers == {"limp": "c"}


def test_the_same_answer_from_both_devices_is_no_quarrel(
    signed_in: SignedIn, cal: Patient, akps: OutcomeRequest
) -> None:
    signed_in(cal).post(step(akps, 1), {"answer": "b", "seen": ""})
    assert signed_in(cal).post(step(akps, 1), {"answer": "b", "seen": ""}).status_code == 302


def test_an_answer_pressed_again_after_a_lost_connection_is_kept_once(
    signed_in: SignedIn, cal: Patient, full: OutcomeRequest
) -> None:
    client = signed_in(cal)
    for _ in range(2):
        assert client.post(step(full, 1), {"answer": "3", "seen": ""}).status_code == 302
    for _ in range(2):
        client.post(check(full))
    assert OutcomeScore.objects.get().score == 3


def test_what_is_sent_is_what_was_on_the_list(signed_in: SignedIn, cal: Patient, full: OutcomeRequest) -> None:
    phone, laptop = signed_in(cal), signed_in(cal)
    seen = hidden(laptop.get(check(full)).text, "seen")
    phone.post(step(full, 1), {"answer": "8", "seen": "3"})
    page = laptop.post(check(full), {"seen": seen})
    assert page.status_code == 409
    assert "changed in another place" in page.text
    assert "<strong>8</strong>" in page.text
    assert not OutcomeScore.objects.exists()
    laptop.post(check(full), {"seen": hidden(page.text, "seen")})
    assert OutcomeScore.objects.get().score == 8


def test_a_form_sent_on_the_phone_leads_the_laptop_to_the_thanks(
    signed_in: SignedIn, cal: Patient, full: OutcomeRequest
) -> None:
    signed_in(cal).post(check(full))
    laptop = signed_in(cal)
    thanks = reverse("portal:form-sent", args=[full.uuid])
    assert laptop.get(step(full, 1))["Location"] == thanks
    assert laptop.post(step(full, 1), {"answer": "9", "seen": "3"})["Location"] == thanks
    assert laptop.post(check(full))["Location"] == thanks
    assert OutcomeScore.objects.get().score == 3


def test_questions_that_were_renewed_meanwhile_are_shown_anew(
    signed_in: SignedIn, cal: Patient, akps: OutcomeRequest
) -> None:
    page = signed_in(cal).post(step(akps, 1), {"answer": "b", "seen": "", "version": "1066"})
    assert page.status_code == 409
    assert "The questions have changed" in page.text
    akps.refresh_from_db()
    assert akps.answers == {}


def test_a_list_of_answers_to_older_questions_is_shown_anew(
    signed_in: SignedIn, cal: Patient, full: OutcomeRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = signed_in(cal)
    seen = hidden(client.get(check(full)).text, "seen")
    newer = tuple(replace(one, version="2030-v2") for one in instruments.all_instruments())
    monkeypatch.setattr(instruments, "all_instruments", lambda: newer)
    assert client.post(check(full), {"seen": seen}).status_code == 409
    assert not OutcomeScore.objects.exists()


def test_an_answer_that_is_no_answer_any_more_is_asked_again(
    signed_in: SignedIn, cal: Patient, akps: OutcomeRequest
) -> None:
    OutcomeRequest.objects.filter(pk=akps.pk).update(answers={"limp": "z", "hop": "a", "support": "b"})
    client = signed_in(cal)
    assert client.get(reverse("portal:form", args=[akps.uuid]))["Location"] == step(akps, 1)
    client.post(step(akps, 1), {"answer": "a", "seen": ""})
    akps.refresh_from_db()
    assert akps.answers == {"limp": "a", "support": "b"}


def test_a_closed_episode_still_shows_and_takes_what_was_asked(
    signed_in: SignedIn, cal: Patient, cal_episode: Episode, full: OutcomeRequest, on: date
) -> None:
    cal_episode.close(outcome="discharged", on=on)
    OutcomeRequest.objects.filter(pk=full.pk).update(point=OutcomeRequest.Point.MONTH_6)
    client = signed_in(cal)
    assert reverse("portal:form", args=[full.uuid]) in client.get(reverse("portal:today")).text
    client.post(check(full))
    assert OutcomeScore.objects.get().request == full


def test_a_form_before_its_time_says_when_it_opens(
    signed_in: SignedIn, cal: Patient, full: OutcomeRequest, on: date
) -> None:
    OutcomeRequest.objects.update(opens_on=on + timedelta(days=1))
    page = signed_in(cal).get(step(full, 1))
    assert page.status_code == 409
    assert "It opens on Wednesday 25 November" in page.text
