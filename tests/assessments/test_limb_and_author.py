"""Of which leg a measure was taken, and whose answers they are."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from assessments.instruments.answers import AnswerError
from assessments.models import OutcomeScore
from assessments.services import record_outcome
from clinic.accounts.models import User
from patients.models import Episode, Patient
from tests.factories import EpisodeFactory

SignedIn = Callable[[User | Patient], Client]
STEP_DOWN = {"arm": 0, "trunk": 1, "pelvis": 0, "knee": 1, "steady": 0}
OUTCOMES = reverse("api:outcome-list")


@pytest.fixture
def both_knees(cal: Patient, ana: User) -> Episode:
    return EpisodeFactory.create(patient=cal, lead=ana, side="both")


def send(client: Client, episode: Episode, **more: Any) -> Any:
    body = {"episode": str(episode.uuid), "instrument": "step_down", "answers": STEP_DOWN, **more}
    return client.post(OUTCOMES, body, content_type="application/json")


def test_a_measure_of_one_leg_is_of_the_sore_one_unless_said_otherwise(
    ana: User, cal_episode: Episode, now: datetime
) -> None:
    sore = record_outcome(episode=cal_episode, instrument="step_down", answers=STEP_DOWN, by=ana, now=now)
    other = record_outcome(
        episode=cal_episode, instrument="step_down", answers=STEP_DOWN, side="right", by=ana, now=now
    )
    assert (sore.side, other.side) == (cal_episode.side, "right")
    assert sore != other


def test_with_two_sore_knees_somebody_says_which_leg_it_is(ana: User, both_knees: Episode, now: datetime) -> None:
    with pytest.raises(AnswerError, match="left or right") as refusal:
        record_outcome(episode=both_knees, instrument="step_down", answers=STEP_DOWN, by=ana, now=now)
    assert list(refusal.value.errors) == ["side"]


@pytest.mark.parametrize("side", ["both", "middle"])
def test_no_measure_is_of_another_leg_than_left_or_right(
    ana: User, cal_episode: Episode, now: datetime, side: str
) -> None:
    with pytest.raises(AnswerError, match="left or right"):
        record_outcome(episode=cal_episode, instrument="step_down", answers=STEP_DOWN, side=side, by=ana, now=now)


def test_a_measure_of_the_whole_person_takes_no_side(ana: User, cal_episode: Episode, now: datetime) -> None:
    with pytest.raises(AnswerError, match="not taken of one leg"):
        record_outcome(episode=cal_episode, instrument="nprs_w", answers={"nprs_w": 3}, side="left", by=ana, now=now)


def test_each_leg_is_compared_with_itself(ana: User, both_knees: Episode, now: datetime, signed_in: SignedIn) -> None:
    worse = {**STEP_DOWN, "arm": 1, "pelvis": 1, "knee": 2}
    for side, days, answers in (("left", 14, worse), ("right", 14, STEP_DOWN), ("left", 0, STEP_DOWN)):
        record_outcome(
            episode=both_knees,
            instrument="step_down",
            answers=answers,
            side=side,
            by=ana,
            now=now,
            collected_on=(now - timedelta(days=days)).date(),
        )
    answer = signed_in(ana).get(OUTCOMES, {"episode": str(both_knees.uuid)}).json()
    told = {(one["side"], one["change"], one["baseline"]) for one in answer["results"]}
    assert told == {("left", -3, 5), ("left", None, 5), ("right", None, 2)}


def test_the_chart_tells_the_legs_apart(ana: User, both_knees: Episode, now: datetime, signed_in: SignedIn) -> None:
    for side in ("left", "right"):
        record_outcome(episode=both_knees, instrument="step_down", answers=STEP_DOWN, side=side, by=ana, now=now)
    page = signed_in(ana).get(reverse("staff:chart", args=[both_knees.patient.uuid])).text
    assert "Lateral step-down quality, left" in page
    assert "Lateral step-down quality, right" in page


def test_systems_send_the_leg_and_read_it_back(ana: User, both_knees: Episode, signed_in: SignedIn) -> None:
    client = signed_in(ana)
    assert send(client, both_knees, side="right").json()["side"] == "right"
    missing = send(client, both_knees)
    assert (missing.status_code, list(missing.json()["errors"])) == (422, ["side"])
    assert send(client, both_knees, side="both").status_code == 422


@pytest.mark.parametrize("who", ["patient", "proxy", "clinician"])
def test_staff_say_whose_answers_they_type_in(ana: User, cal_episode: Episode, now: datetime, who: str) -> None:
    score = record_outcome(
        episode=cal_episode, instrument="nprs_w", answers={"nprs_w": 3}, by=ana, now=now, answered_by=who
    )
    assert (score.by, score.recorded_by) == (who, ana)


@pytest.mark.parametrize("who", [None, "proxy", "clinician"])
def test_what_patients_send_is_always_their_own(
    cal: Patient, cal_episode: Episode, now: datetime, who: str | None
) -> None:
    score = record_outcome(
        episode=cal_episode, instrument="nprs_w", answers={"nprs_w": 3}, by=cal.user, now=now, answered_by=who
    )
    assert score.by == "patient"


@pytest.mark.parametrize(("instrument", "who"), [("nprs_w", "neighbour"), ("step_down", "patient")])
def test_nobody_else_answers(ana: User, cal_episode: Episode, now: datetime, instrument: str, who: str) -> None:
    answers = {"nprs_w": 3} if instrument == "nprs_w" else STEP_DOWN
    with pytest.raises(AnswerError) as refusal:
        record_outcome(episode=cal_episode, instrument=instrument, answers=answers, by=ana, now=now, answered_by=who)
    assert list(refusal.value.errors) == ["answered_by"]
    assert not OutcomeScore.objects.exists()


def test_systems_say_who_answered_and_read_it_back(
    ana: User, cal: Patient, cal_episode: Episode, signed_in: SignedIn
) -> None:
    pain = {"instrument": "nprs_w", "answers": {"nprs_w": 4}}
    assert send(signed_in(ana), cal_episode, **pain).json()["by"] == "clinician"
    assert send(signed_in(ana), cal_episode, **pain, answered_by="proxy").json()["by"] == "proxy"
    assert send(signed_in(cal), cal_episode, **pain, answered_by="clinician").json()["by"] == "patient"
    refused = send(signed_in(ana), cal_episode, answered_by="proxy")
    assert (refused.status_code, list(refused.json()["errors"])) == (422, ["answered_by"])


@pytest.mark.parametrize("measure", ["step_down", "wells"])
def test_a_patient_scores_nothing_that_a_clinician_has_to_see(
    cal: Patient, cal_episode: Episode, signed_in: SignedIn, measure: str
) -> None:
    answer = send(signed_in(cal), cal_episode, instrument=measure, answers={})
    assert answer.status_code == 422
    assert answer.json()["errors"] == {"answered_by": ["This measure is scored by a clinician."]}
