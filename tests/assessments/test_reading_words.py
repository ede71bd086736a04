"""A reading as plain JSON: whole, sourced, and the same shape as the schema of the API."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessments.api.reading import ReadingSerializer
from assessments.classification import Reading, reading
from assessments.disagreements import disagreements
from assessments.examination import FIELDS, validate
from assessments.reading_words import reading_as_json
from tests.assessments.facts import TUESDAY
from tests.assessments.test_classification import PFP, STEADY, WEAK_HIP, read
from tests.assessments.test_examination import field_values

FULL = {
    **PFP,
    **WEAK_HIP,
    **STEADY,
    "S04": ["behind_kneecap", "below_kneecap"],
    "S16": "1_dislocation",
    "S13": "over_24h",
    "O13": {"left": 4},
    "D03": ["DD05"],
}


def sourced(part: Any) -> list[dict[str, Any]]:
    """Every piece of the shape that carries a source."""
    if isinstance(part, list):
        return [one for each in part for one in sourced(each)]
    if not isinstance(part, dict):
        return []
    return ([part] if "source" in part else []) + [one for each in part.values() for one in sourced(each)]


def test_a_reading_is_told_whole() -> None:
    told = reading_as_json(read(FULL, age=24, akps=63))
    assert told["diagnosis"]["outcome"] == "possible"
    assert told["diagnosis"]["rules"] == ["PFP.A", "PFP.B", "PFP.C"]
    (flag,) = told["red_flags"]
    assert (flag["rule"], flag["level"], flag["level_words"]) == ("RF22", "urgent", "Urgent")
    assert flag["inputs"] == ["S16"]
    assert [one["rule"] for one in told["differential"]] == ["DD01", "DD05"]
    assert told["differential"][1]["judged"] == "still_possible"
    assert told["differential_counts"]["considered"] == 25
    assert told["prognosis"]["reasons"] == ["183 days of pain (over 60)", "AKPS 63 (under 70)"]
    assert "patient" not in told["prognosis"]
    assert told["irritability"] == "high"
    assert [cause["cause"] for cause in told["causes"]] == ["Strength", "Technique", "Load", "Alignment"]


def test_the_keys_that_other_systems_know_keep_their_meaning() -> None:
    told = reading_as_json(read({**PFP, **WEAK_HIP, **STEADY}))
    assert (told["diagnosis"]["outcome"], bool(told["diagnosis"]["words"])) == ("probable", True)
    (found,) = told["classification"]
    assert (found["subgroup"], found["inputs"]) == ("SG2", ["O17"])
    assert found["rule"] == "Hip or quadriceps weak by a soft flag, or short of the other side"
    assert told["suggested_template"] == "strength"
    assert {"field": "O13", "label": "Step-down quality"} in told["missing"]


def test_every_source_has_its_grade() -> None:
    pieces = sourced(reading_as_json(read(FULL, age=24, akps=63)))
    assert len(pieces) > 20
    for piece in pieces:
        assert piece["source"]
        assert piece["grade_words"]
        assert ("[memory]" in piece["source"]) is (piece["grade"] == "memory")


def test_red_flags_that_cannot_be_told_name_what_is_missing() -> None:
    told = reading_as_json(read({"S31": ["none"], "S03": "twist_injury"}))
    open_ones = {one["rule"]: one for one in told["red_flags_undecided"]}
    assert open_ones["RF07"]["missing"][0] == {"field": "T01", "label": "Injury check"}
    assert open_ones["RF14"]["missing"][0] == {"field": "age", "label": "Date of birth"}
    assert open_ones["RF07"]["ticked"] is False


def test_a_cleared_flag_says_so() -> None:
    (flag,) = reading_as_json(read({**PFP, "S31": ["RF10"]}, cleared=["RF10"]))["red_flags"]
    assert flag["cleared"] is True


def test_causes_nobody_looked_at_are_named() -> None:
    told = reading_as_json(read({**PFP, **WEAK_HIP}))
    assert [one["subgroup"] for one in told["unknown"]] == ["SG3", "SG1", "SG4"]
    assert len(told["classification_remarks"]) == 2


@settings(max_examples=40, deadline=None)
@given(data=st.data(), age=st.none() | st.integers(4, 90))
def test_any_reading_is_plain_json_of_the_shape_in_the_schema(data: st.DataObject, age: int | None) -> None:
    chosen = data.draw(st.lists(st.sampled_from(FIELDS), max_size=10, unique=True))
    cleaned, _, _ = validate({**PFP, **{field.id: data.draw(field_values(field)) for field in chosen}}, on=TUESDAY)
    told = reading_as_json(reading(cleaned, on=TUESDAY, age=age, akps=63))
    assert json.loads(json.dumps(told, allow_nan=False)) == told
    assert json.loads(json.dumps(ReadingSerializer(told).data)) == told


# Where the physio decided otherwise


def decided(**agreed: Any) -> tuple[dict[str, Any], Reading]:
    """A knee that reads as probable, SG2 leading, with these decisions."""
    cleaned, errors, _ = validate({**PFP, **WEAK_HIP, **STEADY, **agreed})
    assert errors == {}
    return cleaned, reading(cleaned, on=TUESDAY)


def test_agreeing_is_no_disagreement() -> None:
    assert disagreements(*decided(D04="probable_pfp", D05=["SG2"], D06="SG2")) == ()
    assert disagreements(*decided()) == (), "what was not decided differs from nothing"


def test_each_decision_that_differs_is_listed_with_its_reason() -> None:
    told = disagreements(*decided(D04="possible_pfp", D05=["SG2", "SG3"], D06="SG3", D07="Poor control on video"))
    assert [one.field for one in told] == ["D04", "D05", "D06"]
    diagnosis, groups, leads = told
    assert (diagnosis.suggested_words, diagnosis.decided_words) == (
        "Probable patellofemoral pain",
        "Possible patellofemoral pain",
    )
    assert (groups.suggested, groups.decided) == (("SG2",), ("SG2", "SG3"))
    assert (leads.suggested_words, leads.decided_words) == (
        "Muscle performance deficits",
        "Movement coordination deficits",
    )
    assert {one.reason for one in told} == {"Poor control on video"}


def test_no_subgroup_agreed_differs_from_one_suggested_and_lacks_its_reason() -> None:
    (groups,) = disagreements(*decided(D05=["none"]))
    assert (groups.decided, groups.decided_words, groups.reason) == ((), "None", "")


@pytest.mark.parametrize("outcome", ["probable_pfp", "possible_pfp", "not_pfp"])
def test_a_decision_where_nothing_could_be_told_is_the_physios_own(outcome: str) -> None:
    cleaned, _, _ = validate({"D04": outcome})
    (told,) = disagreements(cleaned, reading(cleaned, on=TUESDAY))
    assert (told.suggested_words, told.decided) == ("None", (outcome,))
