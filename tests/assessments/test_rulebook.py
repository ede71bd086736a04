"""Every threshold stands in the rule book, and the function that works by it turns at the value that is told."""

import ast
import operator
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments import instruments, progress
from assessments.examination.grading import is_spike
from assessments.examination.load_signs import load_signs
from assessments.examination.mobility_signs import mobility_signs
from assessments.examination.movement_signs import movement_signs
from assessments.examination.signs import Knee, Sign
from assessments.examination.strength_signs import strength_signs
from assessments.notes import notes
from assessments.prognosis import prognosis
from assessments.progress import Point
from assessments.rulebook import Values, by_id, defaults, parts, values_with
from assessments.rulebook.checking import out_of_order, read_value
from assessments.rulebook.definition import TAG_WORDS, Rule, limit, plain, tag_of
from assessments.rulebook.measures import with_values
from assessments.subgroups import Classified

D = Decimal
Probe = Callable[[Values, Decimal], bool]
ROOT = Path(__file__).parents[2]
NOTHING = Classified((), None, False, ())
# The parts whose functions are probed here, threshold by threshold.
PROBED = ("load", "measures", "mobility", "movement", "notes", "prognosis", "strength")


def knee(values: Values, findings: dict[str, Any], sex: str = "female") -> Knee:
    return Knee({"S01": "left", **findings}, sex, values)


def any_of(signs: Iterator[Sign]) -> bool:
    return any(sign.positive for sign in signs)


def noted(values: Values, findings: dict[str, Any], words: str, age: int = 30) -> bool:
    told = notes({"O05": {}, **findings}, age=age, classified=NOTHING, values=values)
    return any(note.words.startswith(words) for note in told)


def strength(field: str, sex: str) -> Probe:
    """A force of so many kgf at 100 kg is so many % of body weight."""

    def probe(values: Values, measured: Decimal) -> bool:
        findings = {"S23": {"weight": 100}, field: {"left": measured}}
        return any_of(strength_signs(knee(values, findings, sex)))

    return probe


def torque(sex: str) -> Probe:
    """A force of so many N on a lever of 1 m, at 1 kg, is so many N·m/kg."""

    def probe(values: Values, measured: Decimal) -> bool:
        set_up = {"S23": {"weight": 1}, "M01": {"unit": "newton", "lever_knee": 1}}
        return any_of(strength_signs(knee(values, {**set_up, "O21": {"left": measured}}, sex)))

    return probe


def length(field: str, part: str, grade: str) -> Probe:
    def probe(values: Values, measured: Decimal) -> bool:
        found = {part: measured} if part else measured
        signs = mobility_signs(knee(values, {field: {"left": found}}))
        return any(sign.words.endswith(("limited", grade)) for sign in signs)

    return probe


def wall_difference(values: Values, measured: Decimal) -> bool:
    signs = mobility_signs(knee(values, {"O29": {"left": {"cm": 15}, "right": {"cm": 15 + measured}}}))
    return any("short of right" in sign.words for sign in signs)


def foot(field: str) -> Probe:
    return lambda values, measured: any_of(mobility_signs(knee(values, {field: {"left": int(measured)}})))


def spike_on_the_mean(values: Values, measured: Decimal) -> bool:
    return is_spike([D(100)] * 4 + [100 * measured], values=values)


def spike_by_fortnights(values: Values, measured: Decimal) -> bool:
    return is_spike([D(100)] * 2 + [100 * measured] * 2, values=values)


def spike_as_told(values: Values, measured: Decimal) -> bool:
    return any_of(load_signs(knee(values, {"N03": {"now": 100 * measured, "mean_4_weeks": 100}})))


def effusion(values: Values, measured: Decimal) -> bool:
    grade = f"{min(int(measured), 3)}_plus" if measured >= 1 else "trace"
    return noted(values, {"O02": {"left": grade}}, "Effusion")


def changed(key: str) -> Probe:
    """An important change of this size, in the direction of better."""

    def probe(values: Values, measured: Decimal) -> bool:
        measure = with_values(instruments.get(key), values)
        better = -measured if measure.direction == "lower" else measured
        return progress.band_of(measure.change_of(better)) in ("important", "important_and_real")

    return probe


def surely_changed(key: str) -> Probe:
    """A change beyond error, where any change would be important."""

    def probe(values: Values, measured: Decimal) -> bool:
        measure = with_values(instruments.get(key), {**values, f"measures.{key}.important": D("0.5")})
        better = -measured if measure.direction == "lower" else measured
        return progress.band_of(measure.change_of(better)) == "important_and_real"

    return probe


def one_activity(values: Values, measured: Decimal) -> bool:
    """A single activity that gained so many whole points; a part of a point is not enough for the next."""
    before = Point(date(2026, 1, 1), D(0), answers={"activity_1": 0})
    after = Point(date(2026, 2, 1), measured, answers={"activity_1": int(measured)}, values=values)
    return progress.steps(instruments.get("psfs"), [before, after])[-1].band == "important_and_real"


def significant(values: Values, measured: Decimal) -> bool:
    rated = Point(date(2026, 1, 1), measured, values=values)
    return progress.steps(instruments.get("groc"), [rated])[-1].band == "important_and_real"


PROBES: dict[str, tuple[str, list[Probe]]] = {
    "strength.even_from": (
        "<",
        [lambda values, m: any_of(strength_signs(knee(values, {"O20": {"left": m, "right": 100}})))],
    ),
    **{
        f"strength.{test}.{sex}": ("<", [strength(field, sex)])
        for test, field in (("hip_abduction", "O17"), ("hip_rotation", "O18"), ("hip_extension", "O19"))
        for sex in ("female", "male")
    },
    **{f"strength.knee_extension.{sex}": ("<", [torque(sex)]) for sex in ("female", "male")},
    "mobility.foot_posture": (">=", [foot("O26")]),
    "mobility.midfoot": (">=", [foot("O28")]),
    **{
        f"mobility.{test}.{grade}": (">" if test == "hamstrings" else "<", [length(field, part, grade)])
        for test, field, part, grades in (
            ("knee_to_wall_cm", "O29", "cm", ("limited", "borderline")),
            ("knee_to_wall_degrees", "O29", "degrees", ("limited", "borderline")),
            ("calf", "O30", "", ("limited",)),
            ("hamstrings", "O31", "lag", ("limited", "borderline")),
            ("straight_leg_raise", "O31", "slr", ("limited",)),
            ("prone_knee_bend", "O32", "degrees", ("limited", "borderline")),
            ("thomas_hip", "O33", "hip", ("limited",)),
            ("thomas_knee", "O33", "knee", ("limited", "borderline")),
            ("ober", "O34", "", ("limited",)),
        )
        for grade in grades
    },
    "mobility.wall_difference": (">", [wall_difference]),
    "movement.step_down": (">=", [lambda values, m: any_of(movement_signs(knee(values, {"O13": {"left": int(m)}})))]),
    "movement.pelvic_drop": (">=", [lambda values, m: any_of(movement_signs(knee(values, {"G7": {"degrees": m}})))]),
    "load.spike": (">", [spike_on_the_mean, spike_by_fortnights, spike_as_told]),
    "prognosis.long_days": (
        ">",
        [lambda values, m: bool((told := prognosis(days_since_onset=int(m), akps=None, values=values)) and told.poor)],
    ),
    "prognosis.low_akps": (
        "<",
        [lambda values, m: bool((told := prognosis(days_since_onset=None, akps=int(m), values=values)) and told.poor)],
    ),
    "red_flags.low_energy_answers": (
        ">=",
        [lambda values, m: noted(values, {"S28": {f"sign_{n}": n <= m for n in range(1, 6)}}, "Low energy")],
    ),
    "notes.low_confidence": (
        "<=",
        [lambda values, m: noted(values, {"S29": {"confidence": int(m)}}, "Low confidence")],
    ),
    "red_flags.stiffness_minutes": (">", [lambda values, m: noted(values, {"S11": int(m)}, "Stiff")]),
    "notes.effusion": (">=", [effusion]),
    "notes.beighton.child": (">=", [lambda values, m: noted(values, {"O35": int(m)}, "Beighton", age=17)]),
    "notes.beighton.adult": (">=", [lambda values, m: noted(values, {"O35": int(m)}, "Beighton", age=50)]),
    "notes.beighton.older": (">=", [lambda values, m: noted(values, {"O35": int(m)}, "Beighton", age=51)]),
    "notes.video_pain": (">=", [lambda values, m: noted(values, {"G11": int(m)}, "Pain")]),
    **{
        f"measures.{measure.key}.{name}": (">=", [probe(measure.key)])
        for measure in instruments.all_instruments()
        for name, probe in (("important", changed), ("error", surely_changed))
        if name in measure.thresholds()
    },
    "measures.psfs.one_activity": (">=", [one_activity]),
    "measures.groc.significant": (">=", [significant]),
}
# What is measured in whole numbers is tried in whole steps.
WHOLE = {"measures.psfs.one_activity": D(1)}
OPERATORS = {"<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge}


def test_every_value_that_the_clinic_may_set_is_probed_here() -> None:
    settable = {rule.id for part in parts() if part.key in PROBED for rule in part.rules if rule.editable}
    assert settable <= set(PROBES) <= {rule.id for rule in by_id().values() if rule.editable}


@pytest.mark.parametrize("rule_id", sorted(PROBES))
def test_a_function_turns_at_the_value_that_it_is_told(rule_id: str) -> None:
    rule, (sense, probes) = by_id()[rule_id], PROBES[rule_id]
    assert rule.value is not None
    assert rule.highest is not None
    step = WHOLE.get(rule_id, rule.step)
    moved = rule.value + step if rule.value + step <= rule.highest else rule.value - step
    for value in (rule.value, moved):
        values = values_with({rule_id: str(value)})
        for measured in (value - step, value, value + step):
            expected = OPERATORS[sense](measured, value)
            assert [probe(values, measured) for probe in probes] == [expected] * len(probes), (value, measured)


@given(value=st.integers(70, 100), reached=st.integers(1, 130))
def test_a_side_is_weak_under_whatever_share_the_clinic_sets(value: int, reached: int) -> None:
    values = values_with({"strength.even_from": f"{value}"})
    (sign,) = strength_signs(knee(values, {"O20": {"left": reached, "right": 100}}))
    assert sign.positive == (reached < value)
    assert (f"(under {value} %)" in sign.words) == sign.positive


def test_sentences_print_the_value_in_force() -> None:
    own = values_with(
        {
            "strength.hip_abduction.female": "40",
            "red_flags.stiffness_minutes": "45",
            "notes.effusion": "1",
            "prognosis.low_akps": "75",
        }
    )
    (weak,) = strength_signs(knee(own, {"S23": {"weight": 50}, "O17": {"left": 10}}))
    assert weak.words.endswith("20 % of body weight (under 40 %)")
    told = notes({"S11": 60, "O02": {"left": "1_plus"}}, age=30, classified=NOTHING, values=own)
    assert [note.words for note in told] == [
        "Stiff over 45 minutes: screen for inflammatory disease.",
        "Effusion 1+ or more: think again about the diagnosis.",
    ]
    long = prognosis(days_since_onset=None, akps=72, values=own)
    assert long is not None
    assert long.reasons == ("AKPS 72 (under 75)",)


READERS = (
    "examination/strength_signs.py",
    "examination/mobility_signs.py",
    "examination/movement_signs.py",
    "examination/load_signs.py",
    "examination/grading.py",
    "notes.py",
    "prognosis.py",
    "progress.py",
)


@pytest.mark.parametrize("module", READERS)
def test_nothing_is_compared_with_a_number_that_is_typed_in_the_code(module: str) -> None:
    tree = ast.parse((ROOT / "assessments" / module).read_text(encoding="utf-8"))
    typed = {
        side.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Compare) and not all(isinstance(op, ast.Eq) for op in node.ops)
        for side in (node.left, *node.comparators)
        if isinstance(side, ast.Constant) and type(side.value) in (int, float) and side.value
    }
    assert typed == set()


@pytest.mark.parametrize("rule", by_id().values(), ids=lambda rule: rule.id)
def test_every_rule_says_where_it_comes_from_and_lies_in_its_own_range(rule: Rule) -> None:
    assert rule.statement
    assert rule.source
    assert rule.tag_words in TAG_WORDS.values()
    if rule.editable:
        assert rule.value is not None
        assert read_value(rule, plain(rule.value)) == rule.value


def test_a_measure_that_is_new_on_the_shelf_is_in_the_rule_book() -> None:
    for measure in instruments.all_instruments():
        for name, threshold in measure.thresholds().items():
            rule = by_id()[f"measures.{measure.key}.{name}"]
            assert (rule.value, rule.source) == (threshold.value, threshold.source)


def test_the_shipped_values_are_in_order_and_a_limit_beyond_its_borderline_is_not() -> None:
    assert out_of_order(by_id(), defaults()) == {}
    wrong = out_of_order(by_id(), values_with({"mobility.knee_to_wall_cm.limited": "11"}))
    assert wrong == {
        "mobility.knee_to_wall_cm.limited": (
            "This may not be more than 10, the value of mobility.knee_to_wall_cm.borderline."
        )
    }


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ("", "Type a number, 28 to 365."),
        ("sixty", "Type it in figures, 28 to 365, with a point for decimals."),
        ("6e1", "Type it in figures, 28 to 365, with a point for decimals."),
        ("NaN", "Type it in figures, 28 to 365, with a point for decimals."),
        ("60,5", "Type it in figures, 28 to 365, with a point for decimals."),
        ("²", "Type it in figures, 28 to 365, with a point for decimals."),
        ("27", "Type a number from 28 to 365."),
        ("366", "Type a number from 28 to 365."),
        ("60.5", "Type it in steps of 1."),
    ],
)
def test_what_is_no_value_is_refused_with_a_sentence(said: str, sentence: str) -> None:
    with pytest.raises(ValueError, match="Type") as refusal:
        read_value(by_id()["prognosis.long_days"], said)
    assert str(refusal.value) == sentence


def test_a_value_is_as_fine_as_it_and_its_range_were_shipped() -> None:
    fever = limit("x", "…", 38, "°C", "—", tag="design", between=("37.5", 39))
    assert read_value(fever, "37.8") == D("37.8")
    rule = limit("x", "…", "1.30", "times", "—", tag="design", between=("1.05", "2.00"))
    assert read_value(rule, " 1.25 ") == D("1.25")
    with pytest.raises(ValueError, match=r"steps of 0\.01"):
        read_value(rule, "1.255")


def test_a_true_minus_is_taken_as_it_is_printed() -> None:
    rule = by_id()["mobility.thomas_hip.limited"]
    assert read_value(rule, "−5") == read_value(rule, "-5") == -5


def test_a_tag_is_read_from_the_words_of_the_source() -> None:
    assert tag_of("Piva 2006") == "published"
    assert tag_of("1.96 × √2 × SEM [derived]") == "derived"
    assert tag_of("[design] clinic default; Nielsen 2014 [memory]") == "memory"
