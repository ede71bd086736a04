"""Thousands of answer sheets, scored by the shelf and by plain tables typed anew: both must say the same."""

from decimal import Decimal
from fractions import Fraction
from random import Random
from typing import Any

import pytest

from assessments import instruments
from assessments.progress import band_of
from tests.assessments import oracle

SETS = 2_500
EVERY_SHEET = pytest.mark.parametrize("key", oracle.SHEETS)


def filled_in(key: str, random: Random) -> dict[str, Any]:
    """One sheet: half of them whole, the others with gaps, few or many."""
    answers = oracle.SHEETS[key].answers
    gaps = random.choice((0, 0, 0.1, 0.5))
    return {item: random.choice(possible) for item, possible in answers.items() if random.random() >= gaps}


def exact(score: Fraction | None) -> Decimal | int | None:
    """As it is kept: whole, or half-up to three places."""
    if score is None:
        return None
    thousandths = (abs(score) * 1000 + Fraction(1, 2)) // 1
    return Decimal(int(thousandths)).scaleb(-3) * (1 if score >= 0 else -1)


def test_the_sixteen_measures_that_systems_know_have_a_second_opinion() -> None:
    assert len(oracle.SHEETS) == 16
    assert set(oracle.SHEETS) <= set(instruments.keys())


@EVERY_SHEET
def test_the_form_takes_the_answers_of_the_printed_one_and_no_others(key: str) -> None:
    items = {item.key: list(item.possible_answers()) for item in instruments.get(key).items}
    printed = oracle.SHEETS[key].answers
    assert list(items) == list(printed)
    assert {item: sorted(answers, key=str) for item, answers in items.items()} == {
        item: sorted(answers, key=str) for item, answers in printed.items()
    }


@EVERY_SHEET
def test_thousands_of_sheets_score_as_the_printed_rule_says(key: str) -> None:
    measure, random = instruments.get(key), Random(f"restride {key}")
    for _ in range(SETS):
        sheet = filled_in(key, random)
        score, status, answered = oracle.SHEETS[key].told(sheet)
        result = measure.score(sheet)
        assert (result.score, result.status, result.answered) == (exact(score), status, answered), sheet
        assert result.grade == oracle.grade(key, score), sheet


@pytest.mark.parametrize("key", oracle.CHANGE)
def test_thousands_of_changes_fall_in_the_printed_bands(key: str) -> None:
    measure, random = instruments.get(key), Random(f"change {key}")
    for _ in range(SETS):
        before, after = filled_in(key, random), filled_in(key, random)
        first, _, _ = oracle.SHEETS[key].told(before)
        last, _, _ = oracle.SHEETS[key].told(after)
        change = measure.change(measure.score(before), measure.score(after))
        if first is None or last is None:
            assert change is None
            continue
        assert band_of(change) == oracle.band(key, first, last), (before, after)


def test_thousands_of_own_activities_are_compared_pair_by_pair() -> None:
    measure, random = instruments.get("psfs"), Random("pairs")
    for _ in range(SETS):
        before, after = filled_in("psfs", random), filled_in("psfs", random)
        change = measure.change(measure.score(before), measure.score(after))
        expected = oracle.psfs_band(before, after)
        if expected is None:
            assert change is None
            continue
        assert change is not None
        gained, said, partial = expected
        assert (change.difference, band_of(change), change.partial) == (exact(gained), said, partial), (before, after)


def test_the_second_opinion_knows_nothing_of_the_shelf() -> None:
    with open(oracle.__file__, encoding="utf-8") as page:
        assert "from assessments" not in page.read()
