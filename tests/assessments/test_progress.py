"""A series of scores is told once, for the patient and for the physio."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments import instruments, progress
from assessments.progress import Point
from assessments.rulebook import values_with

AKPS = instruments.get("akps")
PAIN = instruments.get("nprs_w")
START = date(2025, 10, 1)


def series(*scores: int | None) -> list[Point]:
    """One score a week from the first of October."""
    return [Point(START + timedelta(weeks=week), score) for week, score in enumerate(scores)]


@pytest.mark.parametrize(
    ("improvement", "expected"),
    [
        (-9, "worse"),
        (-8, "worse"),
        (-7, "within_error"),
        (0, "within_error"),
        (7, "within_error"),
        (8, "important"),
        (12, "important"),
        (13, "important_and_real"),
        (40, "important_and_real"),
    ],
)
def test_akps_changes_fall_into_bands_at_eight_and_thirteen(improvement: int, expected: str) -> None:
    assert progress.band(improvement, important=Decimal(8), error=Decimal(13)) == expected


def test_a_change_is_never_called_real_where_the_error_is_not_known() -> None:
    assert progress.band(10, important=Decimal(2), error=None) == "important"


def test_where_the_error_is_smaller_than_the_important_change_the_larger_one_decides() -> None:
    assert progress.band(5, important=Decimal(8), error=Decimal("4.1")) == "within_error"
    assert progress.band(8, important=Decimal(8), error=Decimal("4.1")) == "important_and_real"


def test_a_measure_without_thresholds_has_no_band() -> None:
    assert progress.band(5, important=None, error=None) is None


@given(better=st.integers(-100, 100), more=st.integers(0, 100))
def test_a_better_change_never_falls_into_a_worse_band(better: int, more: int) -> None:
    order = ["worse", "within_error", "important", "important_and_real"]
    here = progress.band(better, important=Decimal(8), error=Decimal(13))
    there = progress.band(better + more, important=Decimal(8), error=Decimal(13))
    assert here is not None
    assert there is not None
    assert order.index(here) <= order.index(there)


def test_nothing_scored_yet_says_so() -> None:
    told = progress.story(AKPS, [], next_due=date(2025, 12, 4))
    assert told.patient == "No score yet. Next one: Thursday 4 December."
    assert told.staff == "No score yet."
    assert (told.baseline, told.latest, told.change, told.band) == (None, None, None, None)


def test_a_single_score_gives_the_number_and_when_the_next_is_due() -> None:
    told = progress.story(AKPS, series(63), next_due=date(2025, 12, 4))
    assert told.patient == "Your knee score is 63. Next one: Thursday 4 December."
    assert told.staff == "63 at baseline."
    assert told.band is None
    assert told.counts_from == 71


def test_twenty_points_up_is_a_change_that_counts() -> None:
    told = progress.story(AKPS, series(58, 63, 71, 78))
    assert told.patient == "Your knee score went from 58 to 78. That’s a change that counts."
    assert told.staff == "+20 since baseline (58 → 78): important (≥ 8), beyond measurement error (13)."
    assert [step.band for step in told.steps] == [
        None,
        "within_error",
        "important_and_real",
        "important_and_real",
    ]


def test_nine_points_up_counts_but_lies_within_the_measurement_error() -> None:
    told = progress.story(AKPS, series(63, 72))
    assert told.band == "important"
    assert told.staff == "+9 since baseline (63 → 72): important (≥ 8), not beyond measurement error (13)."


def test_a_few_points_could_be_day_to_day_change() -> None:
    told = progress.story(AKPS, series(63, 66))
    assert told.patient == "Your knee score went from 63 to 66. That could be day-to-day change."
    assert told.staff == "+3 since baseline (63 → 66): below important change (8)."


def test_a_worse_score_is_told_calmly_and_only_says_seen_when_it_was() -> None:
    points = series(63, 52)
    assert progress.story(AKPS, points).patient == (
        "Lower than when you started. That happens. Your knee score went from 63 to 52."
    )
    assert "Priya has seen it." in progress.story(AKPS, points, seen_by="Priya").patient
    assert progress.story(AKPS, points).staff == ("−11 since baseline (63 → 52): important worsening (≥ 8).")


def test_falling_pain_is_an_improvement() -> None:
    told = progress.story(PAIN, series(6, 4))
    assert told.band == "important"
    assert told.change is not None
    assert (told.change.difference, told.change.improvement) == (-2, 2)
    assert told.patient == "Your worst pain went from 6 to 4. That’s a change that counts."
    assert told.staff == "−2 since baseline (6 → 4): important (≥ 2), measurement error not known."
    assert told.counts_from == 4


def test_rising_pain_is_called_higher() -> None:
    assert progress.story(PAIN, series(4, 7)).patient.startswith("Higher than when you started. That happens.")


def test_the_same_score_again_is_called_the_same() -> None:
    assert progress.story(AKPS, series(63, 63)).patient == "Your knee score is 63, the same as when you started."


def test_an_unfinished_form_is_a_gap_and_not_a_nought() -> None:
    told = progress.story(AKPS, series(None, 63, None, 72))
    assert [step.point.score for step in told.steps] == [63, 72]
    assert told.baseline == Point(START + timedelta(weeks=1), 63)


def test_scores_that_arrive_late_are_put_in_the_order_of_their_days() -> None:
    told = progress.story(AKPS, list(reversed(series(58, 63, 71))))
    assert told.baseline is not None
    assert told.latest is not None
    assert (told.baseline.score, told.latest.score) == (58, 71)


@pytest.mark.parametrize(
    ("rating", "expected", "said"),
    [
        (-3, "worse", "You said: worse than at your first visit (−3)."),
        (1, "within_error", "You said: about the same as at your first visit (+1)."),
        (2, "important", "You said: a bit better than at your first visit (+2)."),
        (4, "important_and_real", "You said: a lot better than at your first visit (+4)."),
    ],
)
def test_a_rating_of_change_is_itself_the_change(rating: int, expected: str, said: str) -> None:
    told = progress.story(instruments.get("groc"), series(rating))
    assert told.band == expected
    assert told.patient == said


def test_an_earlier_rating_of_change_plays_no_part() -> None:
    told = progress.story(instruments.get("groc"), series(-4, 2))
    assert told.band == "important"
    assert told.staff == "+2: slight improvement."


def test_activities_are_compared_pair_by_pair() -> None:
    psfs = instruments.get("psfs")
    first = psfs.score({"activity_1": 2, "activity_2": 5, "activity_3": 6})
    later = psfs.score({"activity_1": 4, "activity_3": 7})
    told = progress.story(
        psfs,
        [
            Point(START, first.score, first.status, first.answers),
            Point(START + timedelta(weeks=6), later.score, later.status, later.answers),
        ],
    )
    assert told.change is not None
    assert (told.change.difference, told.change.partial, told.band) == (Decimal("1.5"), True, "within_error")
    assert told.staff == (
        "+1.5 since baseline: below important change (2). Partial: not every activity was rated again."
    )


def test_the_clinic_may_set_its_own_sizes_of_change() -> None:
    own = values_with({"measures.akps.important": "10"})
    series_then = [replace(point, values=own) for point in series(63, 72)]
    assert progress.story(AKPS, series_then).band == "within_error"
    assert progress.story(AKPS, series_then[:1]).counts_from == 73


def test_the_later_score_of_a_comparison_says_by_which_values_it_is_held() -> None:
    own = values_with({"measures.akps.important": "10"})
    baseline, before, after = series(63, 72, 72)
    told = progress.story(AKPS, [baseline, before, replace(after, values=own)])
    assert [step.band for step in told.steps] == [None, "important", "within_error"]
    assert told.staff.endswith("below important change (10).")


def test_a_single_activity_keeps_its_own_size_of_change_under_the_clinics_values() -> None:
    own = values_with(
        {"measures.psfs.important": "1.5", "measures.psfs.error": "1.5", "measures.psfs.one_activity": "2"}
    )
    points = [
        Point(START, Decimal(3), answers={"activity_1": 3}),
        Point(START + timedelta(weeks=2), Decimal(5), answers={"activity_1": 5}),
    ]
    assert progress.story(instruments.get("psfs"), points).band == "within_error"
    points[1] = replace(points[1], values=own)
    assert progress.story(instruments.get("psfs"), points).band == "important_and_real"


def test_no_line_is_drawn_outside_the_scale() -> None:
    assert progress.story(AKPS, series(95)).counts_from is None
    assert progress.story(PAIN, series(1)).counts_from is None


@pytest.mark.parametrize("key", ["fpi6", "beighton", "wells"])
def test_a_finding_that_has_no_better_has_no_band(key: str) -> None:
    told = progress.story(instruments.get(key), series(0, 4))
    assert told.band is None
    assert told.patient.endswith("went from 0 to 4.")
    assert told.staff == "+4 since baseline (0 → 4)."
