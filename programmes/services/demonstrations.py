"""A photo or a video that shows an exercise: kept with the consent of whom it shows, and taken down for good."""

from datetime import datetime
from typing import Any, BinaryIO

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import transaction

from programmes.media import MediaRefused, prepare
from programmes.models import Demonstration, Exercise

NO_CONSENT = "Ask the person shown first, and tick this when they agree."


def show_exercise(
    *, exercise: Exercise, file: BinaryIO, size: int, alt: str, person: str, consent: bool, by: Any, now: datetime
) -> Demonstration:
    """Keep what was sent, made anew, as what shows this exercise; what showed it before is taken down.

    Raises ValidationError with sentences by field: nothing said of it, no consent, or a file that is not to be kept.
    """
    alt, person = alt.strip(), person.strip()
    wrong = {
        **({} if alt else {"alt": "Say in a sentence what it shows."}),
        **({} if person else {"person": "Write down who is shown."}),
        **({} if consent else {"consent": NO_CONSENT}),
    }
    try:
        prepared = prepare(file, size=size)
    except MediaRefused as refusal:
        raise ValidationError({**wrong, "file": str(refusal)}) from refusal
    if wrong:
        raise ValidationError(wrong)
    made = Demonstration(
        exercise=exercise,
        kind=prepared.kind,
        size=len(prepared.data),
        width=prepared.width,
        height=prepared.height,
        alt=alt,
        person=person,
        consent_noted_by=by,
        consent_noted_at=now,
    )
    made.keep_file(ContentFile(prepared.data, name="sent"))
    try:
        with transaction.atomic():
            current = Exercise.objects.select_for_update().get(pk=exercise.pk)
            made.save()
            _take_down(current, by=by, now=now)
            current.demonstration = made
            current.save(update_fields=["demonstration"])
    except BaseException:
        made.file.storage.delete(str(made.file.name))
        raise
    return made


@transaction.atomic
def take_down(*, exercise: Exercise, by: Any, now: datetime) -> None:
    """The figure shows the exercise again. The file goes; who consented to what, and until when, stays."""
    current = Exercise.objects.select_for_update().get(pk=exercise.pk)
    _take_down(current, by=by, now=now)
    current.demonstration = None
    current.save(update_fields=["demonstration"])


def _take_down(exercise: Exercise, *, by: Any, now: datetime) -> None:
    shown = exercise.demonstration
    if shown is None:
        return
    storage, name = shown.file.storage, str(shown.file.name)
    shown.file.name = ""
    shown.taken_down_by, shown.taken_down_at = by, now
    shown.save(update_fields=["file", "taken_down_by", "taken_down_at"])
    transaction.on_commit(lambda: storage.delete(name))
