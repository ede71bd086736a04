"""What the run log says: the length of the last run leads, its pain comes with it, weekly figures are notes."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from programmes.load import Advice, Run, advise, calendar_weeks, longest_before

TUESDAY = date(2026, 11, 24)


def run(back: int, distance: str = "5", pain: int | None = 1, rpe: int | None = 4, **more: bool) -> Run:
    return Run(
        on=TUESDAY - timedelta(days=back),
        distance_km=Decimal(distance),
        minutes=Decimal(30),
        pain=pain,
        rpe=rpe,
        **more,
    )


def said(*runs: Run, rise: int | None = None) -> dict[str, Advice]:
    return {each.rule: each for each in advise(sorted(runs, key=lambda one: one.on), on=TUESDAY, rise=rise)}


def steady(weeks: int, distance: str = "5") -> list[Run]:
    """Two runs a week, on Tuesday and Friday, up to Friday of last week."""
    return [run(4 + 7 * week, distance) for week in range(weeks)] + [
        run(7 + 7 * week, distance) for week in range(weeks)
    ]


def test_without_a_run_there_is_nothing_to_say() -> None:
    assert advise([], on=TUESDAY) == []


@pytest.mark.parametrize(
    ("distance", "band", "rate"),
    [
        ("5.51", "over 10 to 30 %", "1.64 (1.31 to 2.05)"),
        ("6.5", "over 10 to 30 %", "1.64 (1.31 to 2.05)"),
        ("6.51", "over 30 to 100 %", "1.52 (1.16 to 2.00)"),
        ("10", "over 30 to 100 %", "1.52 (1.16 to 2.00)"),
        ("10.01", "over 100 %", "2.28 (1.50 to 3.48)"),
    ],
)
def test_a_run_much_longer_than_the_longest_of_the_month_leads_with_its_evidence(
    distance: str, band: str, rate: str
) -> None:
    first = advise([run(10), run(0, distance)], on=TUESDAY)[0]
    assert (first.rule, first.tone, first.source) == ("L7", "ease", "Frandsen 2025, BJSM 59:1203–1210")
    assert f"{band} longer: hazard rate ratio {rate}" in first.physio
    assert "In a study of 5,205 runners, injuries came more often" in first.patient
    assert "your longest in the 30 days before was 5 km. " in first.patient
    assert "Keep the next one to 5.5 km or less." in first.patient


@pytest.mark.parametrize(("distance", "back"), [("5.5", 10), ("9", 31)])
def test_a_tenth_more_or_a_longest_run_of_long_ago_is_no_jump(distance: str, back: int) -> None:
    assert "L7" not in said(run(back), run(0, distance))


def test_a_later_run_of_the_same_day_is_not_before_the_earlier_one() -> None:
    morning, evening = run(0, "5"), run(0, "8")
    assert longest_before(morning, []) is None
    assert "L7" in said(morning, evening)


@pytest.mark.parametrize(
    ("pain", "rise", "rule", "tone"),
    [
        (2, 0, "OK", "fine"),
        (2, None, "OK", "fine"),
        (3, None, "PAIN-OK", "ok"),
        (5, 0, "PAIN-OK", "ok"),
        (5, 1, "PAIN-EASE", "ease"),
        (0, 2, "PAIN-EASE", "ease"),
        (6, 0, "L2", "ease"),
    ],
)
def test_the_pain_of_the_last_run_and_the_morning_after_are_read_by_the_pain_guide(
    pain: int, rise: int | None, rule: str, tone: str
) -> None:
    first = advise([run(3), run(0, pain=pain)], on=TUESDAY, rise=rise)[0]
    assert (first.rule, first.tone) == (rule, tone)


def test_pain_over_five_says_stop_and_how_much_less() -> None:
    words = said(run(0, pain=7))["L2"].patient
    assert words == (
        "Your pain went to 7. Over 5, stop and walk home. Leave out impact for a day or two, then run 20 to 30 % less."
    )


def test_two_sore_runs_within_two_weeks_go_to_the_physio() -> None:
    assert "PAIN-FLARE" in said(run(14, pain=6), run(0, pain=6))
    assert "PAIN-FLARE" not in said(run(15, pain=6), run(0, pain=6))


def test_pain_that_rises_three_weeks_in_a_row_asks_to_ease_back() -> None:
    told = said(run(14, pain=1), run(7, pain=2), run(0, pain=3))
    assert told["PAIN-EASE"].physio.endswith("1, 2, 3.")
    assert "PAIN-OK" not in told


def test_the_most_that_is_named_is_never_more_than_the_rule_says() -> None:
    assert "Keep the next one to 4.9 km or less." in said(run(9, "4.5"), run(0, "8"))["L7"].patient


def test_after_two_weeks_off_half_of_the_last_week_and_no_word_on_the_old_run() -> None:
    told = said(run(20, "4"), run(16, "10"))
    assert "about half of your last week: 7.0 km" in told["L8"].patient
    assert "from step 6 on" in told["L8"].physio
    assert "L7" not in told


def test_a_week_that_grows_by_a_third_is_only_a_note() -> None:
    told = said(*steady(5), run(0, "5"), run(1, "5"), run(1, "5"))
    assert told["L3"].tone == "note"
    assert told["OK"].tone == "fine"
    assert "15 km, mean of the four before 10.0 km" in told["L3"].physio


def test_a_log_that_has_just_begun_knows_no_weeks_to_compare_with() -> None:
    assert "L3" not in said(run(8, "2"), run(0, "2"), run(0, "2"))


def test_the_most_for_this_week_is_a_tenth_more_than_last_week() -> None:
    assert said(*steady(1))["L4"].patient == "A usual step for this week is up to 11 km, a tenth more than last week."


def test_more_distance_and_hills_in_one_week_is_a_note() -> None:
    assert said(run(7, "4"), run(0, "4.2", hills=True))["L5"].tone == "note"


def test_seven_days_of_running_ask_for_a_rest_day() -> None:
    told = {each.rule for each in advise([run(back) for back in range(8, 1, -1)], on=TUESDAY - timedelta(days=2))}
    assert "L6" in told


def test_the_load_ratio_is_the_physios_alone_and_never_leads() -> None:
    ratio = said(*steady(5), run(0))["RATIO"]
    assert (ratio.tone, ratio.patient) == ("note", "")
    assert "not validated" in ratio.source


def test_weeks_are_read_from_monday_to_sunday() -> None:
    this, last = calendar_weeks([run(0), run(1), run(2)], on=TUESDAY, count=2)
    assert (this.starts_on, this.ends_on, this.count) == (date(2026, 11, 23), date(2026, 11, 29), 2)
    assert last.distance_km == 5


@given(
    st.lists(
        st.builds(
            run,
            back=st.integers(0, 120),
            distance=st.decimals("0.01", "160", places=2).map(str),
            pain=st.none() | st.integers(0, 10),
            rpe=st.none() | st.integers(0, 10),
        ),
        min_size=1,
        max_size=20,
    ),
    st.none() | st.integers(-10, 10),
)
def test_whatever_was_run_something_is_said_and_every_word_has_its_source(runs: list[Run], rise: int | None) -> None:
    told = advise(sorted(runs, key=lambda one: one.on), on=TUESDAY, rise=rise)
    assert any(each.tone != "note" for each in told)
    assert all(each.source and each.physio for each in told)
    assert all(each.patient for each in told if each.rule != "RATIO")
    tones = [each.tone == "note" for each in told]
    assert tones == sorted(tones)
