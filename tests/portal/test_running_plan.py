"""The running plan in the portal: on Today and Running, what to run, which pain moves it, when not to run."""

import re
from collections.abc import Callable
from datetime import date, datetime, timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from clinic.accounts.models import User
from patients.models import Episode, Patient
from programmes.models import Programme, Run, RunningPlan
from programmes.services import set_running_step
from tests.factories import CheckInFactory, ExerciseFactory, RedFlagFactory, RowFactory, RunFactory, RunningPlanFactory

SignedIn = Callable[[User | Patient], Client]
RUNNING, TODAY = reverse("portal:running"), reverse("portal:today")


@pytest.fixture
def plan(cal_episode: Episode, ana: User) -> RunningPlan:
    return RunningPlanFactory.create(episode=cal_episode, assigned_by=ana, step=5)


def sent(on: date, **changes: str) -> dict[str, str]:
    return {"ident": str(uuid4()), "on": on.isoformat(), "distance_km": "4", "minutes": "35", "pain": "1", **changes}


def test_today_and_running_say_what_to_run_and_which_pain_moves_it(
    signed_in: SignedIn, cal: Patient, plan: RunningPlan
) -> None:
    client = signed_in(cal)
    for address in (TODAY, RUNNING):
        page = client.get(address).text
        assert "Step 5 of 12" in page
        assert "5 times: run 3 min, walk 1 min. Walk briskly for 5 minutes before and after." in page
        assert "3 to 5: the same step again." in page
        assert "Over 5, or worse the next morning: one step back." in page


def test_a_run_of_the_plan_is_chosen_already_and_moves_it(
    signed_in: SignedIn, cal: Patient, plan: RunningPlan, on: date
) -> None:
    client = signed_in(cal)
    page = client.get(RUNNING).text
    assert re.search(r'name="step" value="5"[^>]* checked', page)
    page = client.post(RUNNING, sent(on, step="5", pain="7"), follow=True).text
    assert "Step 4 of 12" in page
    assert "The last one was too much for now." in page
    assert "Next run from Thursday 26 November on." in page
    assert Run.objects.get().plan == plan
    assert "Step 4 of 12" in client.get(TODAY).text


def test_a_page_that_was_open_while_the_plan_moved_on_is_still_taken(
    signed_in: SignedIn, cal: Patient, plan: RunningPlan, ana: User, now: datetime, on: date
) -> None:
    client = signed_in(cal)
    set_running_step(plan=plan, step=3, why="Sore on stairs", by=ana, now=now)
    assert client.post(RUNNING, sent(on, step="5")).status_code == 302
    assert client.post(RUNNING, sent(on, step="13")).status_code == 422
    assert Run.objects.get().step == 5


def test_without_a_plan_no_step_is_asked_for(signed_in: SignedIn, cal: Patient, cal_episode: Episode) -> None:
    page = signed_in(cal).get(RUNNING).text
    assert 'name="step"' not in page
    assert "Your running plan" not in page


def test_on_the_first_steps_pain_of_three_means_stop(
    signed_in: SignedIn, cal: Patient, cal_episode: Episode, on: date
) -> None:
    RunningPlanFactory.create(episode=cal_episode, step=2)
    client = signed_in(cal)
    assert "3 or more, or worse the next morning: too much for now." in client.get(RUNNING).text
    page = client.post(RUNNING, sent(on, step="2", pain="3"), follow=True).text
    assert "On these first steps, over 2 means stop and walk home." in page
    assert "Step 1 of 12" in page


def test_a_red_flag_stops_the_plan_on_both_pages(signed_in: SignedIn, cal: Patient, plan: RunningPlan) -> None:
    RedFlagFactory.create(patient=cal, level="urgent")
    for address in (TODAY, RUNNING):
        page = signed_in(cal).get(address).text
        assert "Don’t run for now." in page
        assert "5 times: run 3 min" not in page


def test_the_morning_is_asked_of_somebody_who_only_runs(signed_in: SignedIn, cal: Patient, plan: RunningPlan) -> None:
    assert 'aria-label="This morning"' in signed_in(cal).get(TODAY).text


def test_lighter_weeks_are_told_before_the_steps(
    signed_in: SignedIn, cal: Patient, cal_episode: Episode, on: date
) -> None:
    until = on + timedelta(days=5)
    RunningPlanFactory.create(episode=cal_episode, eases_until=until, step_since=until + timedelta(days=1))
    for address in (TODAY, RUNNING):
        assert "run 30 to 50 % less in three or more short runs" in signed_in(cal).get(address).text


def test_somebody_in_retraining_is_told_the_target_and_says_what_was_counted(
    signed_in: SignedIn, cal: Patient, cal_episode: Episode, on: date
) -> None:
    RunningPlanFactory.create(episode=cal_episode, kind="cadence", step=5)
    client = signed_in(cal)
    page = client.get(RUNNING).text
    assert "Run 26 minutes at your usual speed, with the beat for 16 of them, 168 steps a minute." in page
    answer = client.post(RUNNING, sent(on, step="5", cadence="fast"))
    assert (answer.status_code, "Whole numbers from 120 to 220" in answer.text) == (422, True)
    client.post(RUNNING, sent(on, step="5", cadence="168, 170 166"))
    assert Run.objects.get().cadence == [168, 170, 166]


def test_a_young_person_reads_the_part_of_the_ladder_and_logs_any_run(
    signed_in: SignedIn, cal: Patient, cal_episode: Episode, on: date
) -> None:
    RunningPlanFactory.create(episode=cal_episode, kind="adolescent_ladder")
    client = signed_in(cal)
    page = client.get(RUNNING).text
    assert "Part 1 of 3: Ease off and climb" in page
    assert "Your physio moves you on at a visit." in page
    client.post(RUNNING, sent(on))
    assert Run.objects.get().step is None


def test_today_with_a_running_plan_keeps_to_its_queries(
    signed_in: SignedIn, cal: Patient, programme: Programme, plan: RunningPlan, on: date
) -> None:
    for back in range(1, 12):
        RunFactory.create(episode=plan.episode, on=on - timedelta(days=back), plan=plan, step=5, pain=1)
        CheckInFactory.create(patient=cal, on=on - timedelta(days=back))
    client = signed_in(cal)
    client.get(TODAY)
    with CaptureQueriesContext(connection) as queries:
        client.get(TODAY)
    assert len(queries) <= 8


def test_the_running_page_asks_as_often_for_one_run_of_a_plan_as_for_a_hundred(
    signed_in: SignedIn, cal: Patient, plan: RunningPlan, on: date
) -> None:
    client = signed_in(cal)
    RunFactory.create(episode=plan.episode, plan=plan, step=5)
    with CaptureQueriesContext(connection) as one:
        client.get(RUNNING)
    for back in range(100):
        RunFactory.create(episode=plan.episode, on=on - timedelta(days=back % 14), plan=plan, step=5, pain=back % 4)
    with CaptureQueriesContext(connection) as many:
        page = client.get(RUNNING)
    assert len(one) == len(many) <= 13
    assert len(page.content) < 60 * 1024


def test_my_data_holds_my_running_plan(signed_in: SignedIn, cal: Patient, plan: RunningPlan) -> None:
    kept = signed_in(cal).get(reverse("portal:me-data")).json()
    assert [each["uuid"] for each in kept["running_plans"]] == [str(plan.uuid)]
    assert kept["running_moves"][0]["step"] == 5


def test_the_beat_has_its_page_for_whoever_is_in_retraining_alone(
    signed_in: SignedIn, cal: Patient, dee: Patient, cal_episode: Episode
) -> None:
    plan = RunningPlanFactory.create(episode=cal_episode, kind="cadence", step=5)
    beat = reverse("portal:run-beat")
    page = signed_in(cal).get(beat).text
    assert 'data-target="168" data-minutes="26" data-feedback="16"' in page
    assert "count one foot for a minute. 84 is on the mark" in page
    assert "Shorter steps" in page
    assert signed_in(dee).get(beat).status_code == 404
    RedFlagFactory.create(patient=cal, level="same_day")
    assert "data-go" not in signed_in(cal).get(beat).text
    RunningPlan.objects.update(state="ended", ends_on=plan.starts_on)
    assert signed_in(cal).get(beat).status_code == 404


def test_a_cadence_drill_of_the_session_has_the_beat_of_the_plan(
    signed_in: SignedIn, cal: Patient, cal_episode: Episode, programme: Programme
) -> None:
    phase = programme.phases.get()
    RowFactory.create(phase=phase, exercise=ExerciseFactory.create(code="X51", slug="cadence-run"), days=[1])
    session = reverse("portal:session")
    assert "data-beat" not in signed_in(cal).get(session).text
    RunningPlanFactory.create(episode=cal_episode, kind="cadence")
    assert signed_in(cal).get(session).text.count('data-beat="168"') == 1
