"""Every measure proves itself: its worked examples, its ends, its order, its missing-answer rule."""

import sys
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments import instruments
from assessments.instruments.answers import AnswerError, Item
from assessments.instruments.beighton import raised_from
from assessments.instruments.definition import Instrument
from assessments.instruments.examples import ChangeExample, RefusedExample, WorkedExample
from assessments.progress import band_of

ALL = instruments.all_instruments()
EVERY_MEASURE = pytest.mark.parametrize("measure", ALL, ids=lambda measure: measure.key)


def answers_to(measure: Instrument, *, all_items: bool = True) -> st.SearchStrategy[dict[str, object]]:
    """Any answers that a person could give; with `all_items` nothing is left out."""
    per_item = {item.key: st.sampled_from(item.possible_answers()) for item in measure.items}
    if all_items:
        return st.fixed_dictionaries(per_item)
    return st.fixed_dictionaries({}, optional=per_item)


def by_points(item: Item, *, most: bool) -> object:
    """The answer that is worth most, or least."""
    ranked = sorted(item.possible_answers(), key=item.points)
    return ranked[-1] if most else ranked[0]


def test_the_shelf_holds_the_measures_that_systems_know_by_name() -> None:
    assert set(instruments.keys()) >= {
        "akps",
        "nprs_w",
        "nprs_u",
        "nprs_c",
        "psfs",
        "groc",
        "sane",
        "koos_pf",
        "uwri",
        "lefs",
        "tsk11",
        "fpi6",
        "beighton",
        "wells",
        "step_down",
        "single_leg_squat",
    }


NEW_MEASURE = """
from dataclasses import replace
from assessments.instruments.sane import INSTRUMENT as SANE
INSTRUMENT = replace(SANE, key="knee_today", title="The knee today")
"""


def test_a_file_and_its_measure_carry_the_same_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "knee_tomorrow.py").write_text(NEW_MEASURE, encoding="utf-8")
    monkeypatch.setattr(instruments, "__path__", [*instruments.__path__, str(tmp_path)])
    instruments.all_instruments.cache_clear()
    try:
        with pytest.raises(ValueError, match="name them alike"):
            instruments.all_instruments()
    finally:
        instruments.all_instruments.cache_clear()
        sys.modules.pop("assessments.instruments.knee_tomorrow", None)


def test_a_measure_that_is_not_on_the_shelf_is_named_in_the_refusal() -> None:
    with pytest.raises(instruments.UnknownInstrumentError, match="visa_p"):
        instruments.get("visa_p")


@EVERY_MEASURE
def test_a_measure_can_be_found_by_its_key(measure: Instrument) -> None:
    assert instruments.get(measure.key) is measure


@EVERY_MEASURE
def test_a_measure_is_complete_in_what_it_says_of_itself(measure: Instrument) -> None:
    for words in (measure.title, measure.patient_title, measure.instruction, measure.source, measure.licence):
        assert words
    assert measure.version
    assert measure.examples, "a measure carries its own proof"
    item_keys = [item.key for item in measure.items]
    assert len(item_keys) == len(set(item_keys))
    assert all(item.possible_answers() for item in measure.items)
    if measure.important:
        assert measure.important.source


@pytest.mark.parametrize(
    ("measure", "example"),
    [
        pytest.param(measure, example, id=f"{measure.key} {example.name}")
        for measure in ALL
        for example in measure.examples
    ],
)
def test_worked_example_gives_its_score(measure: Instrument, example: WorkedExample) -> None:
    result = measure.score(example.answers)
    assert (result.score, result.status, result.grade) == (example.score, example.status, example.grade)
    assert result.answered == (len(measure.items) if example.answered is None else example.answered)
    assert result.total == len(measure.items)


@pytest.mark.parametrize(
    ("measure", "example"),
    [
        pytest.param(measure, example, id=f"{measure.key} {example.name}")
        for measure in ALL
        for example in measure.change_examples
    ],
)
def test_worked_change_falls_in_its_band(measure: Instrument, example: ChangeExample) -> None:
    change = measure.change(measure.score(example.baseline), measure.score(example.latest))
    assert change is not None
    assert (change.difference, band_of(change), change.partial) == (
        example.difference,
        example.band,
        example.partial,
    )


@pytest.mark.parametrize(
    ("measure", "example"),
    [
        pytest.param(measure, example, id=f"{measure.key} {example.name}")
        for measure in ALL
        for example in measure.refused_examples
    ],
)
def test_wrong_answer_is_refused_with_a_sentence_at_its_item(measure: Instrument, example: RefusedExample) -> None:
    with pytest.raises(AnswerError) as refusal:
        measure.score(example.answers)
    assert list(refusal.value.errors) == [example.item]
    assert refusal.value.errors[example.item].endswith(".")


@EVERY_MEASURE
@given(data=st.data())
def test_a_full_set_of_answers_scores_inside_the_scale(measure: Instrument, data: st.DataObject) -> None:
    result = measure.score(data.draw(answers_to(measure)))
    assert result.status == "complete"
    assert isinstance(result.score, int | Decimal)
    assert not isinstance(result.score, bool)
    assert measure.lowest <= result.score <= measure.highest
    assert bool(result.grade) == bool(measure.grades)


@EVERY_MEASURE
def test_both_ends_of_the_scale_can_be_reached(measure: Instrument) -> None:
    ends = {
        measure.score({item.key: by_points(item, most=most) for item in measure.items}).score for most in (True, False)
    }
    assert ends == {measure.lowest, measure.highest}


@EVERY_MEASURE
@given(data=st.data())
def test_raising_one_answer_never_turns_the_score_the_other_way(measure: Instrument, data: st.DataObject) -> None:
    answers = data.draw(answers_to(measure))
    item = data.draw(st.sampled_from(measure.items))
    one, other = sorted((data.draw(st.sampled_from(item.possible_answers())) for _ in range(2)), key=item.points)
    lower = measure.score({**answers, item.key: one}).score
    higher = measure.score({**answers, item.key: other}).score
    most_points = measure.score({each.key: by_points(each, most=True) for each in measure.items}).score
    assert lower is not None
    assert higher is not None
    assert lower <= higher if most_points == measure.highest else lower >= higher


@EVERY_MEASURE
@given(data=st.data())
def test_too_few_answers_never_give_a_score(measure: Instrument, data: st.DataObject) -> None:
    answers = data.draw(answers_to(measure, all_items=False))
    result = measure.score(answers)
    enough = len(measure.items) if measure.enough is None else measure.enough
    full = len(measure.items) if measure.full is None else measure.full
    assert result.answered == len(answers)
    if result.answered < enough:
        assert (result.score, result.status, result.grade) == (None, "incomplete", "")
    else:
        assert result.score is not None
        assert result.status == ("complete" if result.answered >= full else "prorated")


@EVERY_MEASURE
@given(data=st.data())
def test_the_order_of_answers_and_blanks_left_as_none_change_nothing(measure: Instrument, data: st.DataObject) -> None:
    answers = data.draw(answers_to(measure, all_items=False))
    shuffled = dict(data.draw(st.permutations(list(answers.items()))))
    blanks = {item.key: None for item in measure.items} | shuffled
    assert measure.score(answers) == measure.score(blanks)
    assert list(measure.score(blanks).answers) == [item.key for item in measure.items if item.key in answers]


@EVERY_MEASURE
@pytest.mark.parametrize("wrong", [4.5, 1.0, "", "z", [0], {"a": 1}, 10**6, -(10**6)], ids=str)
def test_an_answer_of_a_strange_kind_is_refused(measure: Instrument, wrong: object) -> None:
    with pytest.raises(AnswerError):
        measure.score({measure.items[0].key: wrong})


@EVERY_MEASURE
def test_a_yes_is_not_a_number_and_a_number_is_not_a_letter(measure: Instrument) -> None:
    item = measure.items[0]
    if item.kind == "yes_no":
        for said, meant in ((True, True), (1, True), ("true", True), (False, False), (0, False), ("false", False)):
            assert measure.clean({item.key: said})[item.key] is meant
    else:
        with pytest.raises(AnswerError):
            measure.clean({item.key: True})


@EVERY_MEASURE
def test_an_unknown_item_is_refused_together_with_every_other_mistake(measure: Instrument) -> None:
    with pytest.raises(AnswerError) as refusal:
        measure.clean({"no_such_item": 1, measure.items[0].key: "nonsense"})
    assert set(refusal.value.errors) == {"no_such_item", measure.items[0].key}


@given(answers=st.fixed_dictionaries({}, optional={f"pf{n:02}": st.integers(0, 4) for n in range(1, 12)}))
def test_koos_pf_is_shown_as_exact_arithmetic_would_show_it(answers: dict[str, int]) -> None:
    koos = instruments.get("koos_pf")
    score = koos.score(answers).score
    if score is None:
        assert len(answers) < 6
        return
    exact = 100 - Fraction(sum(answers.values()) * 100, 4 * len(answers))
    tenths = int((exact * 10 + Fraction(1, 2)) // 1)
    assert koos.rounded(score) == Decimal(tenths).scaleb(-1)


@pytest.mark.parametrize("count", range(1, 6))
def test_psfs_means_keep_their_first_decimal(count: int) -> None:
    psfs = instruments.get("psfs")
    for total in range(10 * count + 1):
        ratings = [min(10, max(0, total - 10 * number)) for number in range(count)]
        score = psfs.score({f"activity_{n}": rating for n, rating in enumerate(ratings, 1)}).score
        assert score is not None
        exact = (Fraction(total * 10, count) + Fraction(1, 2)) // 1
        assert psfs.rounded(score) == Decimal(int(exact)).scaleb(-1)


def test_akps_has_the_points_of_the_1993_table() -> None:
    akps = instruments.get("akps")
    assert len(akps.items) == 13
    assert [len(item.options) for item in akps.items] == [3, 3, 4, 4, 5, 5, 4, 5, 5, 5, 5, 3, 3]
    points = {item.key: [option.points for option in item.options] for item in akps.items}
    assert points == {
        "limp": [5, 3, 0],
        "support": [5, 3, 0],
        "walk": [5, 3, 2, 0],
        "stairs": [10, 8, 5, 0],
        "squat": [5, 4, 3, 2, 0],
        "run": [10, 8, 6, 3, 0],
        "jump": [10, 7, 2, 0],
        "sit": [10, 8, 6, 4, 0],
        "pain": [10, 8, 6, 3, 0],
        "swelling": [10, 8, 6, 4, 0],
        "patmove": [10, 6, 4, 2, 0],
        "atrophy": [5, 3, 0],
        "flexdef": [5, 3, 0],
    }


@pytest.mark.parametrize(
    ("key", "important", "error"),
    [
        ("akps", "8", "13"),
        ("koos_pf", "16", "16"),
        ("nprs_w", "2", None),
        ("nprs_u", "2", None),
        ("nprs_c", "2", None),
        ("psfs", "2", "2"),
        ("uwri", "8", "4.1"),
        ("lefs", "9", "9"),
        ("tsk11", "4", "7"),
        ("sane", "15", None),
    ],
)
def test_sizes_of_change_are_the_agreed_ones(key: str, important: str, error: str | None) -> None:
    measure = instruments.get(key)
    assert measure.important is not None
    assert measure.important.value == Decimal(important)
    assert (measure.error.value if measure.error else None) == (Decimal(error) if error else None)


@pytest.mark.parametrize(("age", "score"), [(8, 6), (17, 6), (18, 5), (50, 5), (51, 4)])
def test_beighton_counts_as_raised_by_age(age: int, score: int) -> None:
    assert raised_from(age) == score


@pytest.mark.parametrize(
    ("score", "shown"),
    [(Decimal("59.0909"), "59.1"), (Decimal("4.35"), "4.4"), (Decimal("-1.5"), "−1.5"), (Decimal(4), "4.0")],
)
def test_scores_are_shown_half_up_with_a_true_minus(score: Decimal, shown: str) -> None:
    assert instruments.get("psfs").shown(score) == shown
