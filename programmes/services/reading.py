"""The log and the plan as the progression rules see them."""

import re
from datetime import datetime, timedelta
from decimal import Decimal

from django.utils import timezone

from programmes import progression
from programmes.models import Programme, Row, SessionEntry
from programmes.progression import Dose, PainCode, Session, Settle
from programmes.services.adherence import adherence_of


def sessions_by_row(programme: Programme, now: datetime) -> dict[int, list[Session]]:
    """Every entry of this programme as the rules see it, by row."""
    patient = programme.episode.patient
    mornings = {answer.on: answer.pain_morning for answer in patient.check_ins.all()}
    baseline = programme.episode.scores.of("nprs_c").scored().in_order().first()
    usual = int(baseline.score) if baseline and baseline.score is not None else 0
    red_flag = patient.red_flags.open().blocking().exists()
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
