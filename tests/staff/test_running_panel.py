"""The running panel of the chart: the single run first, weeks as notes, each with its source."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from clinic.accounts.models import User
from patients.models import Episode, Patient
from tests.factories import TUESDAY, CheckInFactory, RunFactory, RunningPlanFactory

SignIn = Callable[[User | Patient], Client]


@pytest.fixture
def chart(ana: User, cal_episode: Episode, signed_in: SignIn, now: datetime) -> Callable[[], str]:
    client = signed_in(ana)

    def shown() -> str:
        with time_machine.travel(now, tick=False):
            page = client.get(reverse("staff:chart", args=[cal_episode.patient.uuid]))
        return str(page.content.decode())

    return shown


def run_back(episode: Episode, *kms: int) -> None:
    """One run a week with these distances, the last one today."""
    for back, km in enumerate(reversed(kms)):
        RunFactory.create(episode=episode, on=TUESDAY - timedelta(weeks=back), distance_km=km, rpe=4)


def test_a_jump_stands_first_with_rule_numbers_and_source(chart: Callable[[], str], cal_episode: Episode) -> None:
    run_back(cal_episode, 5, 5, 5, 8)
    page = chart()
    assert "Single run 8 km against a longest of 5 km in the 30 days before, 60 % more." in page
    assert "hazard rate ratio 1.52 (1.16 to 2.00)" in page
    assert "Frandsen 2025, BJSM 59:1203–1210" in page
    assert "Longest of the 30 days before: <strong>5 km</strong>" in page
    assert page.index("Single run 8 km") < page.index("Session-RPE of this week")


def test_the_week_shows_load_as_minutes_times_effort_and_what_nobody_rated(
    chart: Callable[[], str], cal_episode: Episode
) -> None:
    run_back(cal_episode, 5)
    RunFactory.create(episode=cal_episode, rpe=None)
    assert '120<span class="table__note">1 unrated</span>' in chart()


def test_what_was_taken_out_is_still_seen(chart: Callable[[], str], cal_episode: Episode, now: datetime) -> None:
    run_back(cal_episode, 5)
    RunFactory.create(episode=cal_episode, distance_km=50, taken_out_at=now)
    assert "Taken out as slips: 50 km on Tue 24 Nov." in chart()


def test_a_runner_without_runs_has_an_empty_panel_and_a_walker_none(
    chart: Callable[[], str], cal_episode: Episode
) -> None:
    assert "No runs yet" in chart()
    Episode.objects.update(is_runner=False)
    assert "running-title" not in chart()


def test_the_chart_asks_as_often_for_one_run_as_for_a_thousand(chart: Callable[[], str], cal_episode: Episode) -> None:
    run_back(cal_episode, 5)
    with CaptureQueriesContext(connection) as one:
        chart()
    for back in range(1000):
        RunFactory.create(episode=cal_episode, on=TUESDAY - timedelta(days=back % 365))
    with CaptureQueriesContext(connection) as many:
        chart()
    assert len(one) == len(many)


def test_weeks_are_drawn_with_their_pain_and_said_in_figures(chart: Callable[[], str], cal_episode: Episode) -> None:
    run_back(cal_episode, 5, 6)
    RunFactory.create(episode=cal_episode, on=TUESDAY - timedelta(days=1), distance_km=3, pain=7)
    page = chart()
    assert 'aria-label="Running, by week. Last week 5 km in 1; 9 km so far this week."' in page
    CheckInFactory.create(patient=cal_episode.patient, on=TUESDAY - timedelta(days=8), pain_morning=2)
    assert 'aria-label="Worst pain, by week. Now 7, was 2."' in chart()


def test_a_run_and_the_moves_of_a_plan_stand_in_the_timeline(chart: Callable[[], str], cal_episode: Episode) -> None:
    plan = RunningPlanFactory.create(episode=cal_episode, step=4)
    RunFactory.create(episode=cal_episode, distance_km=5, pain=3, plan=plan, step=4)
    page = chart()
    assert "Run: 5 km, pain 3" in page
    assert "Step 4 of the plan" in page
    assert "Return to run: begun, step 4" in page
