"""The log as the progression rules see it."""

from collections.abc import Callable, Collection, Iterable
from datetime import date, datetime, timedelta
from decimal import Decimal
from itertools import pairwise

from django.utils import timezone

from programmes import progression
from programmes.models import Programme, Row, Run, SessionEntry
from programmes.prescribing import JUMPS
from programmes.progression import PainCode, Session, Settle
from programmes.services.adherence import adherence_of

REVIEW_WINDOW = timedelta(days=14)


def sessions_by_row(programme: Programme, now: datetime) -> dict[int, list[Session]]:
    """Every entry of this programme as the rules see it, by the row that stands now.

    A row that took another's place goes on with its log: what was counted under the old dose still counts. An open
    red flag stands on the last session of each.
    """
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
    now_at = _successors(Row.objects.filter(phase__programme=programme).order_by("added_in", "pk"))
    last = {now_at[entry.row_id]: entry.log.on for entry in entries}
    kept = {on: _windows(programme, days, on) for on in days}
    stepped = _run_step_raised(programme)
    logged: dict[int, list[Session]] = {}
    for entry in entries:
        log = entry.log
        logged.setdefault(now_at[entry.row_id], []).append(
            Session(
                on=log.on,
                at=timezone.make_aware(datetime.combine(log.on, timezone.localtime(log.logged_at).time())),
                prescription=f"{entry.row_id}",
                exercise=entry.row.exercise.code,
                pain_code=PainCode(entry.row.pain_rule),
                pd=entry.pain if entry.pain is not None else log.pain_during,
                settle=Settle(log.settle) if log.settle else None,
                pm=mornings.get(log.on + timedelta(days=1)),
                base_pm=progression.usual_morning(mornings, days, on=log.on, baseline=usual),
                reps_ratio=_ratio(entry),
                rir=min(entry.rir, 10) if entry.rir is not None else None,
                adh14=kept[log.on][0],
                adh14_before=kept[log.on][1],
                clash_on=stepped(log.on) if entry.row.exercise.code in JUMPS else None,
                redflag=red_flag and log.on == last[now_at[entry.row_id]],
            )
        )
    return logged


def _successors(rows: Iterable[Row]) -> dict[int, int]:
    """Each row, retired ones too, to the one that stands in its place now.

    A revision changes one row: what it retires and what it adds in the same phase are the same place, wherever it was
    moved since.
    """
    before: dict[tuple[int, int], list[int]] = {}
    now_at: dict[int, int] = {}
    for row in rows:
        line = [*before.get((row.phase_id, row.added_in), []), row.pk]
        now_at |= dict.fromkeys(line, row.pk)
        if row.retired_in:
            before[row.phase_id, row.retired_in] = line
    return now_at


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
