"""Red flags in the examination: what was ticked and what the findings add up to."""

from datetime import date
from typing import Any

import pytest

from assessments.examination import validate
from assessments.redflags.findings import hits

TUESDAY = date(2025, 12, 2)


def rules(findings: dict[str, Any], age: int | None = 34) -> list[str]:
    """The ids of the rules that these findings meet."""
    cleaned, errors, _ = validate(findings)
    assert errors == {}
    return [hit.rule.id for hit in hits(cleaned, on=TUESDAY, age=age)]


def test_a_clear_examination_meets_no_rule() -> None:
    assert rules({"S31": ["none"], "S14": "none", "S15": ["crepitus"], "S16": "subluxation", "S10": "none"}) == []


def test_an_empty_examination_meets_no_rule() -> None:
    assert rules({}, age=60) == []


def test_ticked_rules_come_most_urgent_first() -> None:
    assert rules({"S31": ["RF17", "RF05", "RF01"]}) == ["RF01", "RF05", "RF17"]


@pytest.mark.parametrize(
    ("findings", "age", "expected"),
    [
        pytest.param({"S14": "rapid_after_injury"}, 30, ["RF09"], id="rapid swelling"),
        pytest.param({"S15": ["true_locking"]}, 30, ["RF10"], id="true locking"),
        pytest.param({"S15": ["catching", "crepitus"]}, 30, [], id="catching is not locking"),
        pytest.param({"S16": "1_dislocation"}, 30, ["RF22"], id="a dislocation"),
        pytest.param({"S04": ["hip_groin"]}, 17, ["RF11"], id="hip pain at seventeen"),
        pytest.param({"S04": ["hip_groin"]}, 18, [], id="hip pain at eighteen"),
        pytest.param({"O05": {"left": {"rotation_pain": True}}}, 14, ["RF11"], id="painful turning in at fourteen"),
        pytest.param({"O05": {"left": {"internal_rotation": 34}}}, 14, ["RF11"], id="limited turning in at fourteen"),
        pytest.param({"O05": {"left": {"internal_rotation": 35}}}, 14, [], id="free hip at fourteen"),
        pytest.param({"O05": {"left": {"internal_rotation": 20}}}, 40, [], id="stiff hip of an adult"),
        pytest.param(
            {"S20": ["cancer_past"], "S10": "wakes_settles_by_changing_position"},
            60,
            ["RF16"],
            id="cancer and night pain",
        ),
        pytest.param({"S20": ["cancer_past"], "S10": "none"}, 60, [], id="past cancer, quiet nights"),
        pytest.param(
            {"S10": "wakes_does_not_settle", "S28": {"weight_loss": True}},
            40,
            ["RF17"],
            id="night pain and weight loss",
        ),
        pytest.param({"S10": "wakes_does_not_settle"}, 40, [], id="night pain alone"),
        pytest.param({"O39": {"left": {"pulses": "absent"}}}, 40, ["RF20"], id="no pulse"),
        pytest.param({"O39": {"right": {"sensation": "altered"}}}, 40, ["RF20"], id="numb foot"),
        pytest.param(
            {"S11": 45, "O02": {"left": "1_plus"}, "S20": ["inflammatory_arthritis"]},
            40,
            ["RF23"],
            id="stiff and swollen",
        ),
        pytest.param(
            {"S11": 30, "O02": {"left": "1_plus"}, "S20": ["inflammatory_arthritis"]}, 40, [], id="stiff 30 min"
        ),
        pytest.param({"S14": "constant", "S02": "2025-11-03", "S03": "gradual"}, 40, ["RF24"], id="swollen 29 days"),
        pytest.param({"S14": "constant", "S02": "2025-11-04", "S03": "gradual"}, 40, [], id="swollen 28 days"),
        pytest.param(
            {"S14": "constant", "S02": "2025-09-01", "S31": ["RF02"]}, 40, ["RF02"], id="a hot knee is not a cold one"
        ),
        pytest.param(
            {"S21": {"anticoagulant": True}, "O02": {"left": "trace"}}, 70, ["RF25"], id="blood thinner, fluid"
        ),
        pytest.param({"S21": {"anticoagulant": True}, "S03": "twist_injury"}, 70, ["RF25"], id="blood thinner, twist"),
        pytest.param({"S21": {"anticoagulant": True}, "O02": {"left": "none"}}, 70, [], id="blood thinner, dry knee"),
        pytest.param(
            {"S21": {"steroid": True, "fluoroquinolone": True}}, 50, ["RF27"], id="steroid and fluoroquinolone"
        ),
        pytest.param({"S21": {"steroid": True}, "S04": ["below_kneecap"]}, 50, ["RF27"], id="steroid and tendon pain"),
        pytest.param({"S21": {"fluoroquinolone": True}}, 50, [], id="fluoroquinolone alone"),
    ],
)
def test_findings_meet_their_rule(findings: dict[str, Any], age: int, expected: list[str]) -> None:
    assert rules(findings, age) == expected


@pytest.mark.parametrize(
    ("check", "age", "expected"),
    [
        pytest.param({"within_7_days": True}, 60, ["RF07"], id="OT1 age alone"),
        pytest.param(
            {"within_7_days": True, "cannot_flex_90": False, "cannot_bear_weight": False},
            30,
            [],
            id="OT2 limps and bends",
        ),
        pytest.param({"within_7_days": False, "cannot_flex_90": True}, 30, [], id="an old injury"),
        pytest.param({"cannot_bear_weight": True}, 30, ["RF07"], id="day not said, cannot stand"),
        pytest.param({"within_7_days": True, "fall_or_blunt": True}, 11, ["RF08"], id="PT1"),
        pytest.param({"within_7_days": True, "fall_or_blunt": False}, 11, [], id="PT2"),
        pytest.param({"within_7_days": True, "fall_or_blunt": True}, 30, [], id="PT3"),
        pytest.param(
            {"within_7_days": True, "fall_or_blunt": True, "cannot_walk_4_steps": True}, 30, ["RF08"], id="PT4"
        ),
        pytest.param({"fall_or_blunt": True}, None, [], id="no age known"),
    ],
)
def test_the_injury_check_is_read_by_both_knee_rules(
    check: dict[str, bool], age: int | None, expected: list[str]
) -> None:
    assert rules({"S03": "twist_injury", "T01": check}, age) == expected


def test_a_hit_names_its_inputs_its_level_and_its_action() -> None:
    (hit,) = hits({"S15": ["true_locking"], "S31": ["RF10"]}, on=TUESDAY, age=30)
    assert hit.inputs == ("S31", "S15")
    assert hit.level.code == "S"
    assert hit.action == "Acute knee or fracture clinic today."
