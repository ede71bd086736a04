"""The run log read: weeks, the last runs with what came before each, what the rules say, where the plan stands."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from patients.models import Episode
from programmes import load
from programmes.models import Run
from programmes.services.following import PlanToday, plan_today
from programmes.services.running_log import RunningLog

WEEKS = 12
SHOWN_RUNS = 20
MONTH = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class ShownRun:
    """One run, the longest of the 30 days before it in km, and whether rule L7 speaks of it."""

    run: Run
    longest: Decimal | None
    jump: bool


@dataclass(frozen=True, slots=True)
class RunningLoad:
    """All that a page says about running. `weeks` and `runs` have the newest first; empty lists without a run."""

    weeks: list[load.Week]
    runs: list[ShownRun]
    advice: list[load.Advice]
    plan: PlanToday | None = None

    @property
    def leads(self) -> list[load.Advice]:
        return [each for each in self.advice if each.tone != "note"]

    @property
    def notes(self) -> list[load.Advice]:
        return [each for each in self.advice if each.tone == "note"]

    @property
    def says(self) -> list[load.Advice]:
        """The notes that the patient reads."""
        return [each for each in self.notes if each.patient]

    @property
    def longest(self) -> Decimal | None:
        """Of the 30 days before the last run."""
        return self.runs[0].longest if self.runs else None

    @property
    def last(self) -> Run | None:
        return self.runs[0].run if self.runs else None


def running_load(*, episode: Episode, on: date) -> RunningLoad:
    """Of the last twelve weeks, and of the running plan. The number of queries doesn't grow with the log."""
    plan = episode.running_plans.active().first()
    last = (
        Run.objects.filter(episode=episode)
        .standing()
        .between(episode.opened_on, on)
        .newest_first()
        .select_related("plan")
        .first()
    )
    if last is None and plan is None:
        return RunningLoad([], [], [])
    since = (last.on if last else on) - timedelta(weeks=WEEKS) - MONTH
    log = RunningLog.of(episode, since=min(since, plan.starts_on) if plan else since, on=on)
    told = plan_today(plan, log, on=on) if plan else None
    if last is None:
        return RunningLoad([], [], [], told)
    runs = [run for run in log.runs if run.on >= since]
    logged = [run.for_rules() for run in runs]
    weeks = load.calendar_weeks(logged, on=on, count=WEEKS)
    return RunningLoad(
        weeks=[week for week in weeks if week.ends_on >= runs[0].on],
        runs=_shown(runs, logged),
        advice=load.advise(logged, on=on, rise=log.rise(last), early=_is_early(last, told)),
        plan=told,
    )


def _is_early(run: Run, told: PlanToday | None) -> bool:
    """Whether it was one of the first steps of the walk-run plan."""
    return told is not None and run.plan_id == told.plan.pk and (run.step or 0) <= told.plan.course.early


def _shown(runs: Sequence[Run], logged: Sequence[load.Run]) -> list[ShownRun]:
    first = max(len(runs) - SHOWN_RUNS, 0)
    shown = [
        ShownRun(
            run,
            load.longest_before(logged[place], logged[:place]),
            load.longest_run(logged[place], logged[:place]) is not None,
        )
        for place, run in enumerate(runs)
        if place >= first
    ]
    return shown[::-1]
