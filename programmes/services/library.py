"""The library from its files into the database: safe to run again, and nothing in use is ever removed."""

import dataclasses
import hashlib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from django.db import transaction

from programmes.library import ExerciseFile, TemplateFile, exercises, load_exercises, load_templates, templates
from programmes.library.plans import DAYS
from programmes.library.plans import TemplateRow as RowInFile
from programmes.models import Exercise, ProgrammeTemplate, TemplatePhase, TemplateRow

NOT_CONTENT = {"figure", "code", "slug", "kit", "level", "unilateral", "pain_rule", "reviewed_on", "review_by"}


def _checksum(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


@transaction.atomic
def load_library() -> dict[str, int]:
    """Bring exercises and templates up to their files; what has no file any more is retired. Counts of changes."""
    files = load_exercises()
    return {"exercises": _load_exercises(files), "templates": _load_templates(load_templates(exercises=files))}


def _load_exercises(files: Iterable[ExerciseFile]) -> int:
    stored = dict(Exercise.objects.values_list("code", "checksum"))
    changed = 0
    codes = []
    for file in files:
        codes.append(file.code)
        checksum = _checksum(exercises.FOLDER / f"{file.slug}.toml")
        if stored.get(file.code) == checksum:
            continue
        Exercise.objects.update_or_create(code=file.code, defaults={**columns(file), "checksum": checksum})
        changed += 1
    Exercise.objects.filter(code__startswith="X").exclude(code__in=codes).update(retired=True)
    return changed


def columns(file: ExerciseFile) -> dict[str, Any]:
    content = {part.name: getattr(file, part.name) for part in dataclasses.fields(file) if part.name not in NOT_CONTENT}
    content["dose"], content["grows"] = dataclasses.asdict(file.dose), dataclasses.asdict(file.grows)
    return {
        "slug": file.slug,
        "name": file.patient_name,
        "aim": file.aim,
        "target": ", ".join(file.target),
        "level": file.level,
        "kit": list(file.kit),
        "pain_rule": file.pain_rule,
        "unilateral": file.unilateral,
        "content": content,
        "retired": False,
        "reviewed_on": file.reviewed_on,
        "review_by": file.review_by,
    }


def _load_templates(files: Iterable[TemplateFile]) -> int:
    stored = dict(ProgrammeTemplate.objects.values_list("key", "checksum"))
    by_code = {exercise.code: exercise for exercise in Exercise.objects.all()}
    changed = 0
    keys = []
    # Plans that are only a table of runs have nothing to copy for a patient yet.
    for file in (file for file in files if any(phase.rows for phase in file.phases)):
        keys.append(file.key)
        checksum = _checksum(templates.FOLDER / f"{file.key}.toml")
        if stored.get(file.key) == checksum:
            continue
        _store_template(file, checksum, by_code)
        changed += 1
    ProgrammeTemplate.objects.exclude(key__in=keys).update(retired=True)
    return changed


def _store_template(file: TemplateFile, checksum: str, by_code: Mapping[str, Exercise]) -> None:
    """Phases and rows are replaced whole: patients have copies of their own."""
    last = file.phases[-1].weeks
    template, _ = ProgrammeTemplate.objects.update_or_create(
        key=file.key,
        defaults={
            "title": file.name,
            "patient_title": file.patient_name,
            "summary": file.summary,
            "weeks": last[1] or last[0],
            "source": file.source[:400],
            "checksum": checksum,
            "retired": False,
        },
    )
    template.phases.all().delete()
    for stage in file.phases:
        phase = TemplatePhase.objects.create(
            template=template,
            number=stage.number,
            title=stage.name,
            patient_title=stage.patient_name,
            week_from=stage.weeks[0],
            week_to=stage.weeks[1],
            gate=stage.gate.text if stage.gate else "",
        )
        TemplateRow.objects.bulk_create(
            [_row(row, phase, order, by_code[row.code]) for order, row in enumerate(stage.rows, start=1)]
        )


def _row(row: RowInFile, phase: TemplatePhase, order: int, exercise: Exercise) -> TemplateRow:
    """The lower end of the dose: the rules lead up from there."""
    dose = row.dose
    seconds = dose.seconds[0] if dose.seconds else dose.minutes[0] * 60 if dose.minutes else None
    return TemplateRow(
        phase=phase,
        exercise=exercise,
        order=order,
        sets=dose.sets,
        reps=dose.reps[0] if dose.reps else None,
        seconds=seconds,
        tempo=row.tempo,
        load=f"{dose.metres} metres" if dose.metres else dose.load[:60],
        rest_s=dose.rest_s,
        days=[DAYS.index(day) for day in row.days],
        note=row.note[:200],
    )
