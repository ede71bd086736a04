"""At one glance in My day: which knee, how pain, sessions and score go, and what comes."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from assessments.sparks import pain_spark
from clinic.accounts.models import User
from clinic.admin.glance import Glance, glances
from patients.models import Episode, Patient
from tests.factories import (
    AppointmentFactory,
    CheckInFactory,
    EpisodeFactory,
    OutcomeRequestFactory,
    OutcomeScoreFactory,
    PhaseFactory,
    ProgrammeFactory,
    RowFactory,
    SessionLogFactory,
    SuggestionFactory,
)

SignIn = Callable[[User | Patient], Client]
Budget = Callable[[int], Any]
MOST_QUERIES = 30


@pytest.fixture
def today(now: datetime) -> date:
    return now.date()


def glance_of(episode: Episode, ana: User, now: datetime) -> Glance:
    return glances(patients=[episode.patient_id], user=ana, now=now)[episode.patient_id]


@pytest.mark.django_db
def test_pain_has_one_entry_a_day_and_silence_is_no_number(
    ana: User, cal_episode: Episode, now: datetime, today: date
) -> None:
    CheckInFactory.create(patient=cal_episode.patient, on=today - timedelta(days=13), pain_morning=7)
    CheckInFactory.create(patient=cal_episode.patient, on=today - timedelta(days=2), pain_morning=3)
    CheckInFactory.create(patient=cal_episode.patient, on=today - timedelta(days=14), pain_morning=9)
    told = glance_of(cal_episode, ana, now)
    assert told.pains == [7, *[None] * 10, 3, None, None]
    assert told.pain == 3


@pytest.mark.django_db
def test_sessions_are_the_last_planned_days_and_today_counts_once_it_is_logged(
    ana: User, cal_episode: Episode, now: datetime, today: date
) -> None:
    programme = ProgrammeFactory.create(episode=cal_episode, starts_on=today - timedelta(days=10))
    RowFactory.create(phase=PhaseFactory.create(programme=programme), days=[today.weekday()])
    assert glance_of(cal_episode, ana, now).cells == ["unknown"]
    SessionLogFactory.create(programme=programme, on=today)
    assert glance_of(cal_episode, ana, now).cells == ["unknown", "done"]


@pytest.mark.django_db
def test_the_score_is_compared_with_the_start_of_this_episode(
    ana: User, cal_episode: Episode, now: datetime, today: date
) -> None:
    earlier = EpisodeFactory.create(patient=cal_episode.patient, lead=ana, side="right", closed_on=today)
    OutcomeScoreFactory.create(episode=earlier, instrument="akps", score=30, collected_on=today)
    for days, score in ((20, 61), (1, 58)):
        OutcomeScoreFactory.create(
            episode=cal_episode, instrument="akps", score=score, collected_on=today - timedelta(days=days)
        )
    told = glance_of(cal_episode, ana, now)
    assert (told.score, told.change) == ("58", "−3")


@pytest.mark.django_db
def test_what_comes_is_the_next_visit_and_the_forms_that_are_open(
    ana: User, cal_episode: Episode, now: datetime, today: date
) -> None:
    for days in (9, 2):
        start = now + timedelta(days=days)
        AppointmentFactory.create(
            episode=cal_episode, patient=cal_episode.patient, physio=ana, start=start, end=start + timedelta(minutes=30)
        )
    OutcomeRequestFactory.create(episode=cal_episode, opens_on=today, closes_on=today)
    told = glance_of(cal_episode, ana, now)
    assert told.next_visit == now + timedelta(days=2)
    assert told.due == 1


@pytest.mark.django_db
def test_my_day_costs_the_same_for_one_patient_and_for_many(
    ana: User, cal_episode: Episode, signed_in: SignIn, django_assert_max_num_queries: Budget
) -> None:
    client = signed_in(ana)

    def need(episode: Episode) -> None:
        programme = ProgrammeFactory.create(episode=episode)
        RowFactory.create(phase=PhaseFactory.create(programme=programme), days=[0, 2, 4])
        SuggestionFactory.create(programme=programme)
        OutcomeScoreFactory.create(episode=episode, instrument="akps", score=60)

    need(cal_episode)
    with django_assert_max_num_queries(MOST_QUERIES) as one:
        client.get("/admin/")
    for _ in range(12):
        need(EpisodeFactory.create(lead=ana))
    with django_assert_max_num_queries(MOST_QUERIES) as many:
        page = client.get("/admin/")
    assert len({need.patient.pk for need, _ in page.context["day"].needs}) == 13
    assert len(many) == len(one)


def test_a_strip_shows_the_last_number_as_a_shape_and_days_of_silence_as_dots() -> None:
    assert pain_spark([None] * 14).count("<path") == 0
    close = pain_spark([1, None, None, 2])
    assert "dasharray" not in close
    assert close.count("<circle") == 1
    assert pain_spark([1, None, None, None, 7]).count("dasharray") == 1
    assert "rx=" in pain_spark([7]), "A square for ease back."
    assert pain_spark([4, None, None]).count("dasharray") == 1, "From the last number to today."
