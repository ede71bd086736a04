"""A clinician accepts or overrides what the rules propose; only then a row changes."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from assessments.models import RedFlag
from patients.access import CLINICAL, role_of
from programmes import prescribing
from programmes.models import Programme, Row, Suggestion
from programmes.progression import Outcome
from programmes.services.dosing import apply_change
from programmes.services.editing import knee_of
from programmes.services.revising import next_revision, replace_row

LONGEST_REASON = 400


class AlreadyDecided(Exception):
    """Somebody decided this suggestion a moment ago."""


class StepUpBlocked(Exception):
    """A red flag of level E, S, U or 2W is open, or the exercise is not for this knee now: no step up. [design]"""


class ReasonMissing(Exception):
    """An override needs a reason."""


@transaction.atomic
def accept_suggestion(*, suggestion: Suggestion, by: Any, now: datetime) -> Suggestion:
    """Change the row as proposed, in a new revision. Raises AlreadyDecided, StepUpBlocked.

    A step back, or a word with the patient, is accepted whatever flag is open.
    """
    steps_up = suggestion.outcome == Outcome.PROGRESS
    flags = RedFlag.objects.filter(patient__episodes__programmes=suggestion.programme_id).open().blocking()
    if steps_up and flags.exists():
        raise StepUpBlocked("A red flag is open. Clear it with a reason before stepping up.")
    if steps_up and (words := _held_back(suggestion)):
        raise StepUpBlocked(words)
    kept = _decide(suggestion, Suggestion.State.ACCEPTED, by=by, now=now, why="")
    change = kept.proposes.get("set") if kept.proposes else None
    if kept.row and change:
        _replace(kept.row, change)
    return kept


@transaction.atomic
def override_suggestion(*, suggestion: Suggestion, why: str, by: Any, now: datetime) -> Suggestion:
    """Leave the row as it is, with a reason. Raises ReasonMissing, AlreadyDecided."""
    if not why.strip():
        raise ReasonMissing("Say why you decide otherwise.")
    if len(why.strip()) > LONGEST_REASON:
        raise ReasonMissing(f"Keep the reason to {LONGEST_REASON} letters.")
    return _decide(suggestion, Suggestion.State.OVERRIDDEN, by=by, now=now, why=why.strip())


def _decide(suggestion: Suggestion, state: str, *, by: Any, now: datetime, why: str) -> Suggestion:
    if role_of(by) not in CLINICAL:
        raise PermissionError("Only a clinician decides on a suggestion.")
    won = Suggestion.objects.filter(pk=suggestion.pk, state=Suggestion.State.WAITING).update(
        state=state, decided_at=now, decided_by=by, decided_why=why
    )
    if won != 1:
        raise AlreadyDecided("This suggestion has been decided already.")
    return Suggestion.objects.select_related("row__phase__programme", "row__exercise").get(pk=suggestion.pk)


def _held_back(suggestion: Suggestion) -> str:
    """Why the exercise that would be raised, or come next, is not for this knee now; empty when nothing is."""
    row = suggestion.row
    code = suggestion.proposes.get("set", {}).get("exercise") or (row.exercise.code if row else "")
    return prescribing.held_back(code, knee_of(suggestion.programme)) if code else ""


def _replace(row: Row, change: Mapping[str, Any]) -> Row:
    """The row with the accepted change, in a new revision of the programme."""
    programme = Programme.objects.select_for_update().get(pk=row.phase.programme_id)
    return replace_row(row, lambda fresh: apply_change(fresh, change), revision=next_revision(programme))
