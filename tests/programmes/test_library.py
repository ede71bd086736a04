"""The library is sound: every exercise can be found, drawn and dosed, and a wrong file says where it is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from programmes.library import LibraryError, load_exercises
from programmes.library.exercises import FOLDER

EXERCISES = load_exercises()
BY_CODE = {exercise.code: exercise for exercise in EXERCISES}


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    """A folder with one sound exercise that leads nowhere."""
    text = (FOLDER / "quad-set.toml").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if not line.startswith(("progression =", "regression ="))]
    (tmp_path / "quad-set.toml").write_text("\n".join(lines), encoding="utf-8")
    return tmp_path


def spoil(folder: Path, old: str, new: str) -> Path:
    path = folder / "quad-set.toml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    return path


def test_a_sound_file_is_read(shelf: Path) -> None:
    (exercise,) = load_exercises(shelf)
    assert (exercise.code, exercise.slug, exercise.pain_rule) == ("X01", "quad-set", "P1")


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ('group = "knee"', 'group = "neck"', r"quad-set\.toml, line 4: group"),
        ("level = 1", "level = 9", "level"),
        ("level = 1", "levle = 1", "levle"),
        ('pain_rule = "P1"', 'pain_rule = "P7"', "pain_rule"),
        ('tempo = "hold"', 'tempo = "quick"', "tempo"),
        ('answers = ["SG2"]', 'answers = ["SG9"]', "answers"),
        ("sets = 1", "sets = 0", "sets"),
        ('anchor = "hip"', 'anchor = "tail"', "anchor"),
        ("review_by = 2027-11-01", "review_by = 2025-11-01", "review_by"),
        ('code = "X01"', 'code = "X01', r"line 1"),
    ],
)
def test_a_wrong_line_is_named(shelf: Path, old: str, new: str, complaint: str) -> None:
    spoil(shelf, old, new)
    with pytest.raises(LibraryError, match=complaint):
        load_exercises(shelf)


def test_a_next_step_that_is_nowhere_is_refused(shelf: Path) -> None:
    spoil(shelf, 'answers = ["SG2"]', 'answers = ["SG2"]\nprogression = ["X99"]')
    with pytest.raises(LibraryError, match=r"quad-set\.toml, line \d+: progression: .*X99"):
        load_exercises(shelf)


def test_two_files_cannot_share_a_code(shelf: Path) -> None:
    (shelf / "thigh-squeeze.toml").write_text((shelf / "quad-set.toml").read_text(encoding="utf-8"), encoding="utf-8")
    with pytest.raises(LibraryError, match="already"):
        load_exercises(shelf)


def test_words_for_patients_are_calm_and_short() -> None:
    for exercise in EXERCISES:
        words = " ".join((exercise.aim, exercise.why, exercise.stop, *exercise.steps, *exercise.cues))
        assert "!" not in words, exercise.code
        for sentence in words.replace("?", ".").split("."):
            assert len(sentence.split()) <= 26, f"{exercise.code}: {sentence}"
        for word in ("damage", "degeneration", "bone on bone", "fail", "compliance", "should have"):
            assert word not in words.lower(), exercise.code
