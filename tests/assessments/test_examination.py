"""The examination form keeps what is possible, refuses what is not, asks about what is odd."""

import json
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessments import examination
from assessments.examination import BY_ID, FIELDS, Box, Field, missing_to_sign, validate
from assessments.examination.fields import Section, slug

ALL_IDS = (
    [f"S{number:02}" for number in range(1, 34)]
    + [f"N{number:02}" for number in range(1, 16)]
    + [f"O{number:02}" for number in range(1, 40)]
    + [f"G{number}" for number in range(1, 13)]
)
# Beside the numbered ones: the worse side, the injury check, the set-up, red-flag findings, the physio's judgement.
EXTRA_IDS = {"S01b", "S04b", "T01", "M01", "O24b"}
EXTRA_IDS |= {f"R{number:02}" for number in range(1, 10)} | {f"D{number:02}" for number in range(1, 9)}
SIGNABLE: dict[str, Any] = {
    "S01": "left",
    "S02": {"on": "2025-09-01", "precision": "month"},
    "S03": "gradual",
    "S04": ["behind_kneecap"],
    "S06": {"worst": 6, "usual": 3, "now": 2},
    "S07": {"squat": 5, "stairs_down": 4},
    "S10": "none",
    "S14": "none",
    "S15": ["none"],
    "S16": "none",
    "S20": ["none"],
    "S21": {
        "anticoagulant": False,
        "steroid": False,
        "methotrexate_biologic": False,
        "fluoroquinolone": False,
        "hormonal": True,
    },
    "S30": [{"goal": "run 5 km"}],
    "S31": ["none"],
}
RUNNER: dict[str, Any] = {
    "N02": {"now": 2, "before": 4},
    "N03": {"now": 10, "before": 30},
    "N05": {"last_30_days": 8},
    "N11": 164,
}


# A place on the body chart, to a thousandth of its width or height.
SHARE = st.integers(0, 1000).map(lambda thousandths: thousandths / 1000)


def values(box: Box) -> st.SearchStrategy[object]:
    """Any value that the box takes."""
    low, high = (int(end) for end in box.hard) if box.hard else (0, 10)
    strategies: dict[str, st.SearchStrategy[object]] = {
        "enum": st.sampled_from(box.keys or ("",)),
        "multi": st.lists(st.sampled_from([key for key in box.keys if key != "none"] or [""]), min_size=1, unique=True),
        "scores": st.dictionaries(st.sampled_from(box.keys or ("",)), st.none() | st.integers(0, 10), min_size=1),
        "int": st.integers(low, high),
        "decimal": st.integers(low * 10, high * 10).map(lambda tenths: tenths / 10),
        "bool": st.booleans(),
        "text": st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=40),
        "date": st.dates(date(2000, 1, 1), date(2030, 1, 1)).map(str),
        "points": st.lists(
            st.fixed_dictionaries(
                {"view": st.sampled_from(["front", "back"]), "x": SHARE, "y": SHARE},
            ),
            min_size=1,
            max_size=5,
        ),
        "pace": st.integers(150, 720).map(lambda seconds: f"{seconds // 60}:{seconds % 60:02}"),
    }
    if box.kind == "rows":
        return st.lists(st.fixed_dictionaries({cell.key: values(cell) for cell in box.row}), min_size=1, max_size=3)
    return strategies[box.kind]


def field_values(field: Field) -> st.SearchStrategy[object]:
    """Any value that the field takes, in the shape that it is kept in."""
    inner: st.SearchStrategy[object] = (
        st.fixed_dictionaries({box.key: values(box) for box in field.boxes})
        if field.is_compound
        else values(field.boxes[0])
    )
    return st.fixed_dictionaries({"left": inner, "right": inner}) if field.per_limb else inner


def test_the_form_has_every_numbered_field() -> None:
    assert set(ALL_IDS) <= set(BY_ID)
    assert set(BY_ID) - set(ALL_IDS) == EXTRA_IDS


def test_sections_come_in_a_clinicians_order() -> None:
    assert [section.heading for section, _ in examination.sections()] == [
        "History",
        "Red flags",
        "Running load",
        "Movement",
        "Strength",
        "Kneecap and length",
        "Running check",
        "Plan",
    ]
    assert sum(len(fields) for _, fields in examination.sections()) == len(FIELDS)


@pytest.mark.parametrize("field", FIELDS, ids=lambda field: field.id)
def test_a_field_says_how_it_is_filled_in(field: Field) -> None:
    assert field.label
    box_keys = [box.key for box in field.boxes]
    assert len(box_keys) == len(set(box_keys))
    assert not field.main or field.main in box_keys
    for box in field.boxes:
        assert box.choices or box.kind not in ("enum", "multi", "scores")
        assert box.row or box.kind != "rows"
        assert len(set(box.keys)) == len(box.keys)
        if box.hard and box.soft:
            assert box.hard[0] <= box.soft[0] < box.soft[1] <= box.hard[1]


@pytest.mark.parametrize("field", FIELDS, ids=lambda field: field.id)
def test_no_list_says_a_word_twice(field: Field) -> None:
    for words in (field.reference, field.hint):
        listed = [part.strip() for part in words.partition(":")[2].split(",")]
        assert len(set(listed)) == len(listed)


@pytest.mark.parametrize("field", [each for each in FIELDS if each.id != "N08"], ids=lambda field: field.id)
@settings(max_examples=20)
@given(data=st.data())
def test_what_can_be_is_kept_as_it_was_said(field: Field, data: st.DataObject) -> None:
    value = data.draw(field_values(field))
    cleaned, errors, _ = validate({field.id: value})
    assert errors == {}
    again, errors, _ = validate(json.loads(json.dumps(cleaned)))
    assert (again, errors) == (cleaned, {})
    if field.boxes[0].kind not in ("multi", "rows"):
        assert cleaned == {field.id: value}


@given(
    junk=st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
        max_leaves=8,
    ),
    field_id=st.sampled_from(sorted(BY_ID)),
    limb=st.sampled_from(["left", "worst", "on"]),
)
def test_nothing_that_is_sent_brings_the_form_down(junk: object, field_id: str, limb: str) -> None:
    for findings in (junk, {field_id: junk}, {field_id: {limb: junk}}):
        cleaned, errors, warnings = validate(findings)
        json.dumps(cleaned, allow_nan=False)
        assert all(sentence.endswith((".", "?")) for sentence in [*errors.values(), *warnings.values()])


@pytest.mark.parametrize(
    ("findings", "path"),
    [
        ({"S06": {"worst": 11}}, "S06.worst"),
        ({"S06": {"worst": True}}, "S06.worst"),
        ({"S06": {"worst": 4.5}}, "S06.worst"),
        ({"S06": {"highest": 4}}, "S06.highest"),
        ({"S06": 4}, "S06"),
        ({"S23": {"height": 99}}, "S23.height"),
        ({"S23": {"weight": 70.25}}, "S23.weight"),
        ({"S23": {"weight": float("nan")}}, "S23.weight"),
        ({"S01": "middle"}, "S01"),
        ({"S04": ["behind_kneecap", "elbow"]}, "S04"),
        ({"S20": ["none", "diabetes"]}, "S20"),
        ({"S07": {"squat": 11}}, "S07.squat"),
        ({"S07": {"swimming": 3}}, "S07"),
        ({"S02": "2025-02-30"}, "S02.on"),
        ({"S18": [{"area": "calf", "off": 400}]}, "S18.0.off"),
        ({"S18": [{"where": "calf"}]}, "S18.0"),
        ({"N06": "2:29"}, "N06"),
        ({"N06": "5:60"}, "N06"),
        ({"N11": 119}, "N11.spm"),
        ({"N08": {"road": 60, "trail": 30, "track": 0, "treadmill": 0}}, "N08"),
        ({"N08": {"road": 80, "trail": 30}}, "N08"),
        ({"O13": {"left": 7}}, "O13.left"),
        ({"O13": 3}, "O13"),
        ({"O13": {"middle": 3}}, "O13"),
        ({"O26": {"right": -13}}, "O26.right"),
        ({"O05": {"left": {"internal_rotation": 100}}}, "O05.left.internal_rotation"),
        ({"O99": 1}, "O99"),
    ],
)
def test_what_cannot_be_is_refused_at_its_box(findings: dict[str, Any], path: str) -> None:
    cleaned, errors, _ = validate(findings)
    assert list(errors) == [path]
    assert cleaned == {}


def test_one_wrong_box_does_not_lose_the_others() -> None:
    cleaned, errors, _ = validate({"S06": {"worst": 12, "usual": 3}, "O13": {"left": 4, "right": 9}, "S01": "left"})
    assert cleaned == {"S01": "left", "S06": {"usual": 3}, "O13": {"left": 4}}
    assert set(errors) == {"S06.worst", "O13.right"}


def test_an_unusual_number_is_kept_and_asked_about() -> None:
    cleaned, errors, warnings = validate({"S23": {"weight": 180}})
    assert cleaned == {"S23": {"weight": 180}}
    assert errors == {}
    assert warnings == {"S23.weight": "180 kg is unusual. Are you sure?"}


def test_a_worst_pain_below_the_usual_is_asked_about() -> None:
    assert "S06.worst" in validate({"S06": {"worst": 2, "usual": 4}})[2]


def test_pain_cannot_begin_after_the_visit() -> None:
    findings = {"S02": "2025-12-02"}
    assert validate(findings, on=date(2025, 12, 2))[1] == {}
    assert list(validate(findings, on=date(2025, 12, 1))[1]) == ["S02.on"]


def test_blank_boxes_are_left_out() -> None:
    blanks: dict[str, Any] = {"S01": None, "S04": [], "S05": "", "S06": {"worst": None}, "O13": {"left": None}}
    assert validate({**blanks, "S18": [{}]}) == ({}, {}, {})


def test_a_bare_value_goes_to_the_main_box() -> None:
    cleaned, errors, _ = validate({"S02": "2025-09-01", "N11": 164, "O29": {"left": 8.5}, "S19": ["rest"]})
    assert errors == {}
    assert cleaned == {
        "S02": {"on": "2025-09-01"},
        "S19": {"kinds": ["rest"]},
        "N11": {"spm": 164},
        "O29": {"left": {"cm": 8.5}},
    }


def test_things_that_hurt_may_be_named_before_they_are_scored() -> None:
    assert validate({"S07": ["stairs_down", "squat"]})[0] == {"S07": {"squat": None, "stairs_down": None}}


def test_a_screen_answered_one_by_one_is_the_same_screen() -> None:
    assert validate({"S31": {"RF05": False, "RF10": False}})[0] == {"S31": ["none"]}
    assert validate({"S31": {"RF05": False, "RF10": True}})[0] == {"S31": ["RF10"]}
    assert list(validate({"S31": {"RF99": False}})[1]) == ["S31"]


def test_a_complete_examination_can_be_signed() -> None:
    cleaned, errors, warnings = validate(SIGNABLE)
    assert (errors, warnings) == ({}, {})
    assert missing_to_sign(cleaned) == {}


def test_an_empty_one_lists_everything_that_is_needed() -> None:
    needed = {each.id for each in FIELDS if each.required and each.shown == "always"}
    assert set(missing_to_sign({})) == needed
    assert needed == set(SIGNABLE)


@pytest.mark.parametrize("field_id", sorted(SIGNABLE))
def test_each_needed_field_holds_up_signing(field_id: str) -> None:
    cleaned, _, _ = validate({key: value for key, value in SIGNABLE.items() if key != field_id})
    assert list(missing_to_sign(cleaned)) == [field_id]


def test_half_an_answer_is_asked_for_by_its_part() -> None:
    cleaned, _, _ = validate({**SIGNABLE, "S06": {"worst": 6}})
    assert missing_to_sign(cleaned) == {
        "S06.usual": "Pain, last 7 days, usual: still to answer.",
        "S06.now": "Pain, last 7 days, now: still to answer.",
    }


def test_two_sore_knees_need_the_worse_one_named() -> None:
    cleaned, _, _ = validate({**SIGNABLE, "S01": "both"})
    assert list(missing_to_sign(cleaned)) == ["S01b"]


def test_runners_are_asked_for_their_running() -> None:
    cleaned, _, _ = validate(SIGNABLE)
    assert set(missing_to_sign(cleaned, runner=True)) == {"N02", "N03", "N05", "N11"}
    runs, _, _ = validate({**SIGNABLE, "S07": {"running": 6}})
    assert set(missing_to_sign(runs)) == {"N02", "N03", "N05", "N11"}
    complete, errors, _ = validate({**SIGNABLE, **RUNNER, "S07": {"running": 6}})
    assert errors == {}
    assert missing_to_sign(complete) == {}


def test_the_injury_check_opens_after_a_blow_or_a_twist() -> None:
    injury = BY_ID["T01"]
    assert not examination.is_shown(injury, {"S03": "gradual"})
    assert examination.is_shown(injury, {"S03": "twist_injury"})
    assert examination.is_shown(injury, {"S03": "after_direct_blow"})


def test_running_questions_are_for_runners_and_video_marks_for_a_video() -> None:
    assert not examination.is_shown(BY_ID["N02"], {})
    assert examination.is_shown(BY_ID["N02"], {}, runner=True)
    assert examination.is_shown(BY_ID["G7"], {"O37": "treadmill"}, runner=True)
    assert not examination.is_shown(BY_ID["G7"], {"O37": "not_done"}, runner=True)


def test_the_red_flag_screen_sits_in_its_own_section() -> None:
    assert BY_ID["S31"].section is Section.RED_FLAGS
    assert BY_ID["S31"].boxes[0].keys[0] == "none"


@pytest.mark.parametrize(
    ("words", "key"),
    [
        ("below kneecap (tendon)", "below_kneecap"),
        ("hip/groin", "hip_groin"),
        ("off-the-shelf", "off_the_shelf"),
        ("wakes, does not settle", "wakes_does_not_settle"),
    ],
)
def test_option_keys_are_the_words_in_snake_case(words: str, key: str) -> None:
    assert slug(words) == key


def test_the_hip_of_a_young_person_is_asked_of_nobody_else() -> None:
    assert examination.is_shown(BY_ID["R04"], {}, age=17)
    assert not examination.is_shown(BY_ID["R04"], {}, age=18)
    assert not examination.is_shown(BY_ID["R04"], {})


def test_a_cause_is_not_ruled_out_and_still_possible_at_once() -> None:
    cleaned, errors, _ = validate({"D02": ["DD01", "DD08"], "D03": ["DD08"]})
    assert cleaned == {"D02": ["DD01", "DD08"]}
    assert errors == {"D03": "A cause is either ruled out or still possible, not both: Meniscal tear."}
    assert validate({"D02": ["DD01"], "D03": ["DD08"]})[1] == {}


@pytest.mark.parametrize("agreed", [["SG2", "SG3"], ["none"]])
def test_the_subgroup_that_leads_is_one_of_those_agreed(agreed: list[str]) -> None:
    cleaned, errors, _ = validate({"D05": agreed, "D06": "SG4"})
    assert cleaned == {"D05": agreed}
    assert errors == {"D06": "The subgroup that leads must be one of those agreed, or overload."}


def test_overload_leads_beside_any_subgroup_but_not_where_none_was_agreed() -> None:
    assert validate({"D05": ["SG2", "SG3"], "D06": "SG1"})[1] == {}
    assert list(validate({"D05": ["none"], "D06": "SG1"})[1]) == ["D06"]


def test_the_leading_subgroup_may_be_named_before_the_others() -> None:
    assert validate({"D06": "SG4"}) == ({"D06": "SG4"}, {}, {})
    assert validate({"D05": ["SG2", "SG4"], "D06": "SG4"})[1] == {}
