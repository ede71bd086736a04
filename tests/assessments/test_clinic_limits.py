"""The numbers behind flags, causes and subgroups stand in the rule book, and a clinic's own reach every rule."""

from decimal import Decimal
from typing import Any

import pytest

from assessments import redflags, rulebook
from assessments.classification import Reading, reading
from assessments.examination import validate
from tests.assessments.facts import TUESDAY
from tests.assessments.test_classification import PFP, SPIKE, WEAK_HIP

PARTS = ("diagnosis", "red_flags", "subgroups")
LIMP = {"R04": ["limp", "abduction_limited"], "R01": ["none"]}
BONE = {"R06": ["focal_bone_pain", "rest_pain"]}


def told(findings: dict[str, Any], age: int, **own: str) -> Reading:
    """The reading by the shipped values with the clinic's own over them."""
    cleaned, errors, _ = validate(findings)
    assert errors == {}
    return reading(cleaned, on=TUESDAY, age=age, values=rulebook.values_with(own))


def flags(read: Reading) -> set[str]:
    """The flags that are met."""
    return {hit.rule.id for hit in read.red_flags}


def causes(read: Reading) -> set[str]:
    """The other causes that something points to, or that an age or a distance fits."""
    return {one.condition.id for one in read.differential if one.pointed}


def test_the_owner_sees_every_rule_of_flags_causes_and_subgroups() -> None:
    listed = set(rulebook.by_id())
    assert {rule.id for rule in redflags.RULES} <= listed
    assert {f"DD{number:02}" for number in range(1, 26)} <= listed
    assert {"PFP.A", "PFP.B", "PFP.C", "SG1", "SG2", "SG3", "SG4"} <= listed
    assert {"ottawa", "pittsburgh.young", "pittsburgh.old", "wells"} <= listed


def test_every_line_of_these_parts_says_where_it_comes_from() -> None:
    for part in (one for one in rulebook.parts() if one.key in PARTS):
        for rule in part.rules:
            assert rule.statement
            assert rule.source
            assert ("[memory]" in rule.source) <= (rule.tag == "memory")
            if rule.editable:
                assert rule.value is not None
                assert rule.lowest is not None
                assert rule.highest is not None
                assert rule.lowest <= rule.value <= rule.highest


def test_the_ages_of_the_published_knee_rules_are_not_for_the_clinic_to_change() -> None:
    fixed = [rulebook.by_id()[one] for one in ("ottawa", "pittsburgh.young", "pittsburgh.old")]
    assert [rule.value for rule in fixed] == [Decimal(55), Decimal(12), Decimal(50)]
    assert not any(rule.editable for rule in fixed)


@pytest.mark.parametrize(
    ("limit", "own", "flag", "findings", "age"),
    [
        ("red_flags.temperature", "37.5", "RF01", {"R01": ["hot", "new_swelling"], "R02": 37.6}, 40),
        ("red_flags.hip_age", "21", "RF11", {"S04": ["thigh"]}, 19),
        ("red_flags.hip_internal_rotation", "40", "RF11", {"O05": {"left": {"internal_rotation": 38}}}, 12),
        ("red_flags.perthes_from", "3", "RF12", LIMP, 3),
        ("red_flags.perthes_to", "12", "RF12", LIMP, 12),
        ("red_flags.young_age", "30", "RF14", {"R06": ["mass"]}, 27),
        ("red_flags.adult_age", "16", "RF15", {"R06": ["lump", "lump_deep"]}, 17),
        ("red_flags.lump_cm", "4", "RF15", {"R06": ["lump"], "R07": 4.5}, 40),
        ("red_flags.low_energy_answers", "1", "RF21", {**BONE, "S28": {"stress_fracture": True}}, 30),
        (
            "red_flags.stiffness_minutes",
            "20",
            "RF23",
            {"S11": 25, "O02": {"left": "trace"}, "R08": ["psoriasis"]},
            40,
        ),
        ("red_flags.swollen_weeks", "2", "RF24", {"S14": "constant", "S02": "2025-11-10", "S03": "gradual"}, 40),
    ],
)
def test_a_clinics_own_limit_reaches_its_red_flag(
    limit: str, own: str, flag: str, findings: dict[str, Any], age: int
) -> None:
    assert flag not in flags(told(findings, age))
    assert flag in flags(told(findings, age, **{limit: own}))


def test_who_is_a_child_with_a_limp_is_a_limit_too() -> None:
    findings = {"R04": ["limp", "refuses_weight"], "R01": ["fever"]}
    assert "RF13" in flags(told(findings, 17))
    assert "RF13" not in flags(told(findings, 17, **{"red_flags.child_age": "16"}))


@pytest.mark.parametrize(
    ("limit", "own", "cause", "findings", "age"),
    [
        ("DD06.over", "50", "DD06", {"S11": 10}, 45),
        ("DD11.from", "10", "DD11", {"S04": ["tibial_tubercle"]}, 9),
        ("DD11.to", "14", "DD11", {"S04": ["tibial_tubercle"]}, 15),
        ("DD12.from", "11", "DD12", {"S04": ["below_kneecap"]}, 10),
        ("DD12.to", "12", "DD12", {"S04": ["below_kneecap"]}, 13),
        ("DD22.from", "12", "DD22", {"S15": ["catching"]}, 11),
        ("DD22.to", "18", "DD22", {"S15": ["catching"]}, 20),
        ("DD16.external_rotation", "30", "DD16", {"O05": {"left": {"external_rotation": 35}}}, 40),
        ("red_flags.stiffness_minutes", "60", "DD18", {"S11": 45}, 40),
    ],
)
def test_a_clinics_own_limit_reaches_its_cause(
    limit: str, own: str, cause: str, findings: dict[str, Any], age: int
) -> None:
    assert cause in causes(told(findings, age))
    assert cause not in causes(told(findings, age, **{limit: own}))


@pytest.mark.parametrize(
    ("limit", "own", "cause", "words", "findings"),
    [
        ("DD01.from", "30", "DD01", "Age 30–30", {"S04": ["below_kneecap"]}),
        ("DD01.to", "20", "DD01", "Age 15–20", {"S04": ["below_kneecap"]}),
        ("DD10.km_from", "3", "DD10", "Starts in a run after 3–3 km", {"S08": {"km": 2.5}}),
        ("DD10.km_to", "2", "DD10", "Starts in a run after 2–2 km", {"S08": {"km": 2.5}}),
    ],
)
def test_a_limit_that_stands_beside_moves_over_to_the_other_side(
    limit: str, own: str, cause: str, words: str, findings: dict[str, Any]
) -> None:
    before, after = (
        next(one for one in told(findings, 25, **values).differential if one.condition.id == cause)
        for values in ({}, {limit: own})
    )
    assert words in [pointer.words for pointer in after.against]
    assert len(after.present) == len(before.present) - 1


def test_the_early_weeks_and_the_strong_signs_are_the_clinics_to_set() -> None:
    findings = {**PFP, **WEAK_HIP, **SPIKE, "O13": {"left": 4}, "S02": "2025-10-07"}
    assert told(findings, 30).primary == "SG2"
    assert told(findings, 30, **{"subgroups.early_weeks": "12"}).primary == "SG1"
    both = {**PFP, **WEAK_HIP, "O20": {"left": 0.2, "right": 0.25}}
    assert told(both, 30).causes[0].strength == "strong"
    assert told(both, 30, **{"subgroups.strong_signs": "3"}).causes[0].strength == "some"
