"""What stands beside a test while it is typed: symmetry, share of body weight, grades, differences, places."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.examination import BY_ID, FIELDS, carried, validate
from assessments.examination.body_chart import HEIGHT, WIDTH, place
from assessments.examination.differences import differences
from assessments.examination.dynamometer import in_its_unit
from assessments.examination.results import Result, read_results
from assessments.examination.words import in_words
from assessments.forms.shown import Told, lines
from assessments.rulebook import defaults
from assessments.rulebook.reference import PART as REFERENCE
from tests.assessments.test_examination import SIGNABLE, field_values

WEDNESDAY = date(2026, 11, 25)


def beside(findings: dict[str, Any], *, age: int | None = 35, **own: Any) -> dict[str, tuple[Result, ...]]:
    cleaned, errors, _ = validate(findings)
    assert errors == {}
    return read_results(cleaned, on=WEDNESDAY, age=age, sex="female", values={**defaults(), **own})


def words(findings: dict[str, Any], field: str, **more: Any) -> list[tuple[str, bool | None]]:
    return [(result.words, result.outside) for result in beside(findings, **more).get(field, ())]


HIP = {"S01": "left", "O17": {"left": 21.4, "right": 27.6}}


def test_the_sore_side_is_held_against_the_other() -> None:
    assert words(HIP, "O17") == [("78 % of right", True)]
    assert words({**HIP, "S01": "right"}, "O17") == [("129 % of left", False)]


def test_with_both_sides_sore_the_lower_is_held_against_the_higher() -> None:
    assert words({**HIP, "S01": "both"}, "O17") == [("Left 78 % of right", True)]


def test_force_becomes_a_share_of_body_weight_and_torque_where_weight_and_lever_are_known() -> None:
    known = {**HIP, "S23": {"weight": 70}, "M01": {"unit": "kgf", "lever_hip_out": 0.8}}
    assert words(known, "O17")[1:] == [
        ("L 31 %, R 39 % of body weight", None),
        ("L 2.40, R 3.09 N·m/kg", None),
    ]
    in_newton = {**known, "O17": {"left": 209.9, "right": 270.8}, "M01": {"unit": "newton", "lever_hip_out": 0.8}}
    assert words(in_newton, "O17")[1:] == words(known, "O17")[1:]


def test_even_sides_are_what_the_rules_in_force_say() -> None:
    assert words(HIP, "O17", **{"strength.even_from": Decimal(78)}) == [("78 % of right", True)]
    assert words(HIP, "O17", **{"strength.even_from": Decimal(77)}) == [("78 % of right", False)]


@pytest.mark.parametrize(
    ("findings", "field", "told"),
    [
        ({"S02": {"on": "2026-11-18"}}, "S02", [("1 week ago", None)]),
        ({"S13": "1_to_24h"}, "S13", [("Irritability moderate", False)]),
        ({"S13": "never_settles"}, "S13", [("Irritability high", True)]),
        ({"S23": {"height": 168, "weight": 70}}, "S23", [("BMI 24.8 kg/m²", None)]),
        (
            {"N04": {"week_1": 20, "week_2": 22, "week_3": 0, "week_4": 10}},
            "N04",
            [("Week on week +10 %, −100 %, from 0", None), ("No spike (rule L3)", False)],
        ),
        ({"O13": {"left": 4, "right": 1}}, "O13", [("Poor left", True), ("Good right", False)]),
        ({"O14": {"left": "good", "right": "fair"}}, "O14", [("Good left", False), ("Fair right", True)]),
        ({"O26": {"left": -3}}, "O26", [("Supinated left", True)]),
        ({"O26": {"left": 5}}, "O26", [("Neutral left", False)]),
        ({"O07": {"left": "positive"}}, "O07", [("Positive left", True)]),
        ({"O09": {"right": False}}, "O09", [("Negative right", False)]),
        (
            {"O08": {"left": {"medial": 1, "lateral": 3}}},
            "O08",
            [("Medial low left", True), ("Lateral high left", True)],
        ),
        ({"O27": {"left": 10, "right": 11}}, "O27", [("Raised right", True)]),
        ({"O06": {"left": {"fat_pad": 2, "itb": 0}}}, "O06", [("1 tender left", True)]),
        (
            {
                "S01": "left",
                "O04": {"left": {"extension": 6, "flexion": 125}, "right": {"extension": 0, "flexion": 135}},
            },
            "O04",
            [("6° of straightening lost", True), ("10° of bending lost", False)],
        ),
        ({"O03": {"left": {"at_10": 40}, "right": {"at_10": 41.5}}}, "O03", [("10 cm: 1.5 cm apart", True)]),
        (
            {"S01": "left", "O36": {"left": {"single": 90}, "right": {"single": 100}}},
            "O36",
            [("Single: 90 % of right", False)],
        ),
    ],
)
def test_each_test_says_what_it_says(findings: dict[str, Any], field: str, told: list[tuple[str, bool | None]]) -> None:
    assert words(findings, field) == told


@pytest.mark.parametrize(
    ("age", "raises", "flagged"), [(50, 24, True), (50, 25, False), (51, 20, False), (51, 19, True)]
)
def test_heel_raises_are_expected_by_age(age: int, raises: int, flagged: bool) -> None:
    assert bool(words({"O23": {"left": raises}}, "O23", age=age)) is flagged


def test_a_value_that_was_typed_with_a_nought_is_printed_without() -> None:
    own = {"reference.side_plank": Decimal("50.0")}
    assert ("Left under 50", True) in words({"O24": {"left": 49}}, "O24", **own)


def test_nothing_is_worked_out_of_nothing() -> None:
    assert beside({}) == {}
    assert beside({"S01": "left", "O17": {"left": 20}}) == {}
    assert beside({"S01": "left", "O17": {"left": 20, "right": 0}}) == {}


@given(findings=st.fixed_dictionaries({}, optional={field.id: field_values(field) for field in FIELDS}))
def test_any_findings_have_results_in_words_and_can_be_read_back(findings: dict[str, Any]) -> None:
    cleaned, _, _ = validate(findings)
    for field, told in read_results(cleaned, on=WEDNESDAY, age=40, sex="male", values=defaults()).items():
        assert field in cleaned
        assert all(result.words for result in told)
    for field, value in cleaned.items():
        if BY_ID[field].boxes[0].kind != "rows":
            assert in_words(BY_ID[field], value)


LEFT = {"S01": "left"}
# The findings that reach a number, the field beside which it shows, and when it lies outside: over or under.
REACHED: dict[str, tuple[Callable[[Decimal], dict[str, Any]], str, str]] = {
    "reference.even_sides": (
        lambda n: {**LEFT, "O36": {"left": {"single": int(n)}, "right": {"single": 100}}},
        "O36",
        "under",
    ),
    "reference.girth_difference": (
        lambda n: {"O03": {"left": {"at_10": 40}, "right": {"at_10": 40 + int(n)}}},
        "O03",
        "over",
    ),
    "reference.extension_lost": (
        lambda n: {**LEFT, "O04": {"left": {"extension": int(n)}, "right": {"extension": 0}}},
        "O04",
        "over",
    ),
    "reference.flexion_lost": (
        lambda n: {**LEFT, "O04": {"left": {"flexion": 140 - int(n)}, "right": {"flexion": 140}}},
        "O04",
        "over",
    ),
    "reference.navicular_drop": (lambda n: {"O27": {"left": int(n)}}, "O27", "over"),
    "reference.glide_low": (lambda n: {"O08": {"left": {"medial": int(n)}}}, "O08", "up to"),
    "reference.glide_high": (lambda n: {"O08": {"left": {"medial": int(n)}}}, "O08", "from"),
    "reference.heel_raises": (lambda n: {"O23": {"left": int(n)}}, "O23", "under"),
    "reference.heel_raises_over_50": (lambda n: {"O23": {"left": int(n)}}, "O23", "under"),
    "reference.side_plank": (lambda n: {"O24": {"left": int(n)}}, "O24", "under"),
    "reference.single_leg_bridge": (lambda n: {"O25": {"left": int(n)}}, "O25", "under"),
    "reference.balance": (lambda n: {"O38": {"left": int(n)}}, "O38", "under"),
}


def test_every_reference_value_that_the_clinic_may_set_is_tried() -> None:
    assert {rule.id for rule in REFERENCE.rules if rule.editable} == set(REACHED)


@pytest.mark.parametrize("rule", sorted(REACHED))
def test_a_result_turns_at_the_reference_value_in_force(rule: str) -> None:
    findings, field, sense = REACHED[rule]
    shipped = defaults()[rule]
    for value in (shipped, shipped + 1 if sense != "up to" else shipped - 1):
        # The other end of the glide is put out of reach, so that only this one speaks.
        own = {"reference.glide_low": Decimal(-9), "reference.glide_high": Decimal(9), rule: value}
        for reached in (value - 1, value, value + 1):
            if reached < 0 or (field == "O08" and reached > 4):
                continue
            expected = {
                "under": reached < value,
                "over": reached > value,
                "up to": reached <= value,
                "from": reached >= value,
            }[sense]
            told = words(findings(reached), field, age=60 if rule.endswith("over_50") else 40, **own)
            assert any(outside for _, outside in told) is expected, (value, reached)


def test_what_a_test_is_held_against_is_printed_with_the_numbers_in_force() -> None:
    assert BY_ID["O28"].reference_in(defaults()) == "11 mm and more: mobile foot"
    assert BY_ID["O28"].reference_in({**defaults(), "mobility.midfoot": Decimal("12.5")}).startswith("12.5 mm")
    assert "{" not in "".join(field.reference_in(defaults()) for field in FIELDS)


# Differences


def test_what_has_changed_is_told_with_its_step() -> None:
    before = {"S06": {"worst": 7, "usual": 4}, "O13": {"left": 4}, "S14": "none", "S23": {"weight": 70}}
    now = {"S06": {"worst": 4, "usual": 4}, "O13": {"left": 2, "right": 1}, "S14": "constant", "S23": {"weight": 70.5}}
    assert [(one.path, one.label, one.was, one.now, one.by) for one in differences(before, now)] == [
        ("S06.worst", "Pain, last 7 days, worst", "7/10", "4/10", "−3"),
        ("S23.weight", "Height and weight, weight", "70 kg", "70.5 kg", "+0.5"),
        ("S14", "Swelling", "None", "Constant", ""),
        ("O13.left", "Step-down quality, left", "4/6", "2/6", "−2"),
    ]


def test_a_force_in_another_unit_than_last_time_is_told_with_both_units_and_without_a_step() -> None:
    before = {"O17": {"left": 16, "right": 20}}
    now = {"M01": {"unit": "newton"}, "O17": {"left": 160, "right": 20}}
    assert [(one.path, one.was, one.now, one.by) for one in differences(before, now) if one.field.id == "O17"] == [
        ("O17.left", "16 kgf", "160 N", ""),
        ("O17.right", "20 kgf", "20 N", ""),
    ]
    beside = [one for line in lines([BY_ID["O17"]], now, Told(before=before)) for one in line.inputs]
    assert [(one.was, one.step) for one in beside] == [("16 kgf", ""), ("20 kgf", "")]


@pytest.mark.parametrize("set_up", [{"unit": "stone"}, {"unit": ["newton"]}, "newton", None])
def test_a_unit_that_is_none_is_read_as_kgf(set_up: Any) -> None:
    field = in_its_unit(BY_ID["O17"], {"M01": set_up})
    assert [box.unit for box in field.boxes] == ["kgf"]


def test_a_note_does_not_differ_from_itself() -> None:
    assert differences(SIGNABLE, SIGNABLE) == ()


def test_only_what_seldom_changes_is_carried_over() -> None:
    over = carried({**SIGNABLE, "O13": {"left": 4}, "gone": 1})
    assert set(over) == {"S01", "S02", "S03", "S20", "S21"}


# The body chart


@pytest.mark.parametrize(
    ("view", "x", "y", "words"),
    [
        ("front", 70, 140, "right, kneecap"),
        ("front", 150, 140, "left, kneecap"),
        ("front", 150, 176, "left, tibial tubercle"),
        ("front", 150, 160, "left, tendon below the kneecap"),
        ("front", 130, 150, "left, inner joint line"),
        ("front", 170, 150, "left, outer joint line"),
        ("front", 50, 150, "right, outer joint line"),
        ("front", 70, 20, "right, hip and groin"),
        ("back", 70, 140, "left, back of the knee"),
        ("back", 150, 200, "right, calf"),
        ("front", 70, 290, "right, foot"),
    ],
)
def test_a_mark_has_a_place_in_words(view: str, x: int, y: int, words: str) -> None:
    assert place({"view": view, "x": x / WIDTH, "y": y / HEIGHT}) == words


@pytest.mark.parametrize(
    "mark",
    [
        "left knee",
        {"view": "front", "x": 0.5},
        {"view": "side", "x": 0.5, "y": 0.5},
        {"view": "front", "x": 1.2, "y": 0.5},
        {"view": "front", "x": float("nan"), "y": 0.5},
        {"view": "front", "x": "0.5", "y": 0.5},
        {"view": "front", "x": True, "y": 0.5},
        {"view": ["front"], "x": 0.5, "y": 0.5},
    ],
)
def test_what_is_no_mark_is_refused(mark: Any) -> None:
    cleaned, errors, _ = validate({"S04b": [mark]})
    assert (cleaned, list(errors)) == ({}, ["S04b"])


def test_a_mark_is_kept_to_a_thousandth() -> None:
    cleaned, _, _ = validate({"S04b": [{"view": "back", "x": 0.31851, "y": 1}]})
    assert cleaned["S04b"] == [{"view": "back", "x": 0.319, "y": 1.0}]
