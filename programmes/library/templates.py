"""Programme templates: one file is one plan, phase by phase, with the days and the dose of every exercise."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Final

from programmes.library.doses import PRESET_CODES, PRESETS, STRENGTH, Dose
from programmes.library.exercises import DOSE_KEYS, ExerciseFile, load_exercises, read_dose
from programmes.library.pages import LibraryError, Page
from programmes.library.plans import (
    DAYS,
    FeedbackSession,
    Gate,
    RunStep,
    TemplateFile,
    TemplatePhase,
    TemplateRow,
)

FOLDER: Final = Path(__file__).parent / "templates"
GATES: Final = Path(__file__).parent / "gates.toml"
MOST_EXERCISES, MOST_SECONDS = 6, 45 * 60
KEYS: Final = frozenset({
    "name", "patient_name", "subgroup", "summary", "why", "source", "reviewed_on", "review_by", "contacts",
    "entry", "rules", "cadence_targets", "phases", "runs", "feedback",
})  # fmt: skip
PHASE_KEYS: Final = frozenset({
    "name", "patient_name", "weeks", "presets", "gate", "run_steps", "articles", "notes", "rows",
})  # fmt: skip


def load_templates(
    folder: Path = FOLDER, *, exercises: Sequence[ExerciseFile] | None = None, gates: Path = GATES
) -> list[TemplateFile]:
    """Every template of the folder by key. Raises LibraryError at the first file that is not sound."""
    known = {exercise.code: exercise for exercise in (load_exercises() if exercises is None else exercises)}
    doors = load_gates(gates)
    return [read_template(path, known, doors) for path in sorted(folder.glob("*.toml"))]


def load_gates(path: Path = GATES) -> dict[str, Gate]:
    """The gates between phases, by letter."""
    page = Page.open(path)
    found = {}
    for key in page.table:
        gate = page.part(key)
        gate.only({"text", "patient_text"})
        found[key] = Gate(key, gate.words("text"), gate.words("patient_text"))
    return found


def read_template(path: Path, known: Mapping[str, ExerciseFile], gates: Mapping[str, Gate]) -> TemplateFile:
    """One template file. Raises LibraryError with file and line."""
    page = Page.open(path)
    page.only(KEYS)
    try:
        targets = tuple(Decimal(text) for text in page.lines("cadence_targets"))
    except InvalidOperation as wrong:
        raise page.wrong("cadence_targets", 'expected factors such as "1.05"') from wrong
    phases = tuple(_phase(number, part, known, gates) for number, part in enumerate(page.parts("phases"), start=1))
    found = TemplateFile(
        key=path.stem,
        name=page.words("name"),
        patient_name=page.words("patient_name"),
        subgroup=page.words("subgroup", ""),
        summary=page.words("summary"),
        why=page.words("why"),
        source=page.words("source"),
        reviewed_on=page.day("reviewed_on"),
        review_by=page.day("review_by"),
        contacts=page.whole("contacts", 0, 60, 0),
        entry=page.lines("entry"),
        rules=page.lines("rules"),
        cadence_targets=targets,
        phases=phases,
        runs=tuple(_run(number, part) for number, part in enumerate(page.parts("runs"), start=1)),
        feedback=tuple(
            FeedbackSession(number, part.whole("run", 1, 120), part.whole("feedback", 0, 120))
            for number, part in enumerate(page.parts("feedback"), start=1)
        ),
    )
    if not (found.phases or found.runs or found.feedback):
        raise LibraryError(path, "a template needs phases, runs or feedback")
    return found


def _phase(number: int, page: Page, known: Mapping[str, ExerciseFile], gates: Mapping[str, Gate]) -> TemplatePhase:
    page.only(PHASE_KEYS)
    weeks = page.table.get("weeks")
    if not isinstance(weeks, list) or len(weeks) not in (1, 2) or not all(type(week) is int for week in weeks):
        raise page.wrong("weeks", "expected [from, to], or [from] for a phase that stays")
    presets = page.lines("presets")
    if not set(presets) <= PRESET_CODES:
        raise page.wrong("presets", f"expected some of {', '.join(sorted(PRESET_CODES))}")
    gate = page.words("gate", "")
    if gate and gate not in gates:
        raise page.wrong("gate", f"{gate!r} is no gate")
    phase = TemplatePhase(
        number=number,
        name=page.words("name"),
        patient_name=page.words("patient_name"),
        weeks=(weeks[0], weeks[1] if len(weeks) == 2 else None),
        gate=gates[gate] if gate else None,
        run_steps=page.span("run_steps"),
        articles=page.lines("articles"),
        notes=page.lines("notes"),
        rows=tuple(_row(part, presets, known) for part in page.parts("rows")),
    )
    for day in DAYS:
        if len(phase.session(day)) > MOST_EXERCISES:
            raise page.wrong("rows", f"more than {MOST_EXERCISES} exercises on {day}")
        if phase.seconds_needed(day) > MOST_SECONDS:
            raise page.wrong("rows", f"{day} takes {phase.seconds_needed(day) // 60} minutes")
    return phase


def _row(page: Page, presets: Sequence[str], known: Mapping[str, ExerciseFile]) -> TemplateRow:
    page.only({"code", "days", "or", "note", "dose"})
    for key in ("code", "or"):
        if page.words(key, "") and page.words(key) not in known:
            raise page.wrong("rows", f"no exercise has the code {page.words(key)!r}")
    exercise = known[page.words("code")]
    days = page.lines("days", 1, 7)
    if not set(days) <= set(DAYS):
        raise page.wrong("rows", f"expected days out of {', '.join(DAYS)}")
    dose, tempo = _dose(exercise, presets)
    if "dose" in page.table:
        part = page.part("dose")
        part.only(DOSE_KEYS)
        dose, tempo = read_dose(part), exercise.tempo
    dose = replace(dose, per_week=len(days))
    sides = 2 if exercise.unilateral else 1
    seconds = dose.seconds_needed(tempo, sides=sides)
    return TemplateRow(exercise.code, days, dose, tempo, page.words("or", ""), page.words("note", ""), seconds)


def _dose(exercise: ExerciseFile, presets: Sequence[str]) -> tuple[Dose, str]:
    """The dose and the tempo of an exercise in a phase.

    Strength work takes the preset of the phase; holds, stretches, springs, skills and minutes keep their own.
    """
    own = exercise.dose
    strength = [code for code in presets if code in STRENGTH]
    if own.preset not in STRENGTH or own.seconds or not strength:
        return own, exercise.tempo
    preset = PRESETS[strength[0]]
    sets = max(preset.sets[0], min(own.sets, preset.sets[1]))
    return replace(preset.dose(), sets=sets), preset.tempo


def _run(number: int, page: Page) -> RunStep:
    page.only({"repeats", "run", "walk"})
    span = page.span("run")
    if span is None:
        raise page.wrong("run", "expected [least, most] minutes")
    try:
        walk = Decimal(page.words("walk"))
    except InvalidOperation as wrong:
        raise page.wrong("walk", 'expected minutes such as "1.5"') from wrong
    return RunStep(number, page.whole("repeats", 1, 20), span, walk)
