"""What may be prescribed: a dose that can be done, a session that fits, an exercise for this knee."""

from typing import Any

import pytest

from programmes.prescribing import Knee, Planned, faults, held_back, raises, too_much

GOOD: dict[str, Any] = {
    "sets": 3, "reps": 10, "seconds": None, "rest_s": 60, "side": "both", "days": [0, 2, 4], "tempo": "3-0-2",
    "load": "10 kg",
}  # fmt: skip


def test_a_usual_dose_has_no_faults() -> None:
    assert faults(GOOD) == {}
    assert faults({**GOOD, "reps": None, "seconds": 45, "tempo": "hold", "load": ""}) == {}


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("reps", -3), ("reps", 0), ("reps", 101), ("sets", 0), ("sets", None), ("seconds", 4000), ("rest_s", -1),
        ("side", "middle"), ("days", []), ("days", [7]), ("tempo", "quick"), ("tempo", "3-0"), ("load", "400 kg"),
        ("load", "bar, 300,5 kg"),
    ],
)  # fmt: skip
def test_a_slip_is_named_at_its_field(field: str, value: Any) -> None:
    assert list(faults({**GOOD, field: value})) == [field]


def test_a_day_holds_six_exercises_and_45_minutes() -> None:
    six = [Planned(days=[0, 2], seconds=400)] * 6
    assert too_much(six) == []
    assert too_much([*six, Planned(days=[2], seconds=60)]) == ["Wednesday has 7 exercises; a session holds 6 at most."]
    assert too_much([Planned(days=[5], seconds=2760)]) == [
        "Saturday takes about 46 minutes; a session takes 45 at most."
    ]


@pytest.mark.parametrize("code", ["X45", "X46", "X47", "X48"])
def test_no_jumping_on_a_swollen_or_a_sore_knee(code: str) -> None:
    assert "swollen" in held_back(code, Knee(effusion=True))
    assert "worst pain" in held_back(code, Knee(worst_pain=5))
    assert held_back(code, Knee(worst_pain=4)) == ""
    assert held_back("X20", Knee(effusion=True, worst_pain=9)) == ""


@pytest.mark.parametrize("code", ["X24", "X29"])
def test_a_pain_rule_broken_twice_leaves_the_deep_ones_out(code: str) -> None:
    assert held_back(code, Knee(pain_broken={code: 2}))
    assert not held_back(code, Knee(pain_broken={code: 1}))
    assert not held_back("X23", Knee(pain_broken={"X23": 5}))


def test_a_red_flag_holds_everything_back() -> None:
    assert "red flag" in held_back("X01", Knee(red_flag=True))


def test_more_of_anything_raises_a_dose_and_less_does_not() -> None:
    assert raises(GOOD, {**GOOD, "sets": 4})
    assert raises(GOOD, {**GOOD, "days": [0, 1, 2, 4]})
    assert not raises(GOOD, {**GOOD, "reps": 8, "load": "8 kg"})
