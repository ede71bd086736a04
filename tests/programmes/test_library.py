"""The library is sound: every exercise can be found, drawn and dosed, and a wrong file says where it is wrong."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import pytest

from programmes.library import LibraryError, load_exercises, load_templates
from programmes.library.exercises import FOLDER
from programmes.library.plans import DAYS
from programmes.library.templates import FOLDER as TEMPLATES

EXERCISES = load_exercises()
PLANS = {plan.key: plan for plan in load_templates(exercises=EXERCISES)}
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
        ("[figure]", '[grows]\nload = "sack"\n[figure]', "load"),
        ("[figure]", '[grows]\nfirst_kg = "half"\n[figure]', "first_kg"),
        ("[figure]", '[grows]\nmost_kg = "-1"\n[figure]', "most_kg"),
        ("[figure]", "[grows]\nheight_cm = [30, 15]\n[figure]", "height_cm"),
        ("[figure]", "[grows]\nwidth_cm = [15, 30]\n[figure]", "width_cm"),
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


def test_the_shelf_holds_the_fifty_four() -> None:
    assert [exercise.code for exercise in EXERCISES] == [f"X{number:02}" for number in range(1, 55)]
    assert Counter(exercise.group for exercise in EXERCISES) == {
        "knee": 17,
        "hip": 13,
        "aerobic": 3,
        "calf_foot": 3,
        "trunk": 4,
        "mobility": 6,
        "plyometric": 4,
        "gait": 4,
    }


def test_names_are_told_apart() -> None:
    for names in ([e.slug for e in EXERCISES], [e.name for e in EXERCISES], [e.patient_name for e in EXERCISES]):
        assert len(names) == len(set(names))


def test_every_exercise_has_been_reviewed_and_will_be_again() -> None:
    for exercise in EXERCISES:
        assert exercise.source
        assert (exercise.review_by - exercise.reviewed_on).days == 365


def test_impact_is_kept_from_a_swollen_or_very_sore_knee() -> None:
    for code in ("X45", "X46", "X47", "X48"):
        assert "effusion 1+" in BY_CODE[code].contraindications[0]
        assert "5 or more" in BY_CODE[code].contraindications[1]
    for code in ("X24", "X29"):
        assert "P3" in BY_CODE[code].contraindications[0]


def test_the_next_exercise_is_never_easier_by_more_than_a_level() -> None:
    for exercise in EXERCISES:
        for code in exercise.progression:
            assert BY_CODE[code].level >= exercise.level - 1, f"{exercise.code} to {code}"


def test_a_wall_sit_starts_with_four_holds_of_twenty_seconds() -> None:
    dose = BY_CODE["X18"].dose
    assert (dose.preset, dose.sets, dose.seconds, dose.reps) == ("D5", 4, (20, 20), None)
    assert BY_CODE["X18"].seconds_needed == 4 * 20 + 3 * 60


def test_the_seven_templates_are_there() -> None:
    assert set(PLANS) == {
        "overload",
        "strength",
        "coordination",
        "mobility_foot",
        "return_to_run",
        "cadence",
        "adolescent_ladder",
    }


@pytest.mark.parametrize("key", ["overload", "strength", "coordination", "mobility_foot"])
def test_five_phases_with_four_gates_and_the_dose_of_each(key: str) -> None:
    phases = PLANS[key].phases
    assert [phase.gate.key if phase.gate else None for phase in phases] == ["A", "B", "C", "D", None]
    assert [phase.weeks for phase in phases] == [(0, 2), (2, 6), (6, 10), (10, 12), (12, None)]
    for phase, preset in zip(phases, ("D1", "D2", "D3", "D4", "D3"), strict=True):
        strength = {row.dose.preset for row in phase.rows} & {"D1", "D2", "D3", "D4"}
        assert strength <= {preset}


def test_no_session_has_more_than_six_exercises_or_lasts_more_than_forty_five_minutes() -> None:
    for plan in PLANS.values():
        for phase in plan.phases:
            for day in DAYS:
                rows = phase.session(day)
                assert len(rows) <= 6
                assert phase.seconds_needed(day) <= 45 * 60
                assert all(row.code in BY_CODE for row in rows)


def test_strength_days_are_two_nights_apart() -> None:
    for key in ("overload", "strength", "coordination", "mobility_foot"):
        for phase in PLANS[key].phases:
            days = sorted(
                {DAYS.index(day) for row in phase.rows if row.dose.preset in ("D3", "D4", "D6") for day in row.days}
            )
            assert all(later - earlier >= 2 for earlier, later in pairwise(days)), f"{key} {phase.number}"


def test_the_way_back_to_running_has_twelve_steps() -> None:
    runs = PLANS["return_to_run"].runs
    assert [run.run_minutes[0] for run in runs] == [5, 6, 8, 12, 15, 16, 20, 21, 20, 24, 20, 25]
    assert runs[-1].run_minutes == (25, 30)
    assert runs[1].walk == Decimal("1.5")


def test_feedback_fades_over_eight_sessions() -> None:
    sessions = PLANS["cadence"].feedback
    assert [(session.run, session.feedback) for session in sessions] == [
        (15, 15),
        (18, 18),
        (21, 21),
        (24, 24),
        (26, 16),
        (28, 10),
        (29, 5),
        (30, 2),
    ]
    assert sum(session.run for session in sessions) == 191
    assert PLANS["cadence"].cadence_targets == (Decimal("1.05"), Decimal("1.075"), Decimal("1.10"))


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ('code = "X31"', 'code = "X77"', r"overload\.toml, line \d+: rows: no exercise has the code 'X77'"),
        ('gate = "A"', 'gate = "Z"', r"line \d+: gate"),
        ('presets = ["D1"]', 'presets = ["D0"]', "presets"),
        ('days = ["mon", "wed", "fri"]', 'days = ["moonday"]', "days"),
        ('"X49", days = ["tue", "thu", "sat", "sun"]', '"X49", days = ["mon"]', "mon takes"),
    ],
)
def test_a_wrong_template_is_named(tmp_path: Path, old: str, new: str, complaint: str) -> None:
    text = (TEMPLATES / "overload.toml").read_text(encoding="utf-8")
    assert old in text
    (tmp_path / "overload.toml").write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(LibraryError, match=complaint):
        load_templates(tmp_path, exercises=EXERCISES)
