"""Running plans kept: assigned once, moved by what is logged, set by hand with a reason, stopped by a red flag."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from clinic.accounts.models import User
from patients.models import Episode, Patient
from programmes import load
from programmes.models import Run, RunningMove, RunningPlan
from programmes.services import (
    AssignRefused,
    ReasonMissing,
    assign_running_plan,
    check_in,
    end_running_plan,
    follow_plans,
    log_run,
    running_load,
    set_running_step,
    take_out,
)
from tests.factories import EpisodeFactory, PatientFactory, RedFlagFactory, RunFactory, RunningPlanFactory

READY = load.EntryChecks(brisk_walk_pain=1, heel_raises=22, step_down_pain=1, hop_pain=1, effusion=False, limp=False)


def begin(episode: Episode, by: User, now: datetime, **changes: Any) -> RunningPlan:
    asked: dict[str, Any] = {
        "kind": "return_to_run",
        "step": 1,
        "starts_on": now.date(),
        "entry": READY,
        **changes,
    }
    return assign_running_plan(episode=episode, by=by, now=now, **asked)


def ran(episode: Episode, now: datetime, *, pain: int | None = 1, step: int | None = 1, **more: Any) -> Run:
    said = {"distance_km": Decimal(3), "minutes": Decimal(30), **more}
    run, _ = log_run(episode=episode, ident=uuid4(), on=now.date(), by=None, now=now, pain=pain, step=step, **said)
    return run


def rose(patient: Patient, now: datetime, pain: int = 0) -> None:
    check_in(patient=patient, on=now.date(), pain_morning=pain, now=now)


def later(now: datetime, days: int) -> datetime:
    return now + timedelta(days=days)


def step_of(plan: RunningPlan) -> int:
    plan.refresh_from_db()
    return plan.step


def test_three_good_runs_and_their_mornings_move_the_plan_and_each_move_is_kept(
    cal: Patient, cal_episode: Episode, ana: User, now: datetime
) -> None:
    plan = begin(cal_episode, ana, now)
    for days in (0, 2, 4):
        run = ran(cal_episode, later(now, days))
        assert run.plan == plan
        assert step_of(plan) == 1
        rose(cal, later(now, days + 1))
    assert step_of(plan) == 2
    assert [(move.why, move.from_step, move.step) for move in plan.moves.all()] == [("begun", None, 1), ("up", 1, 2)]
    assert plan.step_since == later(now, 5).date()


def test_a_sore_run_moves_the_plan_back_at_once_and_taking_it_out_counts_again(
    cal_episode: Episode, ana: User, now: datetime
) -> None:
    plan = begin(cal_episode, ana, now, step=7, entry=None)
    run = ran(cal_episode, now, pain=7, step=7)
    assert step_of(plan) == 6
    take_out(run=run, by=None, now=now)
    assert step_of(plan) == 7
    assert [move.why for move in plan.moves.all()] == ["begun", "back", "up"]
    assert "counted again" in plan.moves.last().reason  # type: ignore[union-attr]


def test_a_week_that_passes_gives_the_earned_step_by_itself(
    cal: Patient, cal_episode: Episode, ana: User, now: datetime
) -> None:
    plan = begin(cal_episode, ana, now, step=7)
    for days in range(0, 11, 2):
        ran(cal_episode, later(now, days), step=7 if days < 5 else 8, minutes=Decimal(45))
        rose(cal, later(now, days + 1))
    assert step_of(plan) == 8
    assert follow_plans(now=later(now, 12)) == 1
    assert step_of(plan) == 9


def test_without_a_word_about_the_morning_nothing_goes_up(cal_episode: Episode, ana: User, now: datetime) -> None:
    plan = begin(cal_episode, ana, now)
    for days in (0, 2, 4):
        ran(cal_episode, later(now, days))
    follow_plans(now=later(now, 12))
    assert step_of(plan) == 1


def test_an_open_red_flag_holds_the_step_and_refuses_a_new_plan(
    cal: Patient, cal_episode: Episode, ana: User, now: datetime
) -> None:
    plan = begin(cal_episode, ana, now)
    RedFlagFactory.create(patient=cal, level="same_day", opened_at=later(now, 4))
    for days in (0, 2, 4):
        ran(cal_episode, later(now, days))
        rose(cal, later(now, days + 1))
    assert step_of(plan) == 1
    told = running_load(episode=cal_episode, on=later(now, 6).date()).plan
    assert told is not None
    assert told.stopped
    with pytest.raises(AssignRefused, match="red flag"):
        set_running_step(plan=plan, step=2, why="Feels fine", by=ana, now=later(now, 6))
    with pytest.raises(AssignRefused, match="red flag"):
        begin(cal_episode, ana, later(now, 6))
    assert set_running_step(plan=RunningPlanFactory.create(step=3), step=2, why="Easier", by=ana, now=now).step == 2


def test_the_physio_sets_a_step_with_a_reason_and_the_log_goes_on_from_there(
    cal: Patient, cal_episode: Episode, ana: User, now: datetime
) -> None:
    plan = begin(cal_episode, ana, now)
    with pytest.raises(ReasonMissing):
        set_running_step(plan=plan, step=5, why=" ", by=ana, now=now)
    set_running_step(plan=plan, step=5, why="Ran four minutes at a time on the treadmill today", by=ana, now=now)
    assert step_of(plan) == 5
    ran(cal_episode, later(now, 1), pain=8, step=5)
    assert step_of(plan) == 4
    assert plan.moves.get(why="set").by == ana


def test_the_checks_before_step_one_are_asked_and_a_reason_stands_in_for_them(
    cal_episode: Episode, ana: User, now: datetime
) -> None:
    with pytest.raises(AssignRefused, match="30 minutes of brisk walking at 2 or less"):
        begin(cal_episode, ana, now, entry=None)
    plan = begin(cal_episode, ana, now, entry=None, why="Tested on the treadmill last week")
    assert plan.moves.get().reason == "Tested on the treadmill last week"
    # Whoever never stopped enters at step 7 or later, by what is tolerated.
    assert begin(cal_episode, ana, now, entry=None, step=7).step == 7


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"kind": "cadence"}, "steps a minute"),
        ({"kind": "cadence", "own_cadence": 195}, "no higher target"),
        ({"kind": "cadence", "own_cadence": 90}, "from 120 to 220"),
        ({"kind": "adolescent_ladder"}, "under 18"),
        ({"step": 13}, "no such plan or step"),
        ({"kind": "sprinting"}, "no such plan or step"),
        ({"starts_on": date(2027, 5, 1)}, "within a month"),
        ({"starts_on": date(2026, 11, 23)}, "within a month"),
    ],
)
def test_a_plan_that_cannot_be_is_refused_with_a_sentence(
    cal_episode: Episode, ana: User, now: datetime, changes: dict[str, Any], words: str
) -> None:
    with pytest.raises(AssignRefused, match=words):
        begin(cal_episode, ana, now, **changes)
    assert not RunningPlan.objects.exists()


def test_a_new_plan_ends_the_one_before_and_a_second_press_is_the_same_plan(
    cal_episode: Episode, ana: User, now: datetime
) -> None:
    first = begin(cal_episode, ana, now)
    assert begin(cal_episode, ana, now) == first
    second = begin(cal_episode, ana, later(now, 3), kind="cadence", own_cadence=160)
    first.refresh_from_db()
    assert (first.state, first.ends_on) == ("ended", later(now, 2).date())
    assert list(RunningPlan.objects.active()) == [second]
    assert end_running_plan(plan=second, now=later(now, 3)).state == "ended"
    with pytest.raises(AssignRefused, match="ended"):
        set_running_step(plan=second, step=2, why="On", by=ana, now=now)


def test_the_database_itself_keeps_one_active_plan_and_every_move(cal_episode: Episode) -> None:
    plan = RunningPlanFactory.create(episode=cal_episode)
    with pytest.raises(IntegrityError), transaction.atomic():
        RunningPlanFactory.create(episode=cal_episode)
    for broken in ({"step": 13}, {"step": 0}, {"kind": "cadence"}, {"own_cadence": 160}, {"state": "ended"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            RunningPlan.objects.filter(pk=plan.pk).update(**broken)
    with pytest.raises(IntegrityError, match="kept as it was"), transaction.atomic():
        RunningMove.objects.filter(plan=plan).update(step=9)
    with pytest.raises(IntegrityError), transaction.atomic():
        RunningMove.objects.create(
            plan=plan, on=plan.starts_on, step=2, why="set", by=plan.assigned_by, made_at=plan.assigned_at
        )
    with pytest.raises(IntegrityError), transaction.atomic():
        Run.objects.filter(pk=RunFactory.create(episode=cal_episode).pk).update(plan=plan)


def test_lighter_weeks_come_before_the_steps(cal_episode: Episode, ana: User, now: datetime) -> None:
    plan = begin(cal_episode, ana, now, ease_first=True)
    assert plan.eases_until == later(now, 13).date()
    assert plan.step_since == later(now, 14).date()
    assert (plan.eases_on(later(now, 13).date()), plan.eases_on(later(now, 14).date())) == (True, False)


def test_sessions_of_retraining_that_keep_the_target_lead_to_the_next_one(
    cal: Patient, cal_episode: Episode, ana: User, now: datetime
) -> None:
    plan = begin(cal_episode, ana, now, kind="cadence", own_cadence=160)
    for place, days in enumerate((0, 2, 4), start=1):
        told = running_load(episode=cal_episode, on=later(now, days).date()).plan
        assert told is not None
        assert (told.session.number, told.session.target) == (place, 168)
        ran(cal_episode, later(now, days), step=place, cadence=[166, 168, 170])
        rose(cal, later(now, days + 1))
    told = running_load(episode=cal_episode, on=later(now, 6).date()).plan
    assert told is not None
    assert (told.session.number, told.session.target, told.session.feedback) == (4, 172, 24)
    assert step_of(plan) == 4


def test_a_young_person_gets_the_ladder_of_the_study_and_only_a_person_moves_it(ana: User, now: datetime) -> None:
    young = PatientFactory.create(date_of_birth=date(2013, 3, 1))
    episode = EpisodeFactory.create(patient=young, lead=ana)
    plan = begin(episode, ana, now, kind="adolescent_ladder", entry=None)
    run = ran(episode, now, pain=9, step=1)
    assert (step_of(plan), run.plan) == (1, None)
    assert set_running_step(plan=plan, step=2, why="Four weeks over, stairs fine", by=ana, now=later(now, 28)).step == 2


def test_a_run_of_an_earlier_time_belongs_to_no_plan(cal_episode: Episode, ana: User, now: datetime) -> None:
    Episode.objects.update(opened_on=later(now, -30).date())
    cal_episode.refresh_from_db()
    plan = begin(cal_episode, ana, now)
    run, _ = log_run(
        episode=cal_episode,
        ident=uuid4(),
        on=later(now, -3).date(),
        by=None,
        now=now,
        distance_km=Decimal(3),
        minutes=Decimal(20),
        pain=9,
        step=1,
    )
    assert run.plan is None
    assert step_of(plan) == 1
