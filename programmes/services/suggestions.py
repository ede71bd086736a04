"""The progression rules read the log and propose; a clinician accepts or overrides; only then a row changes."""

import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone

from assessments.models import RedFlag
from patients.access import CLINICAL, role_of
from programmes import progression
from programmes.models import Exercise, Programme, Row, SessionEntry, Suggestion
from programmes.progression import Change, Decision, Dose, Outcome, PainCode, Session, Settle
from programmes.services.adherence import adherence_of

BLOCKING = (RedFlag.Level.EMERGENCY, RedFlag.Level.SAME_DAY, RedFlag.Level.TWO_WEEK, RedFlag.Level.URGENT)
RECENT = timedelta(days=3)
# What is kept as a suggestion: a change, or a person to get in touch. Credit, hold and waiting only move counters.
WORTH_SAYING = {Outcome.PROGRESS, Outcome.REGRESS, Outcome.CONTACT, Outcome.STOP}


class AlreadyDecided(Exception):
    """Somebody decided this suggestion a moment ago."""


class ReasonMissing(Exception):
    """An override needs a reason."""


@transaction.atomic
def review_sessions(*, programme: Programme, now: datetime) -> list[Suggestion]:
    """Read the whole log again and propose for each exercise what its last session asks for.

    An unchanged proposal stays; one that no longer holds is superseded. Nothing in the programme changes.
    """
    programme = Programme.objects.whole().get(pk=programme.pk)
    Programme.objects.select_for_update().get(pk=programme.pk)
    logged = _sessions_by_row(programme, now)
    waiting = {row.row_id: row for row in programme.suggestions.waiting()}
    decided = list(programme.suggestions.exclude(state__in=[Suggestion.State.WAITING, Suggestion.State.SUPERSEDED]))
    made = []
    for row in programme.current_rows():
        decision = progression.latest(logged.get(row.pk, []), now=now)
        if decision is None or decision.outcome not in WORTH_SAYING:
            if not _outlives(waiting.get(row.pk), decision):
                _supersede(waiting.get(row.pk), now)
            continue
        # What a clinician has decided on the very same facts is not asked again.
        same = next((one for one in decided if _is_about(one, row, decision)), None)
        made.append(same or _propose(programme, row, decision, waiting.get(row.pk), now))
    return made


def review_recent(*, now: datetime) -> int:
    """Review what was logged in the last days: a morning answer that never came is decided after 36 hours."""
    since = timezone.localdate(now) - RECENT
    recent = Programme.objects.active().filter(sessions__on__gte=since).distinct()
    for programme in recent:
        review_sessions(programme=programme, now=now)
    return len(recent)


def _propose(
    programme: Programme, row: Row, decision: Decision, standing: Suggestion | None, now: datetime
) -> Suggestion:
    change = progression.propose(decision, dose_of(row))
    proposes = change.as_json() if change else {}
    if standing and (standing.rule, standing.inputs, standing.proposes) == (decision.rule, decision.inputs, proposes):
        return standing
    _supersede(standing, now)
    words = progression.for_physio(decision)
    return Suggestion.objects.create(
        programme=programme,
        row=row,
        rule=decision.rule,
        inputs=decision.inputs,
        outcome=decision.outcome.value,
        contact=decision.contact,
        proposes=proposes,
        words_physio=f"{words} {_named(change)}." if change else words,
        words_patient=progression.for_patient(decision),
        made_at=now,
    )


def _named(change: Change) -> str:
    """The change in words, an exercise by its name and not by its code."""
    code = change.set.get("exercise")
    exercise = Exercise.objects.filter(code=code).first() if code else None
    return change.words.replace(str(code), exercise.name) if exercise else change.words


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


def _sessions_by_row(programme: Programme, now: datetime) -> dict[int, list[Session]]:
    """Every entry of this programme as the rules see it, by row."""
    patient = programme.episode.patient
    mornings = {answer.on: answer.pain_morning for answer in patient.check_ins.all()}
    baseline = programme.episode.scores.of("nprs_c").scored().in_order().first()
    usual = int(baseline.score) if baseline and baseline.score is not None else 0
    red_flag = patient.red_flags.open().filter(level__in=BLOCKING).exists()
    entries = list(
        SessionEntry.objects.filter(log__programme=programme).select_related("log", "row").order_by("log__on", "log_id")
    )
    days = {entry.log.on for entry in entries}
    last = max(days, default=None)
    kept = {on: adherence_of(programme=programme, logged=days, on=on).share for on in days}
    logged: dict[int, list[Session]] = {}
    for entry in entries:
        log = entry.log
        logged.setdefault(entry.row_id, []).append(
            Session(
                on=log.on,
                at=timezone.make_aware(datetime.combine(log.on, timezone.localtime(log.logged_at).time())),
                prescription=f"{entry.row_id}",
                pain_code=PainCode(entry.row.pain_rule),
                pd=entry.pain if entry.pain is not None else log.pain_during,
                settle=Settle(log.settle) if log.settle else None,
                pm=mornings.get(log.on + timedelta(days=1)),
                base_pm=progression.usual_morning(mornings, days, on=log.on, baseline=usual),
                reps_ratio=_ratio(entry),
                rir=min(entry.rir, 10) if entry.rir is not None else None,
                adh14=kept[log.on],
                redflag=red_flag and log.on == last,
            )
        )
    return logged


def _ratio(entry: SessionEntry) -> Decimal | None:
    """Done of prescribed. Skipped is nothing; done without numbers is all; part without numbers is unknown."""
    if entry.outcome == SessionEntry.Outcome.SKIPPED:
        return Decimal(0)
    if entry.reps is not None and entry.row.reps:
        return Decimal(entry.reps) / (entry.row.sets * entry.row.reps)
    if entry.sets is not None:
        return Decimal(entry.sets) / entry.row.sets
    return Decimal(1) if entry.outcome == SessionEntry.Outcome.DONE else None


def dose_of(row: Row) -> Dose:
    """The row as the rules see it, with how far each variable may go by the exercise's own preset."""
    told = row.exercise.content
    dose = told.get("dose", {})
    low, top = dose.get("reps") or (None, None)
    _, longest = dose.get("seconds") or (None, None)
    kilos = re.match(r"(\d+(?:\.\d+)?) kg", row.load)
    band = re.match(r"(\w+) band", row.load)
    return Dose(
        reps=row.reps,
        reps_low=low,
        reps_top=top,
        load_kg=Decimal(kilos[1]) if kilos else None,
        band=band[1] if band and band[1] in progression.BANDS else None,
        hold_s=row.seconds if longest else None,
        hold_top_s=longest,
        next_exercise=next(iter(told.get("progression", [])), None),
        previous_exercise=next(iter(told.get("regression", [])), None),
    )


@transaction.atomic
def accept_suggestion(*, suggestion: Suggestion, by: Any, now: datetime) -> Suggestion:
    """Change the row as proposed, in a new revision. Raises AlreadyDecided."""
    kept = _decide(suggestion, Suggestion.State.ACCEPTED, by=by, now=now, why="")
    change = kept.proposes.get("set") if kept.proposes else None
    if kept.row and change:
        replace_row(row=kept.row, change=change, by=by)
    return kept


@transaction.atomic
def override_suggestion(*, suggestion: Suggestion, why: str, by: Any, now: datetime) -> Suggestion:
    """Leave the row as it is, with a reason. Raises ReasonMissing, AlreadyDecided."""
    if not why.strip():
        raise ReasonMissing("Say why you decide otherwise.")
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


def replace_row(*, row: Row, change: Mapping[str, Any], by: Any) -> Row:
    """Retire a row and put its changed copy in its place, in a new revision of the programme."""
    programme = Programme.objects.select_for_update().get(pk=row.phase.programme_id)
    programme.revision += 1
    programme.save()
    Row.objects.filter(pk=row.pk).update(retired_in=programme.revision)
    fresh = Row.objects.get(pk=row.pk)
    fresh.pk, fresh.uuid, fresh.added_in, fresh.retired_in = None, Row().uuid, programme.revision, None
    fresh._state.adding = True
    _apply(fresh, change)
    fresh.save()
    return fresh


def _apply(row: Row, change: Mapping[str, Any]) -> None:
    if code := change.get("exercise"):
        row.exercise = Exercise.objects.current().get(code=code)
        start = row.exercise.content["dose"]
        row.sets = start["sets"]
        row.reps = start["reps"][0] if start["reps"] else None
        row.seconds = start["seconds"][0] if start["seconds"] else None
        row.tempo, row.load = row.exercise.content["tempo"], start["load"][:60]
        row.pain_rule, row.why = row.exercise.pain_rule, row.exercise.content["why"][:300]
    row.reps = change.get("reps", row.reps)
    row.seconds = change.get("hold_s", row.seconds)
    if "load_kg" in change:
        row.load = f"{change['load_kg']} kg"
    if "band" in change:
        row.load = f"{change['band']} band"
