"""A running plan begun from the chart: what is suggested and why, what is asked before it, a step set by hand."""

import re
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from clinic.accounts.models import User
from patients.models import Episode, Patient
from programmes.models import RunningPlan
from tests.factories import ExaminationFactory, OutcomeScoreFactory, RedFlagFactory, RunFactory, RunningPlanFactory

SignIn = Callable[[User | Patient], Client]

# Patellofemoral pain is probable, and nothing speaks but the load.
OVERLOADED = {
    "S01": "left",
    "S02": {"on": "2026-06-02"},
    "S04": ["behind_kneecap"],
    "S07": {"squat": 5, "stairs_down": 4},
    "S31": ["none"],
    "D01": "excluded",
    "N07": ["distance_up"],
}
READY = {
    "kind": "return_to_run",
    "step": "1",
    "starts_on": "2026-11-24",
    "brisk_walk_pain": "1",
    "heel_raises": "22",
    "step_down_pain": "2",
    "hop_pain": "0",
    "effusion": "no",
    "limp": "no",
}


@pytest.fixture(autouse=True)
def _nine_o_clock(now: datetime) -> Iterator[None]:
    with time_machine.travel(now, tick=False):
        yield


@pytest.fixture
def ana_in(ana: User, signed_in: SignIn) -> Client:
    return signed_in(ana)


def page_of(episode: Episode) -> str:
    return reverse("staff:running-plan", args=[episode.patient.uuid])


def chart_of(episode: Episode) -> str:
    return reverse("staff:chart", args=[episode.patient.uuid])


def test_a_plan_is_assigned_from_the_chart_and_stands_on_it(ana_in: Client, cal_episode: Episode, ana: User) -> None:
    assert page_of(cal_episode) in ana_in.get(chart_of(cal_episode)).text
    page = ana_in.post(page_of(cal_episode), READY, follow=True).text
    assert "Return to run is assigned." in page
    assert "Step 1 of 12" in page
    assert "5 times: run 1 min, walk 2 min" in page
    plan = RunningPlan.objects.get()
    assert (plan.assigned_by, plan.reasons[0]["rule"]) == (ana, "RUN-ENTRY")


def test_checks_that_are_not_met_are_named_and_nothing_typed_is_lost(ana_in: Client, cal_episode: Episode) -> None:
    answer = ana_in.post(page_of(cal_episode), READY | {"hop_pain": "5", "limp": ""})
    assert answer.status_code == 409
    assert "10 single-leg hops at 2 or less; no limp" in answer.text
    assert 'name="heel_raises" value="22"' in answer.text
    assert not RunningPlan.objects.exists()
    kept = ana_in.post(page_of(cal_episode), READY | {"limp": "", "why": "Seen walking in; no limp"})
    assert kept.status_code == 302


def test_a_bad_number_gets_its_sentence_at_the_field(ana_in: Client, cal_episode: Episode) -> None:
    answer = ana_in.post(page_of(cal_episode), READY | {"kind": "cadence", "own_cadence": "80"})
    assert answer.status_code == 422
    assert "A whole number from 120 to 220." in answer.text


def test_a_clear_running_analysis_of_somebody_who_runs_suggests_retraining_with_the_findings_named(
    ana_in: Client, cal_episode: Episode, ana: User
) -> None:
    ExaminationFactory.create(
        episode=cal_episode, author=ana, findings={"G8": "clear", "G1": {"spm": 158}, "N02": {"now": 3}}
    )
    page = ana_in.get(page_of(cal_episode)).text
    assert "G8 knee toward midline" in page
    assert "Lenhart 2014 [memory]" in page
    assert 'value="158"' in page
    assert re.search(r'value="cadence"[^>]* checked', page)


def test_a_runner_after_a_break_begins_from_step_six_and_one_who_never_stopped_from_seven(
    ana_in: Client, cal_episode: Episode, on: date
) -> None:
    Episode.objects.update(opened_on=on - timedelta(days=60))
    run = RunFactory.create(episode=cal_episode, on=on - timedelta(days=20))
    page = ana_in.get(page_of(cal_episode)).text
    assert "Last run 20 days ago" in page
    assert 'name="step" value="6"' in page
    run.on = on - timedelta(days=3)
    run.save()
    assert 'name="step" value="7"' in ana_in.get(page_of(cal_episode)).text


def test_a_twelve_year_old_is_offered_the_studied_ladder(ana_in: Client, cal: Patient, cal_episode: Episode) -> None:
    cal.date_of_birth = date(2014, 5, 1)
    cal.save()
    page = ana_in.get(page_of(cal_episode)).text
    assert "12 years old; the plan was studied in 10 to 14 year-olds." in page
    done = ana_in.post(page_of(cal_episode), {"kind": "adolescent_ladder", "step": "1", "starts_on": "2026-11-24"})
    assert done.status_code == 302


def test_overload_with_worst_pain_of_four_suggests_lighter_weeks_that_the_physio_confirms(
    ana_in: Client, cal_episode: Episode, ana: User
) -> None:
    OutcomeScoreFactory.create(episode=cal_episode, instrument="nprs_w", score=5, recorded_by=ana)
    ExaminationFactory.create(episode=cal_episode, author=ana, findings=OVERLOADED)
    assert "two lighter weeks first are suggested" in ana_in.get(page_of(cal_episode)).text
    page = ana_in.post(page_of(cal_episode), READY | {"ease_first": "on"}, follow=True).text
    assert "Lighter weeks until Mon 7 Dec" in page


def test_a_step_is_set_by_hand_with_a_reason_that_stays(ana_in: Client, cal_episode: Episode) -> None:
    plan = RunningPlanFactory.create(episode=cal_episode, step=4)
    address = reverse("staff:running-step", args=[plan.uuid])
    assert "Say why you set this step." in ana_in.post(address, {"step": "6"}, follow=True).text
    assert "There is no such step." in ana_in.post(address, {"step": "99", "why": "Up"}, follow=True).text
    page = ana_in.post(address, {"step": "6", "why": "Ran it here, pain 1"}, follow=True).text
    assert "Step 6 of 12" in page
    assert "set by hand, 4 to 6, Ana Reyes. Ran it here, pain 1" in page


def test_an_ended_plan_leaves_the_chart(ana_in: Client, cal_episode: Episode) -> None:
    plan = RunningPlanFactory.create(episode=cal_episode)
    page = ana_in.post(reverse("staff:running-end", args=[plan.uuid]), follow=True).text
    assert "has ended" in page
    assert "Step 1 of 12" not in page


def test_a_red_flag_stops_the_plan_on_the_chart(ana_in: Client, cal: Patient, cal_episode: Episode) -> None:
    RunningPlanFactory.create(episode=cal_episode)
    RedFlagFactory.create(patient=cal, level="same_day")
    assert "Stopped: a red flag is open" in ana_in.get(chart_of(cal_episode)).text


def test_somebody_who_went_back_twice_stands_in_my_day_until_a_step_is_set(
    ana_in: Client, cal_episode: Episode
) -> None:
    plan = RunningPlanFactory.create(episode=cal_episode, step=5, contact=True)
    assert "back from one step twice, now on step 5" in ana_in.get(reverse("admin:index")).text
    ana_in.post(reverse("staff:running-step", args=[plan.uuid]), {"step": "4", "why": "Slower, seen today"})
    assert "back from one step twice" not in ana_in.get(reverse("admin:index")).text
