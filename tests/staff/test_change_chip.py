"""The chip beside a score on the chart: what is worse must not look good."""

from datetime import date

import pytest

from assessments.instruments import get
from assessments.instruments.definition import Instrument
from assessments.instruments.scores import Score
from assessments.progress import Point, Story, story
from clinic.templatetags.charts import change_chip


def told(key: str, *scores: Score) -> Story:
    instrument: Instrument = get(key)
    return story(instrument, [Point(date(2026, 10, 1 + day), score) for day, score in enumerate(scores)])


@pytest.mark.parametrize(
    ("key", "scores", "chip"),
    [
        ("akps", (60, 75), "<span class='chip chip--good'>+15 since start, counts</span>"),
        ("akps", (60, 70), "<span class='chip chip--good'>+10 since start, counts</span>"),
        ("akps", (60, 64), "<span class='chip chip--quiet'>+4 since start</span>"),
        ("akps", (60, 50), "<span class='chip chip--ok'>−10 since start, worse</span>"),
        # Less pain is better: the sign alone says nothing.
        ("nprs_w", (4, 7), "<span class='chip chip--ok'>+3 since start, worse</span>"),
        ("nprs_w", (7, 4), "<span class='chip chip--good'>−3 since start, counts</span>"),
        ("akps", (60,), ""),
        # A rating of change is not a difference of two.
        ("groc", (1, 1), "<span class='chip chip--quiet'>+1</span>"),
    ],
)
def test_only_a_change_that_counts_looks_good_and_a_worse_one_says_so(
    key: str, scores: tuple[int, ...], chip: str
) -> None:
    assert change_chip(told(key, *scores)) == chip
