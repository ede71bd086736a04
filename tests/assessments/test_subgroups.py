"""The decision between the four subgroups, over every combination of its inputs."""

from itertools import product

import pytest

from assessments import rulebook
from assessments.examination.signs import Cause, Sign
from assessments.subgroups import REMARKS, classify

CAUSES: tuple[Cause, ...] = ("SG1", "SG2", "SG3", "SG4")


def sign(cause: Cause, positive: bool) -> Sign:
    """A sign for or against one cause."""
    return Sign(cause, f"{cause}.try", (f"field of {cause}",), "said", positive, "source")


@pytest.mark.parametrize("weeks", [None, 0, 7, 8, 60])
@pytest.mark.parametrize("probable", [True, False])
def test_the_decision_table_in_every_combination(weeks: int | None, probable: bool) -> None:
    for load, weak, coordination, stiff in product((True, False), repeat=4):
        said = dict(zip(CAUSES, (load, weak, coordination, stiff), strict=True))
        told = classify(
            [sign(cause, positive) for cause, positive in said.items()],
            probable=probable,
            weeks_since_onset=weeks,
            values=rulebook.defaults(),
        )
        groups = {code for code, yes in (("SG2", weak), ("SG3", coordination), ("SG4", stiff)) if yes} or {"SG1"}
        if not probable:
            assert (told.found, told.primary, told.modules) == ((), None, ())
            continue
        assert {found.subgroup for found in told.found} == groups
        assert told.load_contributes is load
        if groups == {"SG1"} or (load and weeks is not None and weeks < 8):
            assert told.primary == "SG1"
        else:
            assert told.primary == min(groups)
        assert ("load" in told.modules) is load
        assert ("review the history" in told.note) is (groups == {"SG1"} and not load)


def test_each_subgroup_found_names_its_fields_its_source_and_its_grade() -> None:
    told = classify([sign("SG3", True)], probable=True, weeks_since_onset=3, values=rulebook.defaults())
    (found,) = told.found
    assert found.inputs == ("field of SG3",)
    assert "Willy 2019" in found.source
    assert found.grade == "memory"


def test_causes_of_which_nothing_was_tested_are_named() -> None:
    values = rulebook.defaults()
    told = classify([sign("SG2", False), sign("SG3", True)], probable=True, weeks_since_onset=3, values=values)
    assert told.unknown == ("SG1", "SG4")
    nothing = classify([], probable=True, weeks_since_onset=3, values=values)
    assert set(nothing.unknown) == set(CAUSES)
    assert nothing.primary == "SG1"


def test_beside_every_classification_stands_what_it_cannot_promise() -> None:
    assert [one.words for one in REMARKS] == [
        "More than one subgroup may apply.",
        "No trial shows that treating by subgroup does better.",
    ]
    assert {one.grade for one in REMARKS} == {"published"}
