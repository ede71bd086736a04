"""A measure is asked, answered on any device, scored once and kept."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from assessments.instruments.answers import AnswerError
from assessments.models import OutcomeRequest, OutcomeScore
from assessments.services import (
    EpisodeClosed,
    VersionUnknown,
    ask_measures,
    ask_scheduled,
    record_outcome,
    save_answer,
    send_request,
    story_of,
)
from clinic.accounts.models import User
from patients.models import Episode, Patient

AKPS_ITEMS = "limp support walk stairs squat run jump sit pain swelling patmove atrophy flexdef".split()
ALL_A = dict.fromkeys(AKPS_ITEMS, "a")


def test_the_baseline_asks_the_core_measures_once(cal_episode: Episode, on: date) -> None:
    first = ask_measures(episode=cal_episode, point="baseline", on=on)
    again = ask_measures(episode=cal_episode, point="baseline", on=on)
    assert {"akps", "nprs_w", "nprs_u", "psfs"} <= {request.instrument for request in first}
    assert len(first) == len(again)


def test_nobody_is_asked_for_a_text_that_belongs_to_somebody_else(cal_episode: Episode, on: date) -> None:
    asked = ask_measures(episode=cal_episode, point="week_6", on=on)
    assert not {"koos_pf", "uwri", "lefs", "tsk11"} & {request.instrument for request in asked}


def test_answers_are_kept_one_by_one_and_scored_when_sent(
    cal: Patient, cal_episode: Episode, on: date, now: datetime
) -> None:
    [request] = [r for r in ask_measures(episode=cal_episode, point="baseline", on=on) if r.instrument == "akps"]
    for item, option in ALL_A.items():
        save_answer(request=request, item=item, value=option)
    score = send_request(request=request, by=cal.user, now=now)
    assert score.score == 100
    assert (score.status, score.answered, score.by) == ("complete", 13, "patient")
    request.refresh_from_db()
    assert request.state == OutcomeRequest.State.ANSWERED


def test_a_form_sent_twice_is_scored_once(cal: Patient, cal_episode: Episode, on: date, now: datetime) -> None:
    [request] = [r for r in ask_measures(episode=cal_episode, point="baseline", on=on) if r.instrument == "nprs_w"]
    save_answer(request=request, item="nprs_w", value=6)
    first = send_request(request=request, by=cal.user, now=now)
    assert send_request(request=request, by=cal.user, now=now) == first
    assert OutcomeScore.objects.count() == 1


def test_an_impossible_answer_is_refused_with_a_sentence(cal_episode: Episode, on: date) -> None:
    [request] = [r for r in ask_measures(episode=cal_episode, point="baseline", on=on) if r.instrument == "nprs_w"]
    with pytest.raises(AnswerError, match="0 to 10"):
        save_answer(request=request, item="nprs_w", value=11)


def test_a_missing_answer_gives_no_score(ana: User, cal_episode: Episode, now: datetime) -> None:
    score = record_outcome(episode=cal_episode, instrument="akps", answers={**ALL_A, "run": None}, by=ana, now=now)
    assert score.score is None
    assert (score.status, score.answered) == ("incomplete", 12)


def test_a_closed_episode_takes_no_score(ana: User, cal_episode: Episode, now: datetime, on: date) -> None:
    cal_episode.close(outcome="discharged", on=on)
    with pytest.raises(EpisodeClosed):
        record_outcome(episode=cal_episode, instrument="nprs_w", answers={"nprs_w": 3}, by=ana, now=now)


def test_another_version_is_refused(ana: User, cal_episode: Episode, now: datetime) -> None:
    with pytest.raises(VersionUnknown):
        record_outcome(episode=cal_episode, instrument="nprs_w", answers={"nprs_w": 3}, by=ana, now=now, version="1066")


def test_a_day_in_the_future_is_refused(ana: User, cal_episode: Episode, now: datetime, on: date) -> None:
    with pytest.raises(AnswerError, match="future"):
        record_outcome(
            episode=cal_episode,
            instrument="nprs_w",
            answers={"nprs_w": 3},
            by=ana,
            now=now,
            collected_on=on + timedelta(days=1),
        )


def test_a_measure_counts_for_the_point_whose_window_it_falls_in(
    ana: User, cal_episode: Episode, now: datetime, on: date
) -> None:
    ask_measures(episode=cal_episode, point="week_6", on=on + timedelta(days=3))
    score = record_outcome(episode=cal_episode, instrument="nprs_w", answers={"nprs_w": 3}, by=ana, now=now)
    assert score.request is not None
    assert score.request.point == "week_6"


def test_psfs_keeps_the_names_of_the_activities(ana: User, cal_episode: Episode, now: datetime) -> None:
    names = {"activity_1": "run 5 km", "activity_2": "kneel", "activity_3": "long drive"}
    record_outcome(
        episode=cal_episode,
        instrument="psfs",
        answers={"activity_1": 3, "activity_2": 4, "activity_3": 5},
        labels=names,
        by=ana,
        now=now - timedelta(days=14),
    )
    later = record_outcome(
        episode=cal_episode,
        instrument="psfs",
        answers={"activity_1": 6, "activity_2": 7, "activity_3": 8},
        by=ana,
        now=now,
    )
    assert later.labels == names
    told = story_of(instrument="psfs", scores=cal_episode.scores.of("psfs"))
    assert told.change is not None
    assert told.change.improvement == Decimal(3)


def test_weeks_two_six_and_twelve_are_asked_as_their_windows_open_and_only_once(cal_episode: Episode, on: date) -> None:
    started = cal_episode.opened_on
    assert ask_scheduled(on=started + timedelta(days=9)) == 0
    assert ask_scheduled(on=started + timedelta(days=10)) == 1
    assert ask_scheduled(on=started + timedelta(days=11)) == 0
    request = cal_episode.outcome_requests.filter(point="week_2").earliest("pk")
    assert (request.due_on, request.opens_on) == (started + timedelta(days=14), started + timedelta(days=10))
    assert ask_scheduled(on=started + timedelta(days=42)) == 1
    cal_episode.close(outcome="discharged", on=started + timedelta(days=50))
    assert ask_scheduled(on=started + timedelta(days=84)) == 0


def test_the_same_answers_sent_twice_are_one_score(ana: User, cal_episode: Episode, now: datetime) -> None:
    first, again, other = (
        record_outcome(episode=cal_episode, instrument="nprs_w", answers={"nprs_w": pain}, by=ana, now=now)
        for pain in (4, 4, 5)
    )
    assert first == again != other


def test_a_form_with_nothing_in_it_is_not_kept(ana: User, cal_episode: Episode, now: datetime) -> None:
    with pytest.raises(AnswerError, match="at least one"):
        record_outcome(episode=cal_episode, instrument="akps", answers={}, by=ana, now=now)
    assert not OutcomeScore.objects.exists()


def test_a_form_that_is_asked_is_answered_even_by_the_same_answers(
    cal: Patient, cal_episode: Episode, on: date, now: datetime
) -> None:
    record_outcome(episode=cal_episode, instrument="akps", answers=ALL_A, by=cal.user, now=now)
    [request] = [r for r in ask_measures(episode=cal_episode, point="baseline", on=on) if r.instrument == "akps"]
    for item, option in ALL_A.items():
        save_answer(request=request, item=item, value=option)
    assert send_request(request=request, by=cal.user, now=now).request == request


@pytest.mark.parametrize(
    ("instrument", "answers", "labels"),
    [
        ("sane", {"sane": 65}, {"sane": "How fit are you?"}),
        ("psfs", {"activity_1": 3}, {"activity_1": "Run 5 km", "activity_9": "Swim"}),
        ("psfs", {"activity_1": 3}, {"activity_1": "Run 5 km", "\x00": "Swim"}),
        ("nprs_w", {"nprs_w": 3}, {str(number): "x" for number in range(5000)}),
    ],
)
def test_only_own_activities_are_named_and_only_under_their_item(
    signed_in: Callable[[User], Client],
    ana: User,
    cal_episode: Episode,
    instrument: str,
    answers: dict[str, int],
    labels: dict[str, str],
) -> None:
    body = {"episode": str(cal_episode.uuid), "instrument": instrument, "answers": answers, "labels": labels}
    answer = signed_in(ana).post(reverse("api:outcome-list"), body, content_type="application/json")
    assert answer.status_code == 422
    assert list(answer.json()["errors"]) == ["labels"]
    assert not OutcomeScore.objects.exists()
