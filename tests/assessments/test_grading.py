"""Arithmetic on findings: symmetry, strength for body weight, duration and load."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.examination import grading

D = Decimal


def test_a_hip_at_three_quarters_of_the_other() -> None:
    assert grading.lsi(D("21.4"), D("27.6")) == D("21.4") / D("27.6") * 100
    assert grading.lsi(D(18), D(20)) == 90
    assert grading.lsi(D(18), D(0)) is None


def test_kilograms_and_newtons_give_the_same_share_of_body_weight() -> None:
    assert grading.percent_body_weight(D(15), D(60)) == 25
    assert grading.percent_body_weight(D(15) * D("9.81"), D(60), "newton") == 25


@given(st.decimals(1, 150, places=1), st.decimals(30, 150, places=1))
def test_kgf_over_kg_is_the_share_of_body_weight(force: Decimal, mass: Decimal) -> None:
    assert abs(grading.percent_body_weight(force, mass) - force / mass * 100) < D("0.0000001")


def test_torque_is_force_times_lever_over_mass() -> None:
    assert grading.torque(D(400), D("0.35"), "newton") == 140
    assert grading.torque_per_kg(D(400), D("0.35"), D(70), "newton") == 2
    assert grading.torque(D(10), D("0.5")) == D("49.05")


def test_body_mass_index() -> None:
    assert grading.bmi(D(200), D(80)) == 20


@pytest.mark.parametrize(
    ("began", "weeks", "days"),
    [("2025-12-02", 0, 0), ("2025-11-26", 0, 6), ("2025-11-25", 1, 7), ("2025-10-03", 8, 60)],
)
def test_weeks_since_onset_are_whole_weeks(began: str, weeks: int, days: int) -> None:
    findings = {"S02": {"on": began}}
    assert grading.weeks_since_onset(findings, date(2025, 12, 2)) == weeks
    assert grading.days_since_onset(findings, date(2025, 12, 2)) == days


def test_an_unknown_onset_has_no_duration() -> None:
    assert grading.weeks_since_onset({}, date(2025, 12, 2)) is None


@pytest.mark.parametrize(
    ("settles", "grade"),
    [("within_1h", "low"), ("1_to_24h", "moderate"), ("over_24h", "high"), ("never_settles", "high"), (None, None)],
)
def test_irritability(settles: str | None, grade: str | None) -> None:
    assert grading.irritability({"S13": settles}) == grade


def test_weekly_changes_in_per_cent() -> None:
    assert grading.weekly_changes([D(20), D(22), D(0), D(10)]) == (D(10), D(-100), None)


@pytest.mark.parametrize(
    ("weeks", "spike"),
    [
        pytest.param([20, 20, 20, 20, 26], False, id="thirty per cent is not over thirty"),
        pytest.param([20, 20, 20, 20, 27], True, id="over thirty per cent on the mean of four"),
        pytest.param([22, 22, 32, 32], True, id="two weeks up 45 % on the two before"),
        pytest.param([20, 20, 26, 26], False, id="two weeks up just thirty"),
        pytest.param([0, 0, 0, 0, 10], False, id="a start from nothing has no ratio"),
        pytest.param([20, 10], False, id="too little is known"),
        pytest.param([30, 25, 20, 15, 10], False, id="falling"),
    ],
)
def test_a_spike_in_weekly_distance(weeks: list[int], spike: bool) -> None:
    assert grading.is_spike([D(week) for week in weeks]) is spike


def test_weeks_are_read_from_the_running_profile() -> None:
    four = {f"week_{number}": 20 + number for number in range(1, 5)}
    assert grading.recent_weeks({"N04": four}) == (D(21), D(22), D(23), D(24))
    assert grading.recent_weeks({"N04": four, "N03": {"now": 30.5}}) == (D(21), D(22), D(23), D(24), D("30.5"))
    assert grading.recent_weeks({"N04": {"week_1": 20}}) == ()
