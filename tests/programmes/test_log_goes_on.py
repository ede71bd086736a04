"""A log goes on when a suggestion is accepted; each leg and each exercise has a count of its own."""

from datetime import date, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest

from clinic.accounts.models import User
from patients.models import Episode
from programmes.models import Programme, Row, Suggestion
from programmes.services import (
    accept_suggestion,
    change_row,
    check_in,
    load_library,
    log_session,
    move_row,
    override_suggestion,
)
from programmes.services.reading import sessions_by_row
from tests.factories import NINE, ExerciseFactory, PhaseFactory, ProgrammeFactory, RedFlagFactory, RowFactory

pytestmark = pytest.mark.django_db
MONDAY = date(2026, 10, 5)
DOSE = {
    "preset": "D3",
    "sets": 3,
    "reps": [8, 12],
    "seconds": None,
    "minutes": None,
    "metres": None,
    "load": "slowly",
    "rest_s": 90,
}
STEP_UP = {"why": "Stronger.", "tempo": "3-1-2", "dose": DOSE, "progression": ["X23"], "regression": ["X20"]}


@pytest.fixture
def programme(cal_episode: Episode) -> Programme:
    for code in ("X20", "X23"):
        ExerciseFactory.create(code=code, name={"X20": "Squat", "X23": "Split squat"}[code], content=STEP_UP)
    made: Programme = ProgrammeFactory.create(episode=cal_episode, starts_on=MONDAY)
    PhaseFactory.create(programme=made)
    return made


def row_of(programme: Programme, **known: Any) -> Row:
    usual = {"pain_rule": "P3", "tempo": "3-1-2", "days": [0, 2, 4], "reps": 10}
    exercise = ExerciseFactory.create(content=STEP_UP, name="Step up")
    made: Row = RowFactory.create(phase=programme.phases.get(), **({"exercise": exercise} | usual | known))
    return made


def evening(on: date) -> datetime:
    return NINE.replace(year=on.year, month=on.month, day=on.day, hour=18)


def session(row: Row, on: date, *, pain: int = 1, morning: int = 0) -> None:
    """One row done in full on a day, and the answer of the next morning."""
    programme = Programme.objects.get(pk=row.phase.programme_id)
    done = {"row": row.uuid, "outcome": "done", "pain": pain, "rir": 3}
    log_session(programme=programme, ident=uuid4(), on=on, entries=[done], pain_during=pain, by=None, now=evening(on))
    answer(programme, on + timedelta(days=1), pain=morning)


def answer(programme: Programme, on: date, *, pain: int = 0) -> None:
    check_in(patient=programme.episode.patient, on=on, pain_morning=pain, now=evening(on))


def standing(row: Row) -> Row:
    """The row that stands in this one's place now."""
    made: Row = Row.objects.get(phase=row.phase, order=row.order, retired_in=None)
    return made


def days(*after_monday: int) -> list[date]:
    return [MONDAY + timedelta(days=n) for n in after_monday]


def accept(row: Row, ana: User, on: date) -> Row:
    suggestion = Suggestion.objects.waiting().get(row=row)
    accept_suggestion(suggestion=suggestion, by=ana, now=evening(on))
    return standing(row)


def test_two_accepted_steps_never_fall_in_one_week(programme: Programme, ana: User) -> None:
    first = row_of(programme)
    for on in days(0, 2, 4):
        session(first, on)
    second = accept(first, ana, MONDAY + timedelta(days=5))
    assert second.reps == 12
    for on in days(6, 7, 8):
        session(second, on)
    assert not Suggestion.objects.waiting().filter(row=second).exists(), "The last step up was four days ago."
    session(second, MONDAY + timedelta(days=11))
    assert Suggestion.objects.waiting().get(row=second).outcome == "progress"


def test_a_second_step_back_after_an_accepted_one_goes_to_the_physio_with_the_exercise_before(
    programme: Programme, ana: User
) -> None:
    first = row_of(programme)
    session(first, MONDAY, pain=7)
    assert Suggestion.objects.waiting().get(row=first).outcome == "regress"
    second = accept(first, ana, MONDAY + timedelta(days=1))
    assert second.reps == 8
    session(second, MONDAY + timedelta(days=4), pain=7)
    again = Suggestion.objects.waiting().get(row=second)
    assert (again.outcome, again.rule, again.contact) == ("contact", "PG-REGRESS2", True)
    assert again.proposes["set"] == {"exercise": "X20"}
    third = accept(second, ana, MONDAY + timedelta(days=5))
    session(third, MONDAY + timedelta(days=25), pain=7)
    easier = Suggestion.objects.waiting().get(row=third)
    assert easier.proposes["variable"] == "reps", "The squat itself has been eased back for the first time."


def test_a_step_that_was_accepted_is_not_proposed_once_more_by_the_next_morning(
    programme: Programme, ana: User
) -> None:
    first = row_of(programme)
    for on in days(0, 2, 4):
        session(first, on)
    second = accept(first, ana, MONDAY + timedelta(days=5))
    answer(programme, MONDAY + timedelta(days=6))
    assert not programme.suggestions.waiting().exists()
    assert standing(first) == second


def test_a_step_that_was_overridden_is_not_asked_again_on_the_same_facts(programme: Programme, ana: User) -> None:
    row = row_of(programme)
    for on in days(0, 2, 4):
        session(row, on)
    later = evening(MONDAY + timedelta(days=6))
    override_suggestion(suggestion=programme.suggestions.waiting().get(), why="Race on Sunday.", by=ana, now=later)
    answer(programme, later.date())
    assert not programme.suggestions.waiting().exists()
    assert standing(row).reps == 10


def test_each_leg_has_a_count_of_its_own(programme: Programme) -> None:
    left = row_of(programme, side="left")
    right = row_of(programme, side="right", exercise=left.exercise)
    for on in days(0, 2, 4):
        entries = [
            {"row": left.uuid, "outcome": "done", "pain": 1, "rir": 3},
            {"row": right.uuid, "outcome": "done", "pain": 6, "rir": 3},
        ]
        log_session(programme=programme, ident=uuid4(), on=on, entries=entries, pain_during=6, by=None, now=evening(on))
        answer(programme, on + timedelta(days=1))
    said = {one.row: one.outcome for one in programme.suggestions.waiting()}
    assert said == {left: "progress", right: "contact"}


def test_a_red_flag_stops_the_exercises_of_other_days_too(programme: Programme) -> None:
    one, other = row_of(programme, days=[0]), row_of(programme, days=[1])
    session(one, MONDAY)
    session(other, MONDAY + timedelta(days=1))
    RedFlagFactory.create(patient=programme.episode.patient)
    answer(programme, MONDAY + timedelta(days=3))
    assert {(each.row, each.outcome) for each in programme.suggestions.waiting()} == {(one, "stop"), (other, "stop")}


def test_an_exercise_begins_at_its_own_dose_when_the_rules_lead_to_it(programme: Programme, ana: User) -> None:
    load_library()
    row = row_of(programme)
    for on in days(0, 2, 4):
        session(row, on)
    suggestion = programme.suggestions.waiting().get()
    Suggestion.objects.filter(pk=suggestion.pk).update(proposes={"variable": "exercise", "set": {"exercise": "X31"}})
    accept_suggestion(suggestion=suggestion, by=ana, now=evening(MONDAY + timedelta(days=5)))
    bike = standing(row)
    assert (bike.exercise.code, bike.dose, bike.days) == ("X31", "15 minutes", [0, 2, 4])
    assert (bike.rest_s, bike.pain_rule) == (bike.exercise.content["dose"]["rest_s"], "P1")


def test_a_changed_exercise_that_is_moved_in_the_plan_keeps_its_log(programme: Programme, ana: User) -> None:
    first, beside = row_of(programme, order=1), row_of(programme, order=2)
    session(first, MONDAY, pain=7)
    second = accept(first, ana, MONDAY + timedelta(days=1))
    programme.refresh_from_db()
    move_row(row=second, up=False, revision=programme.revision)
    second.refresh_from_db()
    assert second.order == 2
    session(second, MONDAY + timedelta(days=4), pain=7)
    assert Suggestion.objects.waiting().get(row=second).rule == "PG-REGRESS2"
    assert not Suggestion.objects.waiting().filter(row=beside).exists()


def test_a_dose_that_the_physio_changes_goes_on_too_but_its_credits_start_again(
    programme: Programme, ana: User
) -> None:
    first = row_of(programme)
    for on in days(0, 2):
        session(first, on)
    now = evening(MONDAY + timedelta(days=3))
    second = change_row(row=first, values={"reps": 8}, revision=programme.revision, by=ana, now=now)
    session(second, MONDAY + timedelta(days=4))
    assert not programme.suggestions.waiting().exists(), "One good session on this dose, not three."
    for on in days(7, 9):
        session(second, on)
    assert Suggestion.objects.waiting().get(row=second).outcome == "progress"


def test_rows_of_another_place_never_lend_their_log(programme: Programme) -> None:
    old, beside = row_of(programme, order=1, retired_in=2), row_of(programme, order=2)
    new = row_of(programme, order=1, added_in=2)
    session(old, MONDAY)
    logged = sessions_by_row(Programme.objects.whole().get(pk=programme.pk), evening(MONDAY))
    assert set(logged) == {new.pk}
    assert beside.pk not in logged
