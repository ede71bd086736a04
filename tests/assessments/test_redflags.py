"""A red flag is never missed, never softened, and always says what to do."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments import redflags
from assessments.instruments.answers import AnswerError
from assessments.redflags import Level
from assessments.redflags.knee_rules import ottawa, pittsburgh

ALL_CLEAR = dict.fromkeys(redflags.PATIENT_KEYS, False)


def test_the_rules_are_numbered_from_one_to_twenty_seven() -> None:
    assert [rule.id for rule in redflags.RULES] == [f"RF{number:02}" for number in range(1, 28)]


def test_patients_are_asked_the_twelve_questions_that_systems_know_by_key() -> None:
    asked = "RF01 RF02 RF05 RF06 RF07 RF10 RF11 RF13 RF14 RF17 RF18 RF20"
    assert " ".join(redflags.PATIENT_KEYS) == asked


@pytest.mark.parametrize(
    ("level", "rules"),
    [
        (Level.EMERGENCY, "RF01 RF03 RF06 RF11 RF13 RF18 RF19 RF20 RF26"),
        (Level.SAME_DAY, "RF02 RF04 RF05 RF07 RF08 RF09 RF10 RF21 RF25"),
        (Level.URGENT, "RF12 RF16 RF17 RF22 RF23 RF24 RF27"),
        (Level.TWO_WEEK, "RF14 RF15"),
    ],
)
def test_every_rule_has_its_agreed_level(level: Level, rules: str) -> None:
    assert [rule.id for rule in redflags.RULES if rule.level == level] == rules.split()


def test_levels_have_the_letters_that_clinicians_write() -> None:
    assert [level.code for level in Level] == ["", "R", "U", "2W", "S", "E"]


def test_every_rule_says_what_to_do_and_where_it_comes_from() -> None:
    for rule in redflags.RULES:
        assert rule.statement
        assert rule.action
        assert rule.source
        assert rule.may_be is None or rule.may_be.severity < rule.level.severity


@pytest.mark.parametrize("rule", redflags.PATIENT_RULES, ids=lambda rule: rule.id)
def test_a_single_tick_gives_the_level_of_its_rule(rule: redflags.RedFlag) -> None:
    told = redflags.triage({**ALL_CLEAR, rule.id: True})
    assert told.level == rule.level.for_patients
    assert told.rules == (rule,)
    assert told.ticked


@pytest.mark.parametrize(
    ("ticks", "level", "words"),
    [
        ("RF18", "emergency", "Call 999 or go to A&E now. Don’t drive yourself."),
        ("RF10", "same_day", "Please call us today."),
        ("RF14", "urgent", "Call your GP today."),
        ("RF17", "urgent", "Call your GP today."),
        ("", "none", "None of these fit you today."),
        ("RF17 RF10 RF06", "emergency", "Call 999 or go to A&E now."),
    ],
)
def test_advice_names_what_to_do_first(ticks: str, level: str, words: str) -> None:
    told = redflags.triage({**ALL_CLEAR, **dict.fromkeys(ticks.split(), True)})
    assert told.level == level
    assert told.advice.startswith(words)
    assert [rule.level.severity for rule in told.rules] == sorted(
        (rule.level.severity for rule in told.rules), reverse=True
    )


@given(answers=st.fixed_dictionaries({key: st.booleans() for key in redflags.PATIENT_KEYS}))
def test_no_extra_tick_ever_makes_the_answer_less_urgent(answers: dict[str, bool]) -> None:
    before = redflags.triage(answers).level
    assert (before is Level.NONE) == (not any(answers.values()))
    for key in redflags.PATIENT_KEYS:
        assert redflags.triage({**answers, key: True}).level.severity >= before.severity


# What each question leads to, written out once more: E, S and U as the patient reads them.
READ_AS = dict(zip(redflags.PATIENT_KEYS, "ESSESSEEUUEE", strict=True))
FIRST_WORDS = {
    "": "None of these fit you today.",
    "U": "Call your GP today.",
    "S": "Please call us today.",
    "E": "Call 999 or go to A&E now.",
}


def test_the_patients_screen_in_all_its_combinations() -> None:
    for ticks in product((True, False), repeat=len(redflags.PATIENT_KEYS)):
        answers = dict(zip(redflags.PATIENT_KEYS, ticks, strict=True))
        hit = {key for key, yes in answers.items() if yes}
        worst = next((letter for letter in "ESU" if letter in {READ_AS[key] for key in hit}), "")
        told = redflags.triage(answers)
        assert told.level.code == worst
        assert {rule.id for rule in told.rules} == hit
        assert [told.safety.title, told.safety.level] == [FIRST_WORDS[worst], told.level]


def test_a_young_persons_lump_is_told_as_urgent_and_kept_as_the_cancer_pathway() -> None:
    told = redflags.triage({**ALL_CLEAR, "RF14": True})
    assert told.level is Level.URGENT
    assert told.rules[0].level is Level.TWO_WEEK


@pytest.mark.parametrize("key", redflags.PATIENT_KEYS)
@pytest.mark.parametrize("blank", [None, "left out"])
def test_an_unanswered_question_is_asked_again(key: str, blank: str | None) -> None:
    answers: dict[str, object] = {**ALL_CLEAR, key: None}
    if blank:
        del answers[key]
    with pytest.raises(AnswerError) as refusal:
        redflags.triage(answers)
    assert refusal.value.errors == {key: "Answer this question: yes or no."}


@pytest.mark.parametrize("wrong", ["yes", 1, 0, "false", []])
def test_only_yes_and_no_are_answers(wrong: object) -> None:
    with pytest.raises(AnswerError) as refusal:
        redflags.triage({**ALL_CLEAR, "RF01": wrong})
    assert list(refusal.value.errors) == ["RF01"]


def test_a_question_that_is_not_asked_is_refused() -> None:
    with pytest.raises(AnswerError) as refusal:
        redflags.triage({**ALL_CLEAR, "RF99": False})
    assert list(refusal.value.errors) == ["RF99"]


def test_nothing_at_all_is_no_screen() -> None:
    with pytest.raises(AnswerError) as refusal:
        redflags.triage({})
    assert set(refusal.value.errors) == set(redflags.PATIENT_KEYS)


def test_urgent_flags_hold_the_exercises_and_routine_ones_do_not() -> None:
    holding = [level for level in Level if level.blocks_progression]
    assert holding == [Level.URGENT, Level.TWO_WEEK, Level.SAME_DAY, Level.EMERGENCY]


def test_patients_read_short_words() -> None:
    for rule in redflags.PATIENT_RULES:
        assert rule.question
        assert len(rule.question.label) <= 110
        for jargon in ("effusion", "trauma", "acute", "systemic", "DVT", "septic"):
            assert jargon.lower() not in f"{rule.question.label} {rule.question.detail}".lower()
    assert all("!" not in safety.title + safety.text for safety in redflags.SAFETY_TEXTS.values())


# Ottawa: the two worked cases, then each criterion alone.
def test_at_sixty_an_injured_knee_needs_an_x_ray() -> None:
    assert ottawa(age=60)


def test_a_thirty_year_old_who_limps_four_steps_and_bends_needs_none() -> None:
    assert not ottawa(age=30)


@pytest.mark.parametrize(("age", "expected"), [(54, False), (55, True)])
def test_ottawa_begins_at_fifty_five(age: int, expected: bool) -> None:
    assert ottawa(age=age) is expected


def test_any_single_ottawa_sign_is_enough() -> None:
    assert ottawa(age=30, isolated_patella_tenderness=True)
    assert ottawa(age=30, fibula_head_tenderness=True)
    assert ottawa(age=30, cannot_flex_90=True)
    assert ottawa(age=30, cannot_bear_weight=True)


@pytest.mark.parametrize(
    ("fell", "age", "cannot_walk", "expected"),
    [
        pytest.param(True, 11, False, True, id="PT1"),
        pytest.param(False, 11, False, False, id="PT2"),
        pytest.param(True, 30, False, False, id="PT3"),
        pytest.param(True, 30, True, True, id="PT4"),
        pytest.param(True, 12, False, False, id="twelve is not under twelve"),
        pytest.param(True, 50, False, False, id="fifty is not over fifty"),
        pytest.param(True, 51, False, True, id="fifty-one"),
        pytest.param(False, 60, True, False, id="no fall and no blow"),
    ],
)
def test_pittsburgh_rule(fell: bool, age: int, cannot_walk: bool, expected: bool) -> None:
    assert pittsburgh(age=age, fall_or_blunt_trauma=fell, cannot_walk_4_steps=cannot_walk) is expected


@pytest.mark.parametrize("signs", list(product((True, False, None), repeat=4)))
@pytest.mark.parametrize("age", [30, 54, 55, None])
def test_ottawa_in_every_combination(age: int | None, signs: tuple[bool | None, ...]) -> None:
    told = ottawa(
        age=age,
        isolated_patella_tenderness=signs[0],
        fibula_head_tenderness=signs[1],
        cannot_flex_90=signs[2],
        cannot_bear_weight=signs[3],
    )
    if True in signs or (age is not None and age >= 55):
        assert told is True
    elif None in signs or age is None:
        assert told is None
    else:
        assert told is False


@pytest.mark.parametrize(
    ("age", "fell", "cannot_walk", "expected"),
    [
        (None, True, True, True),
        (None, True, False, None),
        (None, False, None, False),
        (30, None, True, None),
        (30, None, False, False),
        (30, True, None, None),
        (11, True, None, True),
        (51, None, None, None),
    ],
)
def test_pittsburgh_waits_for_what_could_still_turn_it(
    age: int | None, fell: bool | None, cannot_walk: bool | None, expected: bool | None
) -> None:
    assert pittsburgh(age=age, fall_or_blunt_trauma=fell, cannot_walk_4_steps=cannot_walk) is expected
