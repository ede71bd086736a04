"""Where a running plan stands: what the log earns, what takes it back, and what never moves it."""

from collections.abc import Sequence
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from programmes.load import COURSES, PlanRun, Put, Standing, standing

MONDAY = date(2026, 9, 7)
LADDER, RETRAINING = COURSES["return_to_run"], COURSES["cadence"]


def day(number: int) -> date:
    return MONDAY + timedelta(days=number)


def run(on: int, step: int | None, pain: int | None = 1, worse: bool | None = False, *, whole: bool = True) -> PlanRun:
    return PlanRun(day(on), step, pain, worse, whole)


def stands(
    runs: Sequence[PlanRun],
    *,
    on: int,
    begun: int = 1,
    puts: Sequence[Put] = (),
    stops: Sequence[tuple[date, date | None]] = (),
    changes: Sequence[date] = (),
) -> Standing:
    begin = Put(MONDAY, begun)
    return standing(LADDER, puts=[begin, *puts], runs=runs, on=day(on), stops=stops, changes=changes)


THREE = [run(0, 1), run(2, 1), run(4, 1)]


def test_three_clean_runs_lead_to_the_next_step_on_the_morning_after_the_third() -> None:
    assert (stands(THREE, on=4).step, stands(THREE, on=5).step) == (1, 2)
    assert stands(THREE, on=4).up_on == day(5)
    assert stands(THREE[:2], on=5).clean == 2


@pytest.mark.parametrize(
    "third",
    [
        run(4, 1, worse=None),  # nobody has told the morning
        run(4, 1, pain=None),  # nobody has told the pain
        run(3, 1),  # no day of rest before it
        run(4, None),  # a run outside the plan
        run(4, 2),  # a step that isn't theirs yet
        run(4, 1, whole=False),  # shorter than the step asks
    ],
)
def test_what_is_not_known_or_not_the_step_itself_earns_nothing(third: PlanRun) -> None:
    assert stands([*THREE[:2], third], on=20).step == 1


def test_the_log_never_leads_two_steps_up_in_a_week() -> None:
    runs = [run(2 * n, 1 + n // 3) for n in range(6)]
    assert stands(runs, on=11).step == 2
    assert stands(runs, on=11).up_on == day(12)
    assert stands(runs, on=12).step == 3


def test_from_step_four_the_physio_may_set_the_second_step_of_a_week() -> None:
    runs = [run(2 * n, 4 + n // 3) for n in range(6)]
    told = stands(runs, on=11, begun=4)
    assert (told.step, told.may_go_up) == (5, True)
    early = stands([run(2 * n, 1 + n // 3) for n in range(6)], on=11)
    assert not early.may_go_up


@pytest.mark.parametrize(
    ("begun", "bad", "step"),
    [
        (6, run(0, 6, pain=6), 5),
        (6, run(0, 6, worse=True), 5),
        (6, run(0, 6, pain=None, worse=True), 5),
        (6, run(0, 6, pain=4), 6),
        (4, run(0, 4, pain=3), 3),
        (1, run(0, 1, pain=9), 1),
        (6, run(0, None, pain=7), 5),  # also a run outside the plan takes it back
        (6, run(0, 2, pain=7), 1),  # back from the step that was run
        (6, run(0, 8, pain=7), 6),  # and never up
    ],
)
def test_too_much_goes_one_step_back_and_soreness_repeats(begun: int, bad: PlanRun, step: int) -> None:
    assert stands([bad], on=1, begun=begun).step == step


def test_a_sore_run_breaks_the_row_and_says_so() -> None:
    told = stands([run(0, 6), run(2, 6), run(4, 6, pain=4)], on=8, begun=6)
    assert (told.step, told.clean, told.repeat) == (6, 0, True)


def test_back_from_one_step_twice_asks_the_physio_until_a_person_sets_a_step() -> None:
    runs = [run(0, 5, pain=7), run(2, 4), run(4, 4), run(6, 4), run(8, 5, worse=True)]
    assert not stands(runs[:1], on=1, begun=5).contact
    told = stands(runs, on=9, begun=5)
    assert (told.step, told.contact) == (4, True)
    looked_at = stands(runs, on=12, begun=5, puts=[Put(day(10), 3)])
    assert (looked_at.step, looked_at.why, looked_at.contact) == (3, "set", False)


def test_while_a_red_flag_is_open_nothing_goes_up() -> None:
    assert stands(THREE, on=30, stops=[(day(5), None)]).step == 1
    assert stands(THREE, on=30, stops=[(day(5), None)]).up_on is None
    assert stands(THREE, on=8, stops=[(day(5), day(8))]).step == 1
    assert stands(THREE, on=9, stops=[(day(5), day(8))]).step == 2
    assert stands(THREE, on=30, stops=[(day(2), day(3))]).step == 1  # a run under an open flag earns nothing


def test_a_jumping_exercise_stepped_up_keeps_the_step_for_a_week() -> None:
    assert stands(THREE, on=9, changes=[day(3)]).step == 1
    assert stands(THREE, on=10, changes=[day(3)]).step == 2


def test_two_weeks_without_a_run_begin_again_at_step_six_at_most() -> None:
    assert [stands([run(0, 9)], on=on, begun=9).step for on in (13, 14)] == [9, 6]
    assert stands([run(0, 9)], on=14, begun=9).why == "break"
    assert stands([run(0, 3)], on=40, begun=3).step == 3
    assert stands([run(0, 9)], on=16, begun=9, puts=[Put(day(10), 9)]).step == 9


def test_the_next_run_waits_for_a_day_of_rest_and_after_too_much_for_two() -> None:
    assert stands([run(0, 6)], on=1, begun=6).not_before == day(2)
    begun = [Put(MONDAY, 1)]
    again = standing(RETRAINING, puts=begun, runs=[run(0, 1, pain=8)], on=day(1))
    assert again.not_before == day(2)
    four = [run(n, n + 1) for n in range(4)]
    assert standing(RETRAINING, puts=begun, runs=four, on=day(4)).not_before == day(7)


def test_a_session_of_retraining_goes_on_with_each_clean_one() -> None:
    runs = [run(0, 1), run(1, 2), run(3, 3, pain=4), run(4, 3)]
    told = [standing(RETRAINING, puts=[Put(MONDAY, 1)], runs=runs, on=day(on)).step for on in (0, 1, 2, 4, 5)]
    assert told == [1, 2, 3, 3, 4]


def test_the_last_step_is_done_after_three_clean_runs() -> None:
    assert stands([run(0, 12), run(2, 12), run(4, 12)], on=5, begun=12).done
    assert stands([run(0, 12), run(2, 12), run(4, 12)], on=5, begun=12).step == 12


def test_no_run_moves_the_plan_of_a_young_person() -> None:
    puts = [Put(MONDAY, 1)]
    young = COURSES["adolescent_ladder"]
    assert standing(young, puts=puts, runs=[run(0, 1, pain=9)], on=day(50)).step == 1
    assert standing(young, puts=[*puts, Put(day(30), 2)], runs=[], on=day(50)).step == 2


RUNS = st.builds(
    PlanRun,
    st.integers(0, 120).map(day),
    st.none() | st.integers(1, 12),
    st.none() | st.integers(0, 10),
    st.none() | st.booleans(),
    st.booleans(),
)


@given(st.integers(1, 12), st.lists(RUNS, max_size=60))
def test_whatever_is_logged_no_day_leads_more_than_one_step_up_in_seven(begun: int, runs: list[PlanRun]) -> None:
    in_order = sorted(runs, key=lambda one: one.on)
    told = [stands(in_order, on=on, begun=begun).step for on in range(130)]
    for on in range(7, 130):
        ups = sum(max(told[n] - told[n - 1], 0) for n in range(on - 6, on + 1))
        assert ups <= 1


@given(st.integers(1, 12), st.lists(RUNS, max_size=30))
def test_a_worse_log_never_leads_higher(begun: int, runs: list[PlanRun]) -> None:
    in_order = sorted(runs, key=lambda one: one.on)
    worse = [PlanRun(each.on, each.step, each.pain, True, each.whole) for each in in_order]
    assert stands(worse, on=130, begun=begun).step <= stands(in_order, on=130, begun=begun).step
