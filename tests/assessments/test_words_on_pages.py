"""Tags and labels as a reader meets them."""

import pytest

from assessments.examination import FIELDS
from assessments.examination.words import lowered
from assessments.rulebook.definition import untagged


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("NICE NG12 [memory]", "NICE NG12 (to be confirmed by the clinical lead)"),
        ("[design] clinic default", "(clinic default)"),
        ("All 13 answers are needed. [design]", "All 13 answers are needed. (clinic default)"),
        ("Nunes 2013", "Nunes 2013"),
    ],
)
def test_a_tag_is_said_in_words(source: str, said: str) -> None:
    assert untagged(source) == said


@pytest.mark.parametrize(
    ("label", "inside"), [("Hip out", "hip out"), ("HipSIT", "HipSIT"), ("FPI-6", "FPI-6"), ("Pain", "pain"), ("", "")]
)
def test_a_name_keeps_its_capitals_inside_a_sentence(label: str, inside: str) -> None:
    assert lowered(label) == inside


def test_no_label_of_the_form_loses_an_abbreviation() -> None:
    assert [one.label for one in FIELDS if "HipSIT" in one.label and "HipSIT" not in lowered(one.label)] == []
