"""Finding an exercise: words in any order, wishes that narrow, and nothing that nobody asked for."""

import pytest

from programmes.library.dose_words import dose_lines, dose_words
from programmes.shelf import NO_KIT, Facts, Wanted, choices_of

WALL_SIT = Facts(1, "Wall sit", "Wall sit (isometric)", "Calm a sore knee.", ("quads",), ("wall",), 1, ("SG2",))
BAND_WALK = Facts(
    2, "Band side walk", "Lateral band walk", "Teach the hip.", ("hip abductors", "external rotators"), ("band",), 2,
    ("SG2", "SG3"), frozenset({1, 2}), starred=True,
)  # fmt: skip
WALK = Facts(3, "Walk", "Walk programme, flat", "Keep fit.", ("aerobic fitness",), (), 1, ("T",), own=True)
SHELF = (WALL_SIT, BAND_WALK, WALK)


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (Wanted(), {1, 2, 3}),
        (Wanted(words="WALK"), {2, 3}),
        (Wanted(words="abductors side"), {2}),
        (Wanted(words="isometric"), {1}),
        (Wanted(words="technique"), {2}),
        (Wanted(words="xylophone"), set()),
        (Wanted(target="quads"), {1}),
        (Wanted(target="quad"), set()),
        (Wanted(kit="band"), {2}),
        (Wanted(kit=NO_KIT), {3}),
        (Wanted(level=1), {1, 3}),
        (Wanted(answers="SG3"), {2, 3}),
        (Wanted(phase=2), {2}),
        (Wanted(phase=5), set()),
        (Wanted(starred=True), {2}),
        (Wanted(own=True), {3}),
        (Wanted(words="walk", level=2, answers="SG2"), {2}),
    ],
)
def test_only_what_fits_every_wish_is_found(wanted: Wanted, found: set[int]) -> None:
    assert {facts.ident for facts in SHELF if wanted.fits(facts)} == found


def test_only_what_some_exercise_has_can_be_chosen() -> None:
    choices = choices_of(SHELF)
    assert choices.kit == ["band", "wall"]
    assert choices.levels == [1, 2]
    assert choices.phases == [1, 2]
    assert choices.answers == ["SG2", "SG3", "T"]


@pytest.mark.parametrize(
    ("dose", "words"),
    [
        ({"sets": 3, "reps": [8, 12]}, "3 sets of 8–12"),
        ({"sets": 1, "reps": [10, 10], "seconds": [10, 10]}, "1 set of 10, each held 10 seconds"),
        ({"sets": 5, "seconds": [30, 45]}, "5 × 30–45 seconds"),
        ({"sets": 1, "minutes": [15, 30]}, "15–30 minutes"),
        ({"sets": 3, "metres": 20}, "3 × 20 metres"),
        ({}, ""),
    ],
)
def test_a_start_dose_is_told_in_words(dose: dict[str, object], words: str) -> None:
    assert dose_words(dose) == words


def test_a_dose_leaves_out_what_it_does_not_say() -> None:
    dose = {"preset": "own", "sets": 1, "minutes": [15, 15], "load": "easy", "rest_s": 0, "frequency": "daily"}
    assert dose_lines(dose) == [("Start dose", "15 minutes"), ("Load", "easy"), ("How often", "daily")]
    assert dose_lines({}) == []
