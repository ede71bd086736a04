"""Running load: what a week or one run gives reason to say, and the way back to running."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from programmes.load import (
    FADED_FEEDBACK,
    LADDER,
    EntryChecks,
    LadderRun,
    Night,
    Run,
    Traffic,
    Week,
    acute_chronic,
    cadence_kept,
    cadence_targets,
    entry_gaps,
    flare_plan,
    flares_need_physio,
    initial_cut,
    is_clean,
    is_too_much,
    longest_run,
    normal_increase,
    one_change,
    pain_stop,
    recovery,
    restart,
    session_load,
    spike,
    steps_allowed,
    tired,
    traffic,
    weeks,
    worst_of_weeks,
)

SUNDAY = date(2026, 11, 22)


def run(back: int = 0, km: str = "5", minutes: int = 30, rpe: int | None = 4, pain: int | None = 1) -> Run:
    return Run(
        on=SUNDAY - timedelta(days=back),
        distance_km=Decimal(km),
        minutes=Decimal(minutes),
        rpe=rpe,
        pain=pain,
    )


def of(*kms: int, fast: bool = False, hills: bool = False) -> list[Week]:
    """Weeks with these distances, this week first; what else there was is about this week."""
    made = [Week(ends_on=SUNDAY - timedelta(weeks=back), distance_km=Decimal(km)) for back, km in enumerate(kms)]
    made[0] = Week(ends_on=SUNDAY, distance_km=Decimal(kms[0]), fast=fast, hills=hills)
    return made


def test_a_week_adds_up_distance_minutes_and_load_and_says_what_nobody_rated() -> None:
    this, before, *_ = weeks([run(0), run(6, km="3", rpe=None, pain=4), run(7, km="8")], on=SUNDAY)
    assert (this.distance_km, this.minutes, this.load) == (Decimal(8), Decimal(60), Decimal(120))
    assert (this.unrated, this.worst_pain, this.days_run) == (1, 4, 2)
    assert before.distance_km == 8
    assert session_load(run(rpe=None)) is None


def test_an_overloaded_runner_with_pain_of_four_is_offered_a_cut() -> None:
    cut = initial_cut(subgroups={"SG1"}, worst_pain=4)
    assert cut is not None
    assert (cut.rule, cut.level) == ("L1", "suggestion")
    assert initial_cut(subgroups={"SG1"}, worst_pain=3) is None
    assert initial_cut(subgroups={"SG2"}, worst_pain=8) is None


@pytest.mark.parametrize(("pain", "early", "stops"), [(2, True, 0), (3, True, 1), (5, False, 0), (6, False, 1)])
def test_pain_stops_the_run_earlier_in_the_early_phase(pain: int, early: bool, stops: bool) -> None:
    assert (pain_stop(pain=pain, early=early) is not None) == stops


@pytest.mark.parametrize(
    ("kms", "spikes"),
    [
        ((13, 10, 10, 10, 10), False),
        ((14, 10, 10, 10, 10), True),
        ((14, 14, 10, 10, 20), True),
        ((10, 0, 0, 0, 0), False),
        ((0, 0, 0, 0, 0), False),
    ],
)
def test_a_week_well_above_the_last_four_is_a_spike(kms: tuple[int, ...], spikes: bool) -> None:
    assert (spike(of(*kms)) is not None) == spikes


def test_a_tenth_more_is_normal_and_a_novice_may_add_three_kilometres() -> None:
    assert normal_increase(Decimal(30), novice=True) == Decimal("33.0")
    assert normal_increase(Decimal(10), novice=True) == 13
    assert normal_increase(Decimal(10), novice=False) == 11


def test_distance_and_speed_in_one_week_are_two_changes() -> None:
    told = one_change(of(12, 10, fast=True))
    assert told is not None
    assert told.inputs == {"raised": "distance, speed"}
    assert one_change(of(12, 10)) is None
    assert one_change(of(10, 10, hills=True)) is None


def test_seven_days_of_running_ask_for_a_rest_day_and_four_weeks_of_building_for_a_lighter_one() -> None:
    daily = weeks([run(back) for back in range(7)], on=SUNDAY)
    assert [guide.rule for guide in recovery(daily)] == ["L6"]
    assert "less next week" in recovery(of(14, 13, 12, 11, 10))[0].words
    assert recovery(of(14, 13, 9, 12, 11)) == []


def test_a_run_over_a_tenth_longer_than_the_longest_of_the_month_is_red() -> None:
    earlier = [run(10, km="10"), run(31, km="20")]
    told = longest_run(run(km="11.1"), earlier)
    assert told is not None
    assert told.level == "red"
    assert longest_run(run(km="11"), earlier) is None
    assert longest_run(run(km="11"), []) is None


def test_after_two_weeks_off_half_of_the_last_week_is_the_start() -> None:
    told = restart([run(14, km="10"), run(16, km="6"), run(30, km="50")], on=SUNDAY)
    assert told is not None
    assert "8.0 km" in told.words
    assert restart([run(13)], on=SUNDAY) is None
    assert restart([], on=SUNDAY) is None


def test_three_short_nights_keep_the_week_level() -> None:
    short, stressed, good = Night(Decimal("6.5"), None), Night(Decimal(8), 7), Night(Decimal(8), 3)
    assert tired([good, short, stressed, short]) is not None
    assert tired([short, short, good]) is None
    assert tired([short, short]) is None


def test_the_ratio_of_weeks_is_only_a_note() -> None:
    week = [Week(ends_on=SUNDAY, load=Decimal(load)) for load in (200, 100, 50, 50)]
    assert acute_chronic(week) == Decimal("2.00")
    assert acute_chronic(week[:3]) is None


@pytest.mark.parametrize(
    ("during", "delta", "light"),
    [
        (0, 0, "green"),
        (2, 0, "green"),
        (2, 1, "amber"),
        (2, 2, "red"),
        (3, 0, "amber"),
        (5, None, "amber"),
        (5, 1, "red"),
        (6, 0, "red"),
    ],
)
def test_the_pain_guide_has_three_bands(during: int, delta: int | None, light: str) -> None:
    assert traffic(during, morning_delta=delta) == light


def test_pain_that_rises_week_after_week_is_red() -> None:
    assert worst_of_weeks([4, 3, 2]) is Traffic.RED
    assert worst_of_weeks([4, 3, None]) is Traffic.GREEN
    assert worst_of_weeks([3, 3, 2]) is Traffic.GREEN


def test_a_flare_brings_a_day_or_two_without_impact_and_the_second_in_two_weeks_the_physio() -> None:
    plan = flare_plan(SUNDAY)
    assert (plan.impact_from_latest - SUNDAY).days == 2
    assert plan.cut == (20, 30)
    assert flares_need_physio([SUNDAY, SUNDAY - timedelta(days=14)], on=SUNDAY)
    assert not flares_need_physio([SUNDAY, SUNDAY - timedelta(days=15)], on=SUNDAY)


def test_the_ladder_has_the_agreed_minutes() -> None:
    assert [step.run_minutes for step in LADDER] == [5, 6, 8, 12, 15, 16, 20, 21, 20, 24, 20, 25]
    assert LADDER[1].words == "6 times: run 1 min, walk 1.5 min"
    assert LADDER[11].words == "Run 25 to 30 minutes without a break"


@pytest.mark.parametrize(
    ("step", "pain", "worse", "is_too_much_for_it"),
    [
        (4, 2, False, False),
        (4, 3, False, True),
        (5, 3, False, False),
        (5, 5, None, False),
        (5, 6, None, True),
        (9, 0, True, True),
    ],
)
def test_the_first_four_steps_take_less_pain_than_the_later_ones(
    step: int, pain: int, worse: bool | None, is_too_much_for_it: bool
) -> None:
    assert is_too_much(step, LadderRun(pain, worse)) == is_too_much_for_it


def test_a_run_counts_only_when_its_morning_is_known_and_no_worse() -> None:
    assert is_clean(LadderRun(2, False))
    assert not any(is_clean(run) for run in (LadderRun(3, False), LadderRun(0, None), LadderRun(0, True)))


def test_two_steps_a_week_are_possible_from_step_four_on() -> None:
    assert [steps_allowed(step, all_clean=True) for step in (3, 4)] == [1, 2]
    assert steps_allowed(8, all_clean=False) == 1


def test_what_was_not_tested_still_stands_between_the_runner_and_step_one() -> None:
    ready = EntryChecks(brisk_walk_pain=2, heel_raises=20, step_down_pain=1, hop_pain=2, effusion=False, limp=False)
    assert entry_gaps(ready) == []
    assert len(entry_gaps(EntryChecks())) == 6
    assert entry_gaps(EntryChecks(heel_raise_symmetry=Decimal(80)))[1] != "20 single-leg heel raises"


@pytest.mark.parametrize(
    ("own", "targets"), [(160, [168, 172, 176]), (165, [173, 177, 182]), (180, [189, 190]), (190, []), (200, [])]
)
def test_cadence_goes_up_by_a_tenth_at_most_and_never_above_190(own: int, targets: list[int]) -> None:
    assert cadence_targets(own) == targets


def test_a_cadence_counts_as_kept_when_four_of_five_samples_are_near() -> None:
    assert cadence_kept([168, 168, 165, 173, 180], 168)
    assert not cadence_kept([168, 168, 164, 174, 180], 168)
    assert not cadence_kept([], 168)
    with pytest.raises(ValueError, match="steps a minute"):
        cadence_targets(0)


def test_feedback_fades_over_eight_sessions() -> None:
    assert sum(minutes for minutes, _ in FADED_FEEDBACK) == 191
    assert all(feedback <= minutes for minutes, feedback in FADED_FEEDBACK)
