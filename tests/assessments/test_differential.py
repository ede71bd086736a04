"""The other causes of a sore knee: what points to each, what speaks against it, what nobody looked at."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments import rulebook
from assessments.differential import CONDITIONS
from assessments.differential.pointers import POINTERS
from assessments.differential.reading import Considered, differential
from assessments.examination import BY_ID, FIELDS, validate
from assessments.examination.seen import AGE, Seen
from tests.assessments.facts import TUESDAY
from tests.assessments.test_examination import field_values


def considered(findings: dict[str, Any], age: int | None = 34) -> dict[str, Considered]:
    """Every other cause by its id, as the findings leave it."""
    cleaned, errors, _ = validate(findings)
    assert errors == {}
    return {one.condition.id: one for one in differential(Seen(cleaned, TUESDAY, age, rulebook.defaults()))}


def pointed(findings: dict[str, Any], age: int | None = 34) -> list[str]:
    """The causes that something points to, in order."""
    return [key for key, one in considered(findings, age).items() if one.pointed]


def test_the_list_has_twenty_five_causes_each_with_its_pointers() -> None:
    assert [one.id for one in CONDITIONS] == [f"DD{number:02}" for number in range(1, 26)]
    assert set(POINTERS) == {one.id for one in CONDITIONS}
    for one in CONDITIONS:
        assert one.name
        assert one.pointers
        assert one.grade == "memory"
        assert any(pointer.weight == "points" for pointer in POINTERS[one.id])


@pytest.mark.parametrize(
    ("cause", "findings", "age"),
    [
        ("DD01", {"S04": ["below_kneecap"]}, 34),
        ("DD01", {"O06": {"left": {"inferior_pole": 2}}}, 34),
        ("DD02", {"O06": {"left": {"superior_pole": 1}}}, 34),
        ("DD03", {"S04": ["fat_pad"]}, 34),
        ("DD03", {"D08": ["forced_extension"]}, 34),
        ("DD03", {"D08": ["standing"]}, 34),
        ("DD04", {"D08": ["medial_snap"]}, 34),
        ("DD04", {"D08": ["thickened_band"]}, 34),
        ("DD05", {"S16": "1_dislocation"}, 34),
        ("DD05", {"O09": {"left": True}}, 34),
        ("DD06", {"S11": 10}, 41),
        ("DD06", {"S14": "constant"}, 60),
        ("DD07", {"S04": ["medial_joint_line"]}, 34),
        ("DD07", {"D08": ["bony_change"]}, 34),
        ("DD08", {"S03": "twist_injury"}, 34),
        ("DD08", {"O06": {"left": {"medial_joint_line": 1}}}, 34),
        ("DD08", {"O11": {"left": {"joint_line": "pain"}}}, 34),
        ("DD08", {"S15": ["catching"]}, 34),
        ("DD08", {"O11": {"left": {"mcmurray": "pain"}}}, 34),
        ("DD09", {"S03": "after_direct_blow"}, 34),
        ("DD09", {"D08": ["pop"]}, 34),
        ("DD09", {"S15": ["giving_way_without_pain"]}, 34),
        ("DD09", {"S14": "rapid_after_injury"}, 34),
        ("DD09", {"O11": {"left": {"lachman": "grade_2"}}}, 34),
        ("DD10", {"S04": ["lateral_femoral_epicondyle"]}, 34),
        ("DD10", {"D08": ["noble"]}, 34),
        ("DD11", {"S04": ["tibial_tubercle"]}, 12),
        ("DD12", {"S04": ["below_kneecap"]}, 11),
        ("DD13", {"R06": ["focal_bone_pain"]}, 34),
        ("DD13", {"S10": "wakes_does_not_settle"}, 34),
        ("DD14", {"R01": ["front_swelling"]}, 34),
        ("DD14", {"D08": ["superficial_swelling"]}, 34),
        ("DD15", {"S05": ["burning"]}, 34),
        ("DD15", {"D08": ["numb_patch"]}, 34),
        ("DD16", {"S04": ["hip_groin"]}, 34),
        ("DD16", {"O05": {"left": {"internal_rotation": 34}}}, 34),
        ("DD16", {"O05": {"left": {"internal_rotation": 40, "external_rotation": 39}}}, 34),
        ("DD17", {"D08": ["back_pain"]}, 34),
        ("DD17", {"D08": ["neural_test"]}, 34),
        ("DD17", {"D08": ["dermatomal"]}, 34),
        ("DD18", {"S11": 31}, 34),
        ("DD18", {"R08": ["other_joint"]}, 34),
        ("DD18", {"R01": ["unwell"]}, 34),
        ("DD19", {"S31": ["RF01"]}, 34),
        ("DD19", {"R01": ["hot", "new_swelling", "fever"]}, 34),
        ("DD20", {"S31": ["RF15"]}, 34),
        ("DD20", {"R06": ["mass"]}, 20),
        ("DD21", {"R03": ["calf_swelling"]}, 34),
        ("DD22", {"S15": ["catching"]}, 15),
        ("DD22", {"O02": {"left": "1_plus"}}, 15),
        ("DD23", {"D08": ["superolateral_pole"]}, 34),
        ("DD24", {"D08": ["disproportionate"]}, 34),
        ("DD24", {"D08": ["colour_change"]}, 34),
        ("DD25", {"D08": ["calf_on_exercise"]}, 34),
        ("DD25", {"O39": {"left": {"pulses": "absent"}}}, 34),
    ],
)
def test_each_pointer_points_to_its_cause(cause: str, findings: dict[str, Any], age: int) -> None:
    told = considered(findings, age)[cause]
    assert told.pointed
    assert told.present
    for pointer in told.present:
        assert pointer.fields
        assert all(field == AGE or field in BY_ID for field in pointer.fields)


@pytest.mark.parametrize(
    ("cause", "findings"),
    [
        ("DD01", {"S07": {"jumping": 5}}),
        ("DD02", {"S07": {"squat": 5}}),
        ("DD05", {"O35": 5}),
        ("DD06", {"S15": ["crepitus"]}),
        ("DD10", {"S08": {"km": 2.5}}),
        ("DD13", {"S03": "after_load_change"}),
        ("DD14", {"S07": {"kneeling": 4}}),
    ],
)
def test_what_fits_half_of_all_sore_knees_points_to_nothing_by_itself(cause: str, findings: dict[str, Any]) -> None:
    told = considered(findings, 25)[cause]
    assert told.present
    assert not told.pointed


@pytest.mark.parametrize(
    ("cause", "findings", "in_range", "out_of_range"),
    [
        ("DD06", {"S11": 5}, (41, 70), (25, 40)),
        ("DD11", {"S04": ["tibial_tubercle"]}, (8, 15), (7, 16)),
        ("DD12", {"S04": ["below_kneecap"]}, (10, 13), (9, 14)),
        ("DD22", {"S15": ["catching"]}, (10, 20), (9, 21)),
    ],
)
def test_a_cause_of_an_age_is_not_looked_for_at_another(
    cause: str, findings: dict[str, Any], in_range: tuple[int, ...], out_of_range: tuple[int, ...]
) -> None:
    assert all(cause in pointed(findings, age) for age in in_range)
    assert not any(cause in pointed(findings, age) for age in out_of_range)
    assert cause in pointed(findings, None), "an age that is not known rules nothing out"


def test_a_tendon_is_thought_of_at_any_age_and_more_at_its_own() -> None:
    young, older = (considered({"S04": ["below_kneecap"]}, age)["DD01"] for age in (30, 31))
    assert [pointer.words for pointer in young.present][-1] == "Age 15–30"
    assert [pointer.words for pointer in older.against] == ["Age 15–30"]
    assert older.pointed


def test_the_cause_with_most_pointers_stands_first() -> None:
    findings = {
        "S03": "twist_injury",
        "S04": ["medial_joint_line"],
        "S15": ["catching"],
        "O06": {"left": {"medial_joint_line": 2}},
        "O11": {"left": {"mcmurray": "pain", "lachman": "normal"}},
    }
    assert pointed(findings)[:3] == ["DD08", "DD07", "DD09"]
    told = considered(findings)
    assert len(told["DD08"].present) == 4
    assert "A ligament lax" in [pointer.words for pointer in told["DD09"].against]
    assert "Pop" in [pointer.words for pointer in told["DD09"].not_looked]


def test_nothing_recorded_is_not_looked_at_and_never_speaks_against() -> None:
    for one in considered({}, None).values():
        assert not one.pointed
        assert one.present == one.against == ()
        assert len(one.not_looked) == len(POINTERS[one.condition.id])
        assert all(pointer.fields for pointer in one.not_looked)


def test_pointers_left_out_are_not_looked_at_until_none_is_ticked() -> None:
    assert considered({"D08": ["pop"]})["DD04"].against == ()
    assert len(considered({"D08": ["none"]})["DD04"].against) == 2


def test_the_sound_knee_points_to_nothing() -> None:
    assert "DD02" not in pointed({"S01": "right", "O06": {"left": {"superior_pole": 3}}})


def test_the_physios_own_judgement_stands_beside_each_cause() -> None:
    told = considered({"D02": ["DD01"], "D03": ["DD08"]})
    assert (told["DD01"].judged, told["DD08"].judged, told["DD10"].judged) == ("ruled_out", "still_possible", "")


@given(data=st.data(), age=st.none() | st.integers(4, 90))
def test_every_pointer_is_on_exactly_one_side(data: st.DataObject, age: int | None) -> None:
    chosen = data.draw(st.lists(st.sampled_from(FIELDS), max_size=10, unique=True))
    findings = {field.id: data.draw(field_values(field)) for field in chosen}
    cleaned, _, _ = validate(findings, on=TUESDAY)
    told = differential(Seen(cleaned, TUESDAY, age, rulebook.defaults()))
    assert sorted(one.condition.id for one in told) == [one.id for one in CONDITIONS]
    for one in told:
        sides = len(one.present) + len(one.against) + len(one.not_looked)
        assert sides == len(POINTERS[one.condition.id])
    order = [one.pointed for one in told]
    assert order == sorted(order, reverse=True)
