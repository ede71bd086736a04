"""The progression rules read the log and propose. Nothing in the programme changes here."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from programmes import progression
from programmes.models import Exercise, Programme, Row, Suggestion
from programmes.progression import Change, Decision, Outcome, Session
from programmes.services.dosing import dose_of
from programmes.services.reading import sessions_by_row

RECENT = timedelta(days=3)
# What is kept as a suggestion: a change, or a person to get in touch. Credit, hold and waiting only move counters.
WORTH_SAYING = {Outcome.PROGRESS, Outcome.REGRESS, Outcome.CONTACT, Outcome.STOP}


@transaction.atomic
def review_sessions(*, programme: Programme, now: datetime) -> list[Suggestion]:
    """Read the whole log again and propose for each exercise what its last session asks for.

    An unchanged proposal stays; one that no longer holds is superseded. Nothing in the programme changes.
    """
    programme = Programme.objects.whole().get(pk=programme.pk)
    Programme.objects.select_for_update().get(pk=programme.pk)
    logged = sessions_by_row(programme, now)
    waiting = {row.row_id: row for row in programme.suggestions.waiting()}
    decided = list(programme.suggestions.exclude(state__in=[Suggestion.State.WAITING, Suggestion.State.SUPERSEDED]))
    made = []
    rows = programme.current_rows()
    plan = {row.exercise.code for row in rows}
    for row in rows:
        decision = _decision(row, logged.get(row.pk, []), now)
        if decision is None or decision.outcome not in WORTH_SAYING:
            if not _outlives(waiting.get(row.pk), decision):
                _supersede(waiting.get(row.pk), now)
            continue
        # What a clinician has decided on the very same facts is not asked again.
        same = next((one for one in decided if _is_about(one, row, decision)), None)
        change = _named(progression.propose(decision, dose_of(row, beside=plan)))
        made.append(same or _propose(row, decision, change, waiting.get(row.pk), now))
    return made


def review_recent(*, now: datetime) -> int:
    """Review what was logged in the last days: a morning answer that never came is decided after 36 hours."""
    since = timezone.localdate(now) - RECENT
    recent = Programme.objects.active().filter(sessions__on__gte=since).distinct()
    for programme in recent:
        review_sessions(programme=programme, now=now)
    return len(recent)


def _decision(row: Row, log: Sequence[Session], now: datetime) -> Decision | None:
    """What the last session asks for.

    One under a dose that is no more has had its answer, as that dose was changed since; only a red flag speaks on.
    """
    for session, decision, _ in reversed(list(progression.walk(log, now=now))):
        stands = session.prescription == f"{row.pk}" or decision.outcome is Outcome.STOP
        return decision if stands else None
    return None


def _propose(
    row: Row, decision: Decision, change: Change | None, standing: Suggestion | None, now: datetime
) -> Suggestion:
    proposes = change.as_json() if change else {}
    if standing and (standing.rule, standing.inputs, standing.proposes) == (decision.rule, decision.inputs, proposes):
        return standing
    _supersede(standing, now)
    return Suggestion.objects.create(
        programme=row.phase.programme,
        row=row,
        rule=decision.rule,
        inputs=decision.inputs,
        outcome=decision.outcome.value,
        contact=decision.contact,
        proposes=proposes,
        words_physio=progression.for_physio(decision, change),
        words_patient=progression.for_patient(decision, change, exercise=row.exercise.name),
        made_at=now,
    )


def _named(change: Change | None) -> Change | None:
    """The change with an exercise called by its name and not by its code."""
    code = change.set.get("exercise") if change else None
    exercise = Exercise.objects.filter(code=code).first() if code else None
    if change is None or exercise is None:
        return change
    return replace(change, words=change.words.replace(str(code), exercise.name))


def _is_about(suggestion: Suggestion, row: Row, decision: Decision) -> bool:
    return (suggestion.row_id, suggestion.rule, suggestion.inputs) == (row.pk, decision.rule, decision.inputs)


def _outlives(standing: Suggestion | None, decision: Decision | None) -> bool:
    """Whether an undecided suggestion still stands after a session that asks for nothing itself.

    A stop ends with its red flag; a step up stands while sessions go on earning credit; a step back or a word
    with the physio waits for the physio.
    """
    if standing is None or decision is None or standing.outcome == Outcome.STOP:
        return False
    if standing.outcome == Outcome.PROGRESS:
        return decision.earned or decision.outcome is Outcome.PENDING
    return True


def _supersede(standing: Suggestion | None, now: datetime) -> None:
    if standing:
        Suggestion.objects.filter(pk=standing.pk, state=Suggestion.State.WAITING).update(
            state=Suggestion.State.SUPERSEDED, decided_at=now
        )
