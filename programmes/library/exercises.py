"""The exercise library: one file is one exercise, words, dose and poses together."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from programmes.figures import Figure, FigureError
from programmes.library.doses import PRESET_CODES, Dose, tempo_seconds
from programmes.library.growth import Growth, read_growth
from programmes.library.pages import LibraryError, Page

FOLDER: Final = Path(__file__).parent / "exercises"
GROUPS: Final = ("knee", "hip", "aerobic", "calf_foot", "trunk", "mobility", "plyometric", "gait")
SUBGROUPS: Final = ("SG1", "SG2", "SG3", "SG4", "T")
PAIN_RULES: Final = ("P1", "P2", "P3")
KEYS: Final = frozenset({
    "code", "name", "patient_name", "group", "aim", "target", "kit", "level", "unilateral", "tempo",
    "pain_rule", "answers", "progression", "progression_note", "regression", "contraindications", "steps",
    "cues", "common_faults", "why", "stop", "source", "reviewed_on", "review_by", "dose", "grows", "figure",
})  # fmt: skip
DOSE_KEYS: Final = frozenset({
    "preset", "sets", "reps", "seconds", "minutes", "metres", "load", "rest_s", "per_week", "frequency",
})  # fmt: skip


@dataclass(frozen=True)
class ExerciseFile:
    """One exercise as its file tells it; the codes (X01 …) are the library's, slug is the file name."""

    code: str
    slug: str
    name: str
    patient_name: str
    group: str
    aim: str
    target: tuple[str, ...]
    kit: tuple[str, ...]
    level: int
    unilateral: bool
    tempo: str
    pain_rule: str
    answers: tuple[str, ...]
    progression: tuple[str, ...]
    progression_note: str
    regression: tuple[str, ...]
    contraindications: tuple[str, ...]
    steps: tuple[str, ...]
    cues: tuple[str, ...]
    common_faults: tuple[str, ...]
    why: str
    stop: str
    source: str
    reviewed_on: dt.date
    review_by: dt.date
    dose: Dose
    grows: Growth
    figure: Figure

    @property
    def seconds_needed(self) -> int:
        """Time in seconds for the start dose, both sides where it is done one side at a time."""
        return self.dose.seconds_needed(self.tempo, sides=2 if self.unilateral else 1)


def load_exercises(folder: Path = FOLDER) -> list[ExerciseFile]:
    """Every exercise of the folder by code. Raises LibraryError at the first file that is not sound."""
    found = [read_exercise(path) for path in sorted(folder.glob("*.toml"))]
    codes: dict[str, ExerciseFile] = {}
    for exercise in found:
        if exercise.code in codes:
            page = Page.open(folder / f"{exercise.slug}.toml")
            raise page.wrong("code", f"{exercise.code} is already {codes[exercise.code].slug}")
        codes[exercise.code] = exercise
    for exercise in found:
        for key in ("progression", "regression"):
            _check_known(getattr(exercise, key), codes, exercise, key, folder)
    return sorted(found, key=lambda exercise: exercise.code)


def _check_known(
    named: Iterable[str], codes: dict[str, ExerciseFile], exercise: ExerciseFile, key: str, folder: Path
) -> None:
    for code in named:
        if code not in codes or code == exercise.code:
            raise Page.open(folder / f"{exercise.slug}.toml").wrong(key, f"no other exercise has the code {code!r}")


def read_exercise(path: Path) -> ExerciseFile:
    """One exercise file. Raises LibraryError with file and line."""
    page = Page.open(path)
    page.only(KEYS)
    code = page.words("code")
    if not (len(code) == 3 and code[0] == "X" and code[1:].isdigit()):
        raise page.wrong("code", f"{code!r} is not of the form X01")
    if not path.stem.replace("-", "").isalnum() or path.stem != path.stem.lower():
        raise LibraryError(path, "the file name must be small letters, digits and hyphens")
    tempo = page.words("tempo")
    try:
        beats = tempo_seconds(tempo)
    except ValueError as wrong:
        raise page.wrong("tempo", f"expected seconds such as 3-1-2, or a word: {wrong}") from wrong
    patient_name = page.words("patient_name")
    try:
        figure = Figure.from_dict(page.part("figure").table, title=patient_name, beats=beats)
    except FigureError as wrong:
        key = str(wrong).split(":", 1)[0].split(".")[0]
        raise page.wrong(key, f"in the figure: {wrong}") from wrong
    answers = page.lines("answers", 1)
    if not set(answers) <= set(SUBGROUPS):
        raise page.wrong("answers", f"expected some of {', '.join(SUBGROUPS)}")
    reviewed_on, review_by = page.day("reviewed_on"), page.day("review_by")
    if review_by <= reviewed_on:
        raise page.wrong("review_by", "must come after the review")
    return ExerciseFile(
        code=code,
        slug=path.stem,
        name=page.words("name"),
        patient_name=patient_name,
        group=page.one_of("group", GROUPS),
        aim=page.words("aim"),
        target=page.lines("target", 1),
        kit=page.lines("kit"),
        level=page.whole("level", 1, 5),
        unilateral=page.truth("unilateral"),
        tempo=tempo,
        pain_rule=page.one_of("pain_rule", PAIN_RULES),
        answers=answers,
        progression=page.lines("progression"),
        progression_note=page.words("progression_note", ""),
        regression=page.lines("regression"),
        contraindications=page.lines("contraindications"),
        steps=page.lines("steps", 3, 5),
        cues=page.lines("cues", 1),
        common_faults=page.lines("common_faults", 1),
        why=page.words("why"),
        stop=page.words("stop"),
        source=page.words("source"),
        reviewed_on=reviewed_on,
        review_by=review_by,
        dose=read_dose(page.part("dose")),
        grows=read_growth(page.part("grows")) if "grows" in page.table else Growth(),
        figure=figure,
    )


def read_dose(page: Page) -> Dose:
    """A dose table; it must say how long or how often."""
    page.only(DOSE_KEYS)
    dose = Dose(
        preset=page.one_of("preset", PRESET_CODES | {"own"}),
        sets=page.whole("sets", 1, 20),
        reps=page.span("reps"),
        seconds=page.span("seconds"),
        minutes=page.span("minutes"),
        metres=page.whole("metres", 1, 500) if "metres" in page.table else None,
        load=page.words("load", ""),
        rest_s=page.whole("rest_s", 0, 600),
        per_week=page.whole("per_week", 1, 14),
        frequency=page.words("frequency"),
    )
    if not (dose.reps or dose.seconds or dose.minutes or dose.metres):
        raise page.wrong("sets", "a dose needs reps, seconds, minutes or metres")
    return dose
