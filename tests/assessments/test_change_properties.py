"""What must hold of every measure's changes and bands, whatever was answered; a new measure is held to it, too."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessments import instruments
from assessments.instruments.definition import Instrument
from assessments.progress import band, band_of
from tests.assessments.test_instruments import EVERY_MEASURE, answers_to

RANK = {"worse": 0, "within_error": 1, "important": 2, "important_and_real": 3}
# A score that is itself a change is compared with nothing.
SERIES = [one for one in instruments.all_instruments() if one.needs_baseline]
EVERY_SERIES = pytest.mark.parametrize("measure", SERIES, ids=lambda measure: measure.key)
COMPARED = pytest.mark.parametrize("measure", [one for one in SERIES if one.important], ids=lambda measure: measure.key)


@EVERY_SERIES
@settings(max_examples=40)
@given(data=st.data())
def test_the_way_back_is_as_long_as_the_way_there(measure: Instrument, data: st.DataObject) -> None:
    one, other = (measure.score(data.draw(answers_to(measure))) for _ in range(2))
    there, back = measure.change(one, other), measure.change(other, one)
    assert there is not None
    assert back is not None
    assert (there.difference, there.improvement) == (-back.difference, -back.improvement)


@EVERY_SERIES
@settings(max_examples=40)
@given(data=st.data())
def test_who_answers_the_same_has_not_changed(measure: Instrument, data: st.DataObject) -> None:
    result = measure.score(data.draw(answers_to(measure)))
    change = measure.change(result, result)
    assert change is not None
    assert (change.difference, change.partial) == (0, False)
    assert band_of(change) in {"within_error", None}


@EVERY_SERIES
@settings(max_examples=40)
@given(data=st.data())
def test_nothing_is_compared_with_a_gap(measure: Instrument, data: st.DataObject) -> None:
    whole, gappy = measure.score(data.draw(answers_to(measure))), measure.score({})
    assert measure.change(gappy, whole) is None
    assert measure.change(whole, gappy) is None
    assert measure.change(None, whole) is None


@EVERY_MEASURE
@settings(max_examples=40)
@given(data=st.data())
def test_a_score_from_some_of_the_answers_is_given_only_where_the_measure_allows_it(
    measure: Instrument, data: st.DataObject
) -> None:
    result = measure.score(data.draw(answers_to(measure, all_items=False)))
    if result.status == "prorated":
        assert measure.enough is not None
        assert measure.enough <= result.answered < (measure.full or len(measure.items))
    if measure.enough is None:
        assert (result.score is None) == (result.answered < len(measure.items))


@COMPARED
@settings(max_examples=40)
@given(data=st.data())
def test_more_improvement_is_never_a_lower_band(measure: Instrument, data: st.DataObject) -> None:
    tenths = st.integers((measure.lowest - measure.highest) * 10, (measure.highest - measure.lowest) * 10)
    less, more = sorted((data.draw(tenths), data.draw(tenths)))
    important = measure.important.value if measure.important else None
    error = measure.error.value if measure.error else None
    low, high = (band(Decimal(each).scaleb(-1), important=important, error=error) for each in (less, more))
    assert low is not None
    assert high is not None
    assert RANK[low] <= RANK[high]


@COMPARED
@settings(max_examples=40)
@given(data=st.data())
def test_a_change_that_counts_is_worse_seen_the_other_way_round(measure: Instrument, data: st.DataObject) -> None:
    one, other = (measure.score(data.draw(answers_to(measure))) for _ in range(2))
    there, back = measure.change(one, other), measure.change(other, one)
    assert there is not None
    assert there.important is not None
    counts = Decimal(there.improvement).copy_abs() >= there.important
    assert ("worse" in {band_of(there), band_of(back)}) == counts


@EVERY_MEASURE
@settings(max_examples=40)
@given(data=st.data())
def test_kept_answers_are_still_taken_as_they_were(measure: Instrument, data: st.DataObject) -> None:
    cleaned = measure.clean(data.draw(answers_to(measure, all_items=False)))
    assert measure.still_taken({**cleaned, "an_item_of_another_version": 1}) == cleaned
