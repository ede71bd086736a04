"""The library from its files into the database: safe to run again, and nothing in use is ever removed."""

import dataclasses
import hashlib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.db import transaction

from programmes.library import ExerciseFile, exercises, load_exercises
from programmes.models import Exercise

NOT_CONTENT = {"figure", "code", "slug", "kit", "level", "unilateral", "pain_rule", "reviewed_on", "review_by"}


def _checksum(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


@transaction.atomic
def load_library() -> dict[str, int]:
    """Bring exercises up to their files; what has no file any more is retired. Counts of changes."""
    return {"exercises": _load_exercises(load_exercises())}


def _load_exercises(files: Iterable[ExerciseFile]) -> int:
    stored = dict(Exercise.objects.values_list("code", "checksum"))
    changed = 0
    codes = []
    for file in files:
        codes.append(file.code)
        checksum = _checksum(exercises.FOLDER / f"{file.slug}.toml")
        if stored.get(file.code) == checksum:
            continue
        Exercise.objects.update_or_create(code=file.code, defaults={**_columns(file), "checksum": checksum})
        changed += 1
    Exercise.objects.filter(code__startswith="X").exclude(code__in=codes).update(retired=True)
    return changed


def _columns(file: ExerciseFile) -> dict[str, Any]:
    content = {part.name: getattr(file, part.name) for part in dataclasses.fields(file) if part.name not in NOT_CONTENT}
    content["dose"] = dataclasses.asdict(file.dose)
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
