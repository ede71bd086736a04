"""A running plan read against the log: where it stands, what it asks for today, and the move that is kept of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone

from assessments.models import RedFlag
from patients.models import Episode
from programmes import load
from programmes.models import Run, RunningMove, RunningPlan, Suggestion
from programmes.prescribing import JUMPS
from programmes.progression import Outcome
from programmes.services.running_log import RunningLog

# After so many days without a run nothing of a plan changes by itself any more.
STILL_MOVING = timedelta(days=16)
RECOUNTED = "The log was changed, and counted again."


@dataclass(frozen=True, slots=True)
class PlanToday:
    """What a running plan says on a day. `stopped` while a red flag is open; `moves` are kept, the oldest first."""

    plan: RunningPlan
    standing: load.Standing
    session: load.Session
    stopped: bool
    on: date
    moves: list[RunningMove]

    @property
    def begun(self) -> bool:
        return self.plan.begun_by(self.on)

    @property
    def eases(self) -> bool:
        return self.plan.eases_on(self.on)

    @property
    def asks_for_runs(self) -> bool:
        """Whether a run of today can belong to the plan."""
        return self.begun and self.plan.by_runs

    @property
    def rests(self) -> bool:
        """Whether today is too early for the next run."""
        return self.standing.not_before is not None and self.standing.not_before > self.on

    @property
    def cut_says(self) -> str:
        """The lighter weeks of L1 in words, empty when they are over."""
        return load.LIGHTER_WEEKS if self.eases else ""

    @property
    def rules(self) -> list[load.PainRule]:
        return load.pain_rules(self.plan.kind, self.standing.step)

    @property
    def says(self) -> str:
        return load.said_to_patient(self.plan.kind, self.standing)

    @property
    def physio_says(self) -> str:
        return load.said_to_physio(self.plan.kind, self.standing)

    @property
    def week(self) -> int:
        """Of the plan, from 1."""
        return max((self.on - self.plan.starts_on).days, 0) // 7 + 1


def plan_today(plan: RunningPlan, log: RunningLog, *, on: date) -> PlanToday:
    """Read the plan against the log; three queries. `log` reaches back to the plan's first day."""
    moves = list(RunningMove.objects.filter(plan=plan).select_related("by"))
    patient = plan.episode.patient_id
    flags = list(RedFlag.objects.filter(patient=patient).blocking().values_list("opened_at", "cleared_at"))
    stops = [
        (timezone.localdate(opened), timezone.localdate(cleared) if cleared else None) for opened, cleared in flags
    ]
    own = [run for run in log.runs if run.on >= plan.starts_on]
    standing = load.standing(
        plan.course,
        puts=[load.Put(move.on, move.step) for move in moves if move.is_put],
        runs=[_as_rules_see(run, plan, log) for run in own],
        on=on,
        stops=stops,
        changes=_impact_changes(plan) if plan.by_runs else (),
    )
    target = load.cadence_target(plan.own_cadence, _kept(own, plan, log)) if plan.own_cadence else None
    return PlanToday(
        plan=plan,
        standing=standing,
        session=load.session(plan.kind, standing.step, target=target),
        stopped=any(cleared is None for _, cleared in flags),
        on=on,
        moves=moves,
    )


def read_plan(*, plan: RunningPlan, on: date) -> PlanToday:
    """The same of one plan alone: where it stands today, or stood on its last day."""
    last = min(on, plan.ends_on) if plan.ends_on else on
    return plan_today(plan, RunningLog.of(plan.episode, since=plan.starts_on, on=last), on=last)


def _as_rules_see(run: Run, plan: RunningPlan, log: RunningLog) -> load.PlanRun:
    step = run.step if run.plan_id == plan.pk else None
    return load.PlanRun(run.on, step, run.pain, log.worse(run), load.whole(plan.kind, step, run.minutes))


def _kept(runs: Sequence[Run], plan: RunningPlan, log: RunningLog) -> list[list[int]]:
    """What was counted in each clean session of retraining."""
    return [
        run.cadence
        for run in runs
        if run.plan_id == plan.pk and run.pain is not None and load.is_clean(load.LadderRun(run.pain, log.worse(run)))
    ]


def _impact_changes(plan: RunningPlan) -> list[date]:
    """The days on which a jumping exercise was stepped up."""
    accepted = Suggestion.objects.filter(
        programme__episode=plan.episode_id,
        row__exercise__code__in=JUMPS,
        state=Suggestion.State.ACCEPTED,
        outcome=Outcome.PROGRESS.value,
        decided_at__isnull=False,
    )
    return [timezone.localdate(at) for at in accepted.values_list("decided_at", flat=True) if at]


@transaction.atomic
def follow_plan(*, episode: Episode, now: datetime) -> RunningPlan | None:
    """Read the log again and keep where it leads. Called after each run, each morning, and once an hour.

    None without an active plan. A move is a row of its own; the same log moves nothing twice.
    """
    plan = episode.running_plans.active().select_for_update().first()
    if plan is None:
        return None
    on = timezone.localdate(now)
    told = plan_today(plan, RunningLog.of(episode, since=plan.starts_on, on=on), on=on).standing
    if told.step != plan.step:
        RunningMove.objects.create(
            plan=plan, on=told.since, from_step=plan.step, step=told.step, made_at=now, **_why(told, plan.step)
        )
    plan.step, plan.step_since, plan.contact, plan.not_before = told.step, told.since, told.contact, told.not_before
    plan.save(update_fields=["step", "step_since", "contact", "not_before"])
    return plan


def _why(told: load.Standing, before: int) -> dict[str, str]:
    if told.why in (RunningMove.Why.UP, RunningMove.Why.BACK, RunningMove.Why.BREAK):
        return {"why": told.why}
    # A run that was taken out again can bring back where a person had put it.
    why = RunningMove.Why.UP if told.step > before else RunningMove.Why.BACK
    return {"why": why, "reason": RECOUNTED}


def follow_plans(*, now: datetime) -> int:
    """Every plan with a run in the last two weeks: mornings come late, weeks pass, breaks grow long."""
    since = timezone.localdate(now) - STILL_MOVING
    episodes = Episode.objects.filter(running_plans__state=RunningPlan.State.ACTIVE, runs__on__gte=since).distinct()
    for episode in episodes.select_related("patient"):
        follow_plan(episode=episode, now=now)
    return len(episodes)
