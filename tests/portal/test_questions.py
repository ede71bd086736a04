"""Measures in the portal: one question a screen, each answer kept at once, one score."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from assessments.models import OutcomeRequest, OutcomeScore
from clinic.accounts.models import User
from patients.models import Episode, Patient
from tests.factories import OutcomeRequestFactory, OutcomeScoreFactory

SignedIn = Callable[[User | Patient], Client]


@pytest.fixture
def akps(cal_episode: Episode) -> OutcomeRequest:
    return OutcomeRequestFactory.create(episode=cal_episode, instrument="akps")


@pytest.fixture
def psfs(cal_episode: Episode) -> OutcomeRequest:
    return OutcomeRequestFactory.create(episode=cal_episode, instrument="psfs")


def step(form: OutcomeRequest, number: int) -> str:
    return reverse("portal:form-question", args=[form.uuid, number])


def check(form: OutcomeRequest) -> str:
    return reverse("portal:form-check", args=[form.uuid])


def test_thirteen_answers_become_one_score(signed_in: SignedIn, cal: Patient, akps: OutcomeRequest) -> None:
    client = signed_in(cal)
    for number, letter in enumerate("aabbcccccbaaa", 1):
        assert client.post(step(akps, number), {"answer": letter}).status_code == 302
    assert client.get(check(akps)).text.count("Change<span") == 13
    client.post(check(akps))
    again = client.post(check(akps), follow=True)
    score = OutcomeScore.objects.get()
    assert score.score == 72
    assert score.by == "patient"
    assert score.request == akps
    assert "Your knee score is 72." in again.text


def test_each_answer_is_kept_at_once_and_the_next_device_goes_on_there(
    signed_in: SignedIn, cal: Patient, akps: OutcomeRequest
) -> None:
    phone, desk = signed_in(cal), signed_in(cal)
    phone.post(step(akps, 1), {"answer": "b"})
    phone.post(step(akps, 2), {"answer": "a"})
    akps.refresh_from_db()
    assert akps.answers == {"limp": "b", "support": "a"}
    assert desk.get(reverse("portal:form", args=[akps.uuid]))["Location"] == step(akps, 3)
    assert 'value="b" checked' in desk.get(step(akps, 1)).text


@pytest.mark.parametrize("answer", ["", "z", "5", "🙂", "x" * 4000])
def test_nothing_picked_says_pick_one(signed_in: SignedIn, cal: Patient, akps: OutcomeRequest, answer: str) -> None:
    page = signed_in(cal).post(step(akps, 4), {"answer": answer})
    assert page.status_code == 422
    assert "Pick one to carry on." in page.text or "Pick one of" in page.text
    akps.refresh_from_db()
    assert akps.answers == {}


def test_sending_with_a_gap_names_the_gap(signed_in: SignedIn, cal: Patient, akps: OutcomeRequest) -> None:
    client = signed_in(cal)
    client.post(step(akps, 1), {"answer": "a"})
    page = client.post(check(akps))
    assert page.status_code == 422
    assert "Weight support: pick one to carry on" in page.text
    assert not OutcomeScore.objects.exists()


def test_changing_one_answer_leads_back_to_the_list(signed_in: SignedIn, cal: Patient, akps: OutcomeRequest) -> None:
    answer = signed_in(cal).post(step(akps, 3), {"answer": "a", "check": "yes"})
    assert answer["Location"] == check(akps)


def test_save_and_close_keeps_what_was_picked(signed_in: SignedIn, cal: Patient, akps: OutcomeRequest) -> None:
    client = signed_in(cal)
    assert client.post(step(akps, 1), {"answer": "c", "close": "yes"})["Location"] == reverse("portal:today")
    assert client.post(step(akps, 2), {"close": "yes"})["Location"] == reverse("portal:today")
    akps.refresh_from_db()
    assert akps.answers == {"limp": "c"}


def test_own_activities_are_named_and_rated(signed_in: SignedIn, cal: Patient, psfs: OutcomeRequest) -> None:
    client = signed_in(cal)
    assert client.post(step(psfs, 1), {"answer": "3"}).status_code == 422
    for number, name in enumerate(("run 5 km", "kneel", "O'Hara's stairs 🙂"), 1):
        client.post(step(psfs, number), {"name": name, "answer": str(number + 2)})
    client.post(check(psfs))
    score = OutcomeScore.objects.get()
    assert score.score == 4
    assert score.labels == {"activity_1": "run 5 km", "activity_2": "kneel", "activity_3": "O'Hara's stairs 🙂"}


def test_later_the_same_activities_are_asked_by_name(
    signed_in: SignedIn, cal: Patient, cal_episode: Episode, psfs: OutcomeRequest, ana: User
) -> None:
    OutcomeScoreFactory.create(
        episode=cal_episode,
        instrument="psfs",
        answers={"activity_1": 3, "activity_2": 4},
        labels={"activity_1": "run 5 km", "activity_2": "kneel"},
        recorded_by=ana,
    )
    page = signed_in(cal).get(step(psfs, 2))
    assert "kneel" in page.text
    assert "2 of 2" in page.text
    assert 'name="name"' not in page.text


def test_worst_pain_is_asked_on_the_pain_scale(signed_in: SignedIn, cal: Patient, cal_episode: Episode) -> None:
    form = OutcomeRequestFactory.create(episode=cal_episode, instrument="nprs_w")
    client = signed_in(cal)
    assert "data-pain" in client.get(step(form, 1)).text
    assert client.post(step(form, 1), {"answer": "eleven"}).status_code == 422
    client.post(step(form, 1), {"answer": "0"})
    client.post(check(form))
    assert OutcomeScore.objects.get().score == 0


def test_a_form_whose_time_has_passed_says_what_to_do(
    signed_in: SignedIn, cal: Patient, akps: OutcomeRequest, on: date
) -> None:
    OutcomeRequest.objects.update(opens_on=on - timedelta(days=30), closes_on=on - timedelta(days=1))
    client = signed_in(cal)
    for url in (reverse("portal:form", args=[akps.uuid]), step(akps, 1), check(akps)):
        page = client.get(url)
        assert page.status_code == 410
        assert "This form has closed" in page.text


def test_somebody_elses_form_is_not_found(signed_in: SignedIn, dee: Patient, akps: OutcomeRequest) -> None:
    client = signed_in(dee)
    for url in (reverse("portal:form", args=[akps.uuid]), step(akps, 1), check(akps)):
        assert client.get(url).status_code == 404
    assert client.post(step(akps, 1), {"answer": "a"}).status_code == 404


def test_a_question_that_is_not_there_is_not_found(signed_in: SignedIn, cal: Patient, akps: OutcomeRequest) -> None:
    assert signed_in(cal).get(step(akps, 14)).status_code == 404


def test_a_question_keeps_its_own_words_whatever_name_is_sent(
    signed_in: SignedIn, cal: Patient, akps: OutcomeRequest
) -> None:
    client = signed_in(cal)
    client.post(step(akps, 1), {"answer": "a", "name": "An easier question"})
    akps.refresh_from_db()
    assert (akps.labels, len(akps.answers)) == ({}, 1)
    assert "An easier question" not in client.get(step(akps, 1)).text


def test_a_name_has_no_null_characters(signed_in: SignedIn, cal: Patient, psfs: OutcomeRequest) -> None:
    signed_in(cal).post(step(psfs, 1), {"answer": "4", "name": "Run\x00 5 km"})
    psfs.refresh_from_db()
    assert list(psfs.labels.values()) == ["Run 5 km"]
