"""What the findings say: criteria, subgroups, causes, template; boundary by boundary."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessments.classification import Reading, reading
from assessments.examination import FIELDS, validate
from assessments.prognosis import prognosis
from tests.assessments.test_examination import field_values

TUESDAY = date(2025, 12, 2)
LONG_AGO, LATELY = "2025-06-02", "2025-10-14"  # 26 and 7 weeks before
PFP: dict[str, Any] = {
    "S01": "left",
    "S02": LONG_AGO,
    "S04": ["behind_kneecap"],
    "S07": {"squat": 5, "stairs_down": 4},
    "S31": ["none"],
    "D01": "excluded",
}
WEAK_HIP = {"O17": {"left": 21.4, "right": 27.6}}
EVEN_HIP = {"O17": {"left": 27, "right": 27.6}, "O21": {"left": 46, "right": 48.5}}
SPIKE = {"N04": {"week_1": 22, "week_2": 22, "week_3": 32, "week_4": 32}}
STEADY = {"N04": {"week_1": 20, "week_2": 20, "week_3": 20, "week_4": 20}, "N07": ["none"]}


def read(findings: dict[str, Any], **beside: Any) -> Reading:
    """The reading of findings as somebody typed them."""
    cleaned, errors, _ = validate(findings)
    assert errors == {}
    return reading(cleaned, on=TUESDAY, **beside)


def groups(told: Reading) -> list[str]:
    """The subgroups that apply."""
    return [found.subgroup for found in told.classification]


# Diagnosis


def test_three_criteria_make_it_probable() -> None:
    told = read(PFP)
    assert told.diagnosis.outcome == "probable"
    assert [criterion.met for criterion in told.diagnosis.criteria] == [True, True, True]
    assert told.diagnosis.title == "Fits patellofemoral pain"


@pytest.mark.parametrize(
    ("change", "outcome"),
    [
        ({"D01": None}, "possible"),
        ({"D01": "not_yet_excluded"}, "possible"),
        ({"S31": None}, "possible"),
        ({"S31": ["RF10"]}, "possible"),
        ({"D01": "another_diagnosis_explains_it"}, "not_pfp"),
        ({"S04": ["below_kneecap"]}, "not_pfp"),
        ({"S07": {"squat": 0, "other": 6}}, "not_pfp"),
        ({"S04": None}, "cannot_tell"),
        ({"S07": None}, "cannot_tell"),
        ({"S04": ["thigh", "around_kneecap"]}, "probable"),
        ({"S04": ["diffuse"]}, "probable"),
        ({"S07": ["kneeling"]}, "probable"),
        ({"S07": None, "O12": {"reproduces": True}}, "probable"),
        ({"S07": {"squat": 0}, "O15": {"left": {"pain": 3}}}, "probable"),
        ({"S07": None, "O12": {"pain": 0}}, "cannot_tell"),
    ],
)
def test_diagnosis_turns_on_each_criterion(change: dict[str, Any], outcome: str) -> None:
    assert read({**PFP, **change}).diagnosis.outcome == outcome


def test_a_cleared_red_flag_no_longer_stands_in_the_way() -> None:
    locked = {**PFP, "S31": ["RF10"]}
    assert read(locked).diagnosis.outcome == "possible"
    told = read(locked, cleared=["RF10"])
    assert told.diagnosis.outcome == "probable"
    assert [hit.rule.id for hit in told.red_flags] == ["RF10"]


def test_a_flag_still_open_from_a_check_in_stands_in_the_way() -> None:
    assert read(PFP, open_flags=["RF17"]).diagnosis.outcome == "possible"


def test_no_subgroup_before_the_diagnosis_is_probable() -> None:
    told = read({**PFP, **WEAK_HIP, "D01": "not_yet_excluded"})
    assert groups(told) == []
    assert (told.primary, told.suggested_template) == (None, None)
    assert any(cause.supports for cause in told.causes), "the signs are shown all the same"


# The decision table


def test_cl1_weak_hips_only() -> None:
    told = read({**PFP, **WEAK_HIP, **STEADY})
    assert groups(told) == ["SG2"]
    assert (told.primary, told.suggested_template) == ("SG2", "strength")


def test_cl2_poor_step_down_with_clean_strength() -> None:
    told = read({**PFP, **EVEN_HIP, **STEADY, "O13": {"left": 3}})
    assert groups(told) == ["SG3"]
    assert told.suggested_template == "coordination"


def test_cl3_a_spike_and_a_clean_examination() -> None:
    told = read({**PFP, **EVEN_HIP, **SPIKE, "O13": {"left": 1}})
    assert groups(told) == ["SG1"]
    assert told.classified.load_contributes
    assert told.classified.modules == ("load",)
    assert told.suggested_template == "overload"


def test_cl4_a_pronated_foot_and_tight_calves() -> None:
    told = read({**PFP, **STEADY, "O26": {"left": 8}, "O30": {"left": 5}})
    assert groups(told) == ["SG4"]
    assert told.suggested_template == "mobility_foot"
    assert told.classification[0].inputs == ("O26", "O30")


@pytest.mark.parametrize(
    ("onset", "primary", "modules"),
    [
        (LATELY, "SG1", ("load", "strength", "coordination")),
        ("2025-10-07", "SG2", ("load", "coordination")),
        (LONG_AGO, "SG2", ("load", "coordination")),
        (None, "SG2", ("load", "coordination")),
    ],
)
def test_cl5_spike_and_two_findings_lead_by_how_long_it_has_hurt(
    onset: str | None, primary: str, modules: tuple[str, ...]
) -> None:
    told = read({**PFP, **WEAK_HIP, **SPIKE, "O13": {"left": 4}, "S02": onset})
    assert groups(told) == ["SG2", "SG3"]
    assert told.classified.load_contributes
    assert told.primary == primary
    assert told.classified.modules == modules


def test_cl6_nothing_found_and_no_spike() -> None:
    told = read({**PFP, **EVEN_HIP, **STEADY})
    assert groups(told) == ["SG1"]
    assert not told.classified.load_contributes
    assert "review the history" in told.classified.note
    assert told.notes[0].words == told.classified.note


@pytest.mark.parametrize(
    ("findings", "expected"),
    [
        pytest.param({"O17": {"left": 18, "right": 20}}, ["SG1"], id="ninety per cent is even"),
        pytest.param({"O17": {"left": 17.9, "right": 20}}, ["SG2"], id="under ninety is weak"),
        pytest.param({"O17": {"left": 20, "right": 15}}, ["SG1"], id="the sound side may be weaker"),
        pytest.param({"O20": {"left": 0.2, "right": 0.25}}, ["SG2"], id="HipSIT"),
        pytest.param({"O21": {"left": 40, "right": 50}}, ["SG2"], id="quadriceps"),
        pytest.param({"O13": {"left": 1, "right": 5}}, ["SG1"], id="a poor step-down on the sound side"),
        pytest.param({"O13": {"left": 2}}, ["SG3"], id="step-down two"),
        pytest.param({"O14": {"left": "fair"}}, ["SG3"], id="fair squat"),
        pytest.param({"O14": {"left": "good"}}, ["SG1"], id="good squat"),
        pytest.param({"G7": {"degrees": 5}}, ["SG3"], id="pelvic drop five degrees"),
        pytest.param({"G7": {"grade": "mild", "degrees": 4}}, ["SG1"], id="mild pelvic drop"),
        pytest.param({"G8": "clear"}, ["SG3"], id="clear adduction"),
        pytest.param({"G9": {"crossover": True}}, ["SG3"], id="crossover"),
        pytest.param({"G10": "absent"}, ["SG1"], id="the knee window is shown, not counted"),
        pytest.param({"O26": {"left": 5}}, ["SG1"], id="FPI five"),
        pytest.param({"O26": {"left": 6}}, ["SG4"], id="FPI six"),
        pytest.param({"O28": {"left": 10.9}}, ["SG1"], id="midfoot under eleven"),
        pytest.param({"O28": {"left": 11}}, ["SG4"], id="midfoot eleven"),
        pytest.param({"O07": {"left": "positive"}}, ["SG4"], id="tilt"),
        pytest.param({"O29": {"left": 9}}, ["SG1"], id="knee to wall borderline"),
        pytest.param({"O29": {"left": 8.9}}, ["SG4"], id="knee to wall limited"),
        pytest.param({"O29": {"left": 11, "right": 13.1}}, ["SG4"], id="knee to wall short of the other side"),
        pytest.param({"O29": {"left": 11, "right": 13}}, ["SG1"], id="knee to wall just two short"),
        pytest.param({"O30": {"left": 9}}, ["SG4"], id="gastrocnemius"),
        pytest.param({"O31": {"left": {"lag": 31}}}, ["SG4"], id="hamstrings"),
        pytest.param({"O31": {"left": {"lag": 30}}}, ["SG1"], id="hamstrings borderline"),
        pytest.param({"O31": {"left": {"slr": 79}}}, ["SG4"], id="straight leg raise"),
        pytest.param({"O32": {"left": 119}}, ["SG4"], id="quadriceps length"),
        pytest.param({"O33": {"left": {"hip": -1}}}, ["SG4"], id="Thomas, thigh"),
        pytest.param({"O33": {"left": {"knee": 79}}}, ["SG4"], id="Thomas, knee"),
        pytest.param({"O34": {"left": 0}}, ["SG4"], id="Ober"),
        pytest.param({"O34": {"left": 1}}, ["SG1"], id="Ober passes"),
        pytest.param({"N07": ["hills"]}, ["SG1"], id="a change alone is overload"),
    ],
)
def test_each_limit_from_both_sides(findings: dict[str, Any], expected: list[str]) -> None:
    assert groups(read({**PFP, **findings})) == expected


@pytest.mark.parametrize(
    ("sex", "force", "expected"),
    [
        ("female", 15, ["SG1"]),
        ("female", 14.9, ["SG2"]),
        ("male", 17.9, ["SG2"]),
        ("male", 18, ["SG1"]),
        ("unknown", 10, ["SG1"]),
    ],
)
def test_hip_strength_is_held_against_body_weight_by_sex(sex: str, force: float, expected: list[str]) -> None:
    findings = {**PFP, "S23": {"weight": 60}, "O17": {"left": force}}
    assert groups(read(findings, sex=sex)) == expected


@pytest.mark.parametrize(("force", "expected"), [(16.8, ["SG1"]), (16.7, ["SG2"])])
def test_hip_extension_has_one_limit_for_everybody(force: float, expected: list[str]) -> None:
    assert groups(read({**PFP, "S23": {"weight": 60}, "O19": {"left": force}})) == expected


@pytest.mark.parametrize(("newton", "expected"), [(439, ["SG2"]), (440, ["SG1"])])
def test_knee_extension_is_held_against_torque_for_body_weight(newton: int, expected: list[str]) -> None:
    findings = {
        **PFP,
        "S23": {"weight": 60},
        "M01": {"unit": "newton", "lever_knee": 0.3},
        "O21": {"left": newton},
    }
    assert groups(read(findings, sex="female")) == expected


def test_two_sore_knees_are_not_held_against_each_other() -> None:
    told = read({**PFP, "S01": "both", "S01b": "left", **WEAK_HIP})
    assert groups(told) == ["SG1"]


def test_the_run_log_may_speak_for_the_load() -> None:
    assert read(PFP, load_rules=["L7"]).classified.load_contributes
    assert read(PFP, load_rules=["L3"]).classified.load_contributes
    assert not read(PFP).classified.load_contributes


@pytest.mark.parametrize(("now", "spike"), [(26, False), (26.1, True)])
def test_this_week_is_held_against_the_mean_of_four(now: float, spike: bool) -> None:
    told = read({**PFP, "N03": {"now": now, "mean_4_weeks": 20}})
    assert told.classified.load_contributes is spike


# The panel


def test_the_panel_shows_for_against_and_not_tested() -> None:
    told = read(
        {
            **PFP,
            **WEAK_HIP,
            "O18": {"left": 13.1, "right": 15.6},
            "O21": {"left": 46, "right": 48.5},
            "O13": {"left": 4},
        }
    )
    strength, technique, load, alignment = told.causes
    assert [cause.subgroup.cause for cause in told.causes] == ["Strength", "Technique", "Load", "Alignment"]
    assert [sign.words for sign in strength.supports] == [
        "Hip out 78 % of right (under 90 %)",
        "Hip turn out 84 % of right (under 90 %)",
    ]
    assert [sign.words for sign in strength.against] == ["Knee straight 95 % of right"]
    assert (strength.strength, strength.leads) == ("strong", True)
    assert [sign.words for sign in technique.supports] == ["Step-down 4 of 6, poor"]
    assert technique.strength == "some"
    assert [missing.field for missing in technique.not_tested] == ["O14"]
    assert (load.strength, alignment.strength) == ("not_tested", "not_tested")
    assert {missing.field for missing in told.missing} >= {"O14", "O26", "O07", "O19"}
    assert told.tests_done == 4


def test_runners_are_missed_their_video_and_their_weeks() -> None:
    told = read(PFP, runner=True)
    assert {"G7", "G8", "G9", "N07", "N04"} <= {missing.field for missing in told.missing}
    assert told.tests_shown > read(PFP).tests_shown


def test_every_line_names_its_rule_its_fields_and_its_source() -> None:
    told = read({**PFP, **WEAK_HIP, **SPIKE, "O13": {"left": 4}, "O26": {"left": 8}})
    for cause in told.causes:
        for sign in (*cause.supports, *cause.against):
            assert sign.rule
            assert sign.source
            assert sign.fields
    for found in told.classification:
        assert found.rule
        assert found.inputs
        assert found.source


def test_nobody_is_told_that_their_kneecap_is_out_of_line() -> None:
    told = read({**PFP, **WEAK_HIP, "O07": {"left": "positive"}})
    words = " ".join(sign.words for cause in told.causes for sign in cause.supports)
    assert "out of line" not in words
    assert "−" not in words


@pytest.mark.parametrize(
    ("findings", "age", "words"),
    [
        ({"S28": {"weight_loss": True, "stress_fracture": True}}, 30, "Low energy"),
        ({"S29": {"confidence": 4}}, 30, "TSK-11"),
        ({"S11": 31}, 30, "inflammatory"),
        ({"O02": {"left": "2_plus"}}, 30, "think again"),
        ({"O09": {"left": True}}, 30, "instability"),
        ({}, 15, "examine the hips"),
        ({"O35": 5}, 50, "Beighton"),
        ({"O35": 4}, 51, "Beighton"),
        ({"S22": [{"to": "plasters", "kind": "adhesive"}]}, 30, "no taping"),
        ({"G11": 5}, 30, "stop the video"),
    ],
)
def test_single_findings_call_for_a_reminder(findings: dict[str, Any], age: int, words: str) -> None:
    told = read({**PFP, **STEADY, **WEAK_HIP, **findings}, age=age)
    assert [words in note.words for note in told.notes] == [True]


# Prognosis


@pytest.mark.parametrize(
    ("days", "akps", "poor", "both"),
    [
        (60, 70, False, False),
        (61, 70, True, False),
        (60, 69, True, False),
        (61, 69, True, True),
        (None, 63, True, False),
        (61, None, True, False),
        (10, None, False, False),
    ],
)
def test_a_long_course_is_likely_after_sixty_days_or_under_seventy(
    days: int | None, akps: int | None, poor: bool, both: bool
) -> None:
    told = prognosis(days_since_onset=days, akps=akps)
    assert told is not None
    assert (told.poor, told.both) == (poor, both)
    assert told.review_every_weeks == (1 if poor else 2)
    assert ("Plan 12 weeks" in told.staff) is both


def test_nothing_is_said_of_the_course_while_nothing_is_known() -> None:
    assert prognosis(days_since_onset=None, akps=None) is None


def test_the_reading_carries_the_prognosis_with_its_reasons() -> None:
    told = read(PFP, akps=Decimal("63.000"))
    assert told.prognosis is not None
    assert told.prognosis.both
    assert told.prognosis.reasons == ("183 days of pain (over 60)", "AKPS 63 (under 70)")


# Whatever was found


@settings(max_examples=60, deadline=None)
@given(data=st.data(), age=st.none() | st.integers(4, 90), sex=st.sampled_from(["female", "male", "unknown"]))
def test_any_possible_findings_can_be_read(data: st.DataObject, age: int | None, sex: str) -> None:
    chosen = data.draw(st.lists(st.sampled_from(FIELDS), max_size=12, unique=True))
    findings = {field.id: data.draw(field_values(field)) for field in chosen}
    cleaned, _, _ = validate({**PFP, **findings}, on=TUESDAY)
    told = reading(cleaned, on=TUESDAY, age=age, sex=sex)
    assert bool(told.classification) == told.diagnosis.is_probable
    assert (told.suggested_template is None) == (not told.diagnosis.is_probable)
    if "SG1" in groups(told):
        assert groups(told) == ["SG1"]
    assert 0 <= told.tests_done <= told.tests_shown
