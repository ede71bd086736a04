"""The clinic's own exercises: kept, changed, retired and brought back; never deleted."""

import hashlib
import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.text import slugify

from programmes.library.own import OwnExercise
from programmes.models import Exercise

SAME_NAME = "There is an exercise of this name already."
SAME_MOMENT = "Another exercise was kept in the same moment. Press once more."
FULL = "There is no number left for an exercise of the clinic's own."


class ExerciseOvertaken(Exception):
    """Somebody else changed it since this page was opened."""


@transaction.atomic
def keep_own_exercise(
    *, exercise: Exercise | None, said: OwnExercise, drawn_as: str, seen: str, by: Any, now: datetime
) -> Exercise:
    """A new exercise of the clinic's own, or the changed words of one; patients who have it read the new words.

    `seen` is the mark of the words as the page knew them. Raises ValidationError with sentences by field,
    ExerciseOvertaken when they are not those of now, ValueError for an exercise of the library.
    """
    if exercise is not None and not exercise.is_own:
        raise ValueError("The library's exercises change with their files")
    on = timezone.localdate(now)
    others = Exercise.objects.current().beside(exercise)
    faults = {**_row_faults(said, others), **said.faults(on)}
    if faults:
        raise ValidationError(faults)
    if exercise is None:
        code = _next_code()
        kept = Exercise(code=code, slug=f"own-{code.lower()}-{slugify(said.name)[:60]}", made_by=by, made_at=now)
    else:
        kept = Exercise.objects.select_for_update().get(pk=exercise.pk)
        if kept.checksum != seen:
            raise ExerciseOvertaken
    for name, value in _columns(said).items():
        setattr(kept, name, value)
    kept.drawn_as = drawn_as
    kept.checksum = hashlib.sha256(json.dumps([_columns(said), drawn_as], sort_keys=True).encode()).hexdigest()
    kept.reviewed_on, kept.review_by = on, said.review_by  # type: ignore[assignment]
    kept.changed_by, kept.changed_at = by, now
    kept.full_clean(exclude=["demonstration", "kit"])
    try:
        with transaction.atomic():
            kept.save()
    except IntegrityError as taken:
        raise ValidationError({"name": SAME_MOMENT}) from taken
    return kept


def _row_faults(said: OwnExercise, others: Any) -> dict[str, str]:
    faults = {}
    if said.name and others.filter(name__iexact=said.name).exists():
        faults["name"] = SAME_NAME
    for name in ("easier", "harder"):
        code = getattr(said, name)
        if code and not others.filter(code=code).exists():
            faults[name] = "That exercise is not in the library any more."
    return faults


def _columns(said: OwnExercise) -> Mapping[str, Any]:
    return {
        "name": said.name,
        "aim": said.aim,
        "target": ", ".join(said.target)[:120],
        "level": said.level,
        "kit": list(said.kit),
        "pain_rule": said.pain_rule,
        "unilateral": said.unilateral,
        "content": said.content(),
    }


def _next_code() -> str:
    """C001, C002 …; two at once would ask for the same, and the table refuses the second."""
    last = Exercise.objects.select_for_update().own().order_by("-code").first()
    number = int(last.code[1:]) + 1 if last else 1
    if number > 999:
        raise ValidationError({"name": FULL})
    return f"C{number:03}"


@transaction.atomic
def retire_own_exercise(*, exercise: Exercise, retired: bool, by: Any, now: datetime) -> Exercise:
    """Offered for no new programme any more, or again; programmes that hold it keep it.

    Raises ValueError for an exercise of the library.
    """
    kept = Exercise.objects.select_for_update().get(pk=exercise.pk)
    if not kept.is_own:
        raise ValueError("The library's exercises are retired with their files")
    kept.retired, kept.changed_by, kept.changed_at = retired, by, now
    kept.save(update_fields=["retired", "changed_by", "changed_at"])
    return kept
