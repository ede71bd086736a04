"""Patellofemoral pain by three criteria: every combination, what supports it, what is still to look at."""

from itertools import product
from typing import Any

import pytest

from assessments import accuracy, rulebook
from assessments.diagnosis import Diagnosis, diagnose
from assessments.examination import BY_ID, validate
from assessments.examination.seen import Seen
from tests.assessments.facts import TUESDAY

WHERE: dict[bool | None, dict[str, Any]] = {True: {"S04": ["around_kneecap"]}, False: {"S04": ["thigh"]}, None: {}}
LOADING: dict[bool | None, dict[str, Any]] = {True: {"S07": {"squat": 4}}, False: {"S07": {"squat": 0}}, None: {}}
EXCLUDED: dict[bool | None, dict[str, Any]] = {
    True: {"D01": "excluded", "S31": ["none"]},
    False: {"D01": "another_diagnosis_explains_it", "S31": ["none"]},
    None: {"D01": "not_yet_excluded", "S31": ["none"]},
}


def told(findings: dict[str, Any], flags: tuple[str, ...] = ()) -> Diagnosis:
    """The diagnosis for findings as somebody typed them."""
    cleaned, errors, _ = validate(findings)
    assert errors == {}
    return diagnose(Seen(cleaned, TUESDAY, 34, rulebook.defaults()), active_flags=flags)


@pytest.mark.parametrize(("a", "b", "c"), list(product((True, False, None), repeat=3)))
def test_the_three_criteria_in_every_combination(a: bool | None, b: bool | None, c: bool | None) -> None:
    diagnosis = told({**WHERE[a], **LOADING[b], **EXCLUDED[c]})
    assert [one.met for one in diagnosis.criteria] == [a, b, c]
    if False in (a, b, c):
        expected = "not_pfp"
    elif a and b:
        expected = "probable" if c else "possible"
    else:
        expected = "cannot_tell"
    assert diagnosis.outcome == expected


def test_each_criterion_has_its_rule_its_fields_and_its_source() -> None:
    diagnosis = told({**WHERE[True], **LOADING[True], **EXCLUDED[True]})
    assert [one.rule for one in diagnosis.criteria] == ["PFP.A", "PFP.B", "PFP.C"]
    assert [one.inputs for one in diagnosis.criteria] == [("S04",), ("S07",), ("D01", "S31")]
    assert {one.grade for one in diagnosis.criteria} == {"published"}


@pytest.mark.parametrize(
    ("left_out", "missing"),
    [("S04", ("S04",)), ("S07", ("S07",)), ("S31", ("S31",)), ("D01", ("D01",)), ("", ())],
)
def test_what_cannot_be_told_names_its_field(left_out: str, missing: tuple[str, ...]) -> None:
    findings = {**WHERE[True], **LOADING[True], **EXCLUDED[True]}
    findings.pop(left_out, None)
    assert told(findings).missing == missing


def test_a_cause_still_possible_keeps_the_diagnosis_open() -> None:
    findings = {**WHERE[True], **LOADING[True], **EXCLUDED[True], "D02": ["DD01"], "D03": ["DD08", "DD10"]}
    diagnosis = told(findings)
    assert diagnosis.outcome == "possible"
    assert diagnosis.criteria[2].words == "still possible: Meniscal tear, Iliotibial band pain"
    assert diagnosis.missing == ("D03",)
    assert told({**findings, "D03": None}).outcome == "probable"


def test_an_open_red_flag_keeps_it_open_too() -> None:
    diagnosis = told({**WHERE[True], **LOADING[True], **EXCLUDED[True]}, flags=("RF10",))
    assert (diagnosis.outcome, diagnosis.criteria[2].met) == ("possible", False)


@pytest.mark.parametrize(
    ("findings", "place", "present"),
    [
        ({"O07": {"left": "positive"}}, 0, True),
        ({"O07": {"left": "negative"}}, 0, False),
        ({"S01": "right", "O07": {"left": "positive"}}, 0, None),
        ({"O06": {"left": {"lateral_facet": 1}}}, 1, True),
        ({"O06": {"left": {"medial_facet": 0}}}, 1, False),
        ({"O06": {"left": {"fat_pad": 2}}}, 1, None),
        ({"S07": {"stairs_up": None}}, 2, True),
        ({"S07": {"stairs_up": 0}}, 2, False),
        ({}, 2, None),
        ({"S15": ["crepitus"]}, 3, True),
        ({"S15": ["none"]}, 3, False),
        ({"S07": {"rising_from_sitting": 2}}, 4, True),
    ],
)
def test_supporting_findings_are_listed_and_never_needed(
    findings: dict[str, Any], place: int, present: bool | None
) -> None:
    support = told(findings).supporting[place]
    assert support.present is present
    assert bool(support.missing) is (present is None)
    assert support.source
    met = {**WHERE[True], **LOADING[True], **EXCLUDED[True]}
    assert told({**met, **{key: value for key, value in findings.items() if key not in met}}).outcome == "probable"


# The accuracy of the tests, as printed


@pytest.mark.parametrize(
    ("test", "printed"),
    [
        ("Pain on squatting", ("91 %", "50 %", "1.8", "0.2")),
        ("Pain on kneeling", ("84 %", "", "", "")),
        ("Compression", ("83 %", "", "", "")),
        ("Patellar tilt", ("", "", "5.4", "0.6")),
        ("Pain on resisted quadriceps contraction", ("", "", "2.2 (0.99–5.2)", "")),
        ("2 of 3: pain on quadriceps contraction, on squatting, on palpation", ("", "", "4.0 (1.8–10.3)", "")),
        ("Eccentric step test", ("82 %", "", "", "")),
        ("Palpation", ("81 %", "", "", "")),
        ("Prolonged sitting", ("73 %", "", "", "")),
        ("Pain 3–10 going down stairs and 6–10 on sitting", ("", "", "19.5 (6.4–59.7)", "")),
    ],
)
def test_each_test_has_its_printed_figures(test: str, printed: tuple[str, ...]) -> None:
    (line,) = (one for one in accuracy.TABLE if one.test == test)
    assert (line.sensitivity, line.specificity, line.lr_positive, line.lr_negative) == printed
    assert line.source
    assert all(field in BY_ID for field in line.fields)


def test_the_figures_stand_beside_their_field() -> None:
    assert [line.test for line in accuracy.beside("O07")] == ["Patellar tilt"]
    assert len(accuracy.beside("O12")) == 2
    assert accuracy.beside("O26") == ()
    assert len(accuracy.TABLE) == 10


def test_only_the_remembered_figure_asks_to_be_confirmed() -> None:
    assert [line.test for line in accuracy.TABLE if line.grade != "published"] == ["Pain on squatting"]
