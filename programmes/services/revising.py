"""A programme changes by revisions: a row is retired and a changed copy put in its place, so that logs keep theirs."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import uuid4

from programmes.models import Programme, Row, Suggestion


def next_revision(programme: Programme) -> int:
    """The number that the change now under way has. `programme` is locked."""
    programme.revision += 1
    programme.save()
    return programme.revision


def replace_row(row: Row, alter: Callable[[Row], object], *, revision: int) -> Row:
    """Retire a row in this revision and add its copy, altered."""
    retire(row, revision=revision)
    fresh = Row.objects.select_related("exercise").get(pk=row.pk)
    fresh.pk, fresh.uuid, fresh.added_in, fresh.retired_in = None, uuid4(), revision, None
    fresh._state.adding = True
    alter(fresh)
    fresh.save()
    return fresh


def retire(row: Row, *, revision: int) -> None:
    Row.objects.filter(pk=row.pk).update(retired_in=revision)


def supersede_suggestions(row: Row, *, by: Any, now: datetime) -> None:
    """What was proposed for a dose that is no longer prescribed needs no answer."""
    row.suggestions.filter(state=Suggestion.State.WAITING).update(
        state=Suggestion.State.SUPERSEDED, decided_at=now, decided_by=by
    )
