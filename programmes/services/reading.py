"""The log and the plan as the progression rules see them."""

import re
from collections.abc import Callable, Collection
from datetime import date, datetime, timedelta
from decimal import Decimal
from itertools import pairwise

from django.utils import timezone

from programmes import progression
from programmes.models import Programme, Row, Run, SessionEntry
from programmes.progression import Dose, PainCode, Session, Settle
from programmes.services.adherence import adherence_of

# Jumping and landing: not raised in the week in which the run step was.
IMPACT = frozenset({"X45", "X46", "X47", "X48"})
REVIEW_WINDOW = timedelta(days=14)


def sessions_by_row(programme: Programme, now: datetime) -> dict[int, list[Session]]:
    """Every entry of this programme as the rules see it, by row."""
    patient = programme.episode.patient
    mornings = {answer.on: answer.pain_morning for answer in patient.check_ins.all()}
    baseline = programme.episode.scores.of("nprs_c").scored().in_order().first()
    usual = int(baseline.score) if baseline and baseline.score is not None else 0
    red_flag = patient.red_flags.open().blocking().exists()
    entries = list(
        SessionEntry.objects.filter(log__programme=programme)
        .select_related("log", "row__exercise")
        .order_by("log__on", "log_id")
    )
    days = {entry.log.on for entry in entries}
    last = max(days, default=None)
    kept = {on: _windows(programme, days, on) for on in days}
    stepped = _run_step_raised(programme)
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
                adh14=kept[log.on][0],
                adh14_before=kept[log.on][1],
                clash_on=stepped(log.on) if entry.row.exercise.code in IMPACT else None,
                redflag=red_flag and log.on == last,
            )
        )
    return logged


def _windows(programme: Programme, logged: Collection[date], on: date) -> tuple[Decimal | None, Decimal | None]:
    """The share of planned sessions done in the review window up to a day, and in the whole one before it."""
    now, before = (adherence_of(programme=programme, logged=logged, on=day).share for day in (on, on - REVIEW_WINDOW))
    whole = on - 2 * REVIEW_WINDOW >= programme.starts_on - timedelta(days=1)
    return now, before if whole else None


def _run_step_raised(programme: Programme) -> Callable[[date], date | None]:
    """When the walk-run step last went up, up to a given day."""
    runs = Run.objects.filter(episode=programme.episode_id, step__isnull=False).standing().order_by("on", "pk")
    steps = [(on, step or 0) for on, step in runs.values_list("on", "step")]
    raised = [on for (_, before), (on, step) in pairwise(steps) if step > before]
    return lambda day: max((on for on in raised if on <= day), default=None)


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
