"""Weeks as bars: readable without colour, honest about the week that isn't over, never wider than the paper."""

import re
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from programmes.charts import running_chart, sessions_chart
from programmes.load import Week
from programmes.weekly import pain_figures, pain_says, pain_weeks, running_says, session_weeks

SUNDAY = date(2026, 11, 29)


def weeks(*kms: str, pain: int | None = None) -> list[Week]:
    """This week first."""
    return [
        Week(ends_on=SUNDAY - timedelta(weeks=back), distance_km=Decimal(km), worst_pain=pain, count=2)
        for back, km in enumerate(kms)
    ]


def test_no_week_draws_nothing() -> None:
    assert running_chart([], says="") == sessions_chart([], says="") == ""
    assert running_says([]) == ""


def test_this_week_has_a_dashed_edge_and_its_own_word() -> None:
    drawn = running_chart(weeks("4", "12", "10"), says="Said")
    assert drawn.count("<rect") == 3
    assert drawn.count('stroke-dasharray="4 3"') == 1
    assert ">Now<" in drawn
    assert 'aria-label="Said"' in drawn


@pytest.mark.parametrize(("pain", "shape"), [(2, "<circle"), (4, 'Z" fill="#E0A526"'), (7, 'rx="2.5"')])
def test_the_worst_pain_of_a_week_is_a_shape_above_its_bar(pain: int, shape: str) -> None:
    assert running_chart(weeks("4", pain=pain), says="").count(shape) == 1
    assert shape not in running_chart(weeks("4"), says="")


def test_planned_sessions_are_outlines_behind_what_was_done() -> None:
    days = [SUNDAY - timedelta(days=back) for back in (13, 11, 2)]
    told = session_weeks(days, planned=3, starts_on=SUNDAY - timedelta(days=13), ends_on=None, on=SUNDAY)
    drawn = sessions_chart(told, says="")
    assert (drawn.count('fill="none"'), drawn.count("<rect")) == (2, 4)


def test_of_a_long_course_the_last_half_year_is_drawn_and_says_so() -> None:
    days = [SUNDAY - timedelta(days=back) for back in range(0, 5 * 365, 3)]
    kept = session_weeks(days, planned=3, starts_on=min(days), ends_on=None, on=SUNDAY)
    assert (len(kept), kept[-1].number) == (26, (SUNDAY - min(days)).days // 7 + 1)
    assert kept[-1].now
    worst = dict.fromkeys(days[3:], 5) | {SUNDAY: 2}
    assert pain_figures(pain_weeks(worst, on=SUNDAY)) == "Now 2, was 5 in the last 26 weeks."
    assert pain_says(pain_weeks(worst, on=SUNDAY)).endswith("from 5 to 2 in the last 26 weeks.")


def test_of_a_short_course_all_is_told_and_a_silent_end_is_left_out() -> None:
    worst = {SUNDAY - timedelta(days=60): 5, SUNDAY - timedelta(days=30): 3}
    told = pain_weeks(worst, on=SUNDAY)
    assert [week.pain for week in told] == [5, None, None, None, 3]
    assert pain_figures(told) == "Now 3, was 5."
    assert pain_weeks({SUNDAY + timedelta(days=1): 4}, on=SUNDAY) == []


@given(st.lists(st.decimals("0", "400", places=2), min_size=1, max_size=12), st.sampled_from([314, 560, 760]))
def test_every_bar_stays_on_the_paper(kms: list[Decimal], width: int) -> None:
    drawn = running_chart(weeks(*(str(km) for km in kms)), says="", width=width, height=220)
    for x, y, wide, tall in re.findall(r'<rect x="([\d.]+)" y="([\d.]+)" width="([\d.]+)" height="([\d.]+)"', drawn):
        assert float(x) >= 0
        assert float(y) >= 0
        assert float(x) + float(wide) <= width
        assert float(y) + float(tall) <= 220
