"""A running plan followed through the log: on which step it stands, since when, and why.

Nothing here is kept: the same log always leads to the same step. A step up is earned by clean runs with a day of
rest between, one in seven days; a step back comes with the run that was too much. What nobody said counts for
nothing, and while a red flag is open nothing goes up. Clinic defaults, as the tables of steps are.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Literal

from programmes.load.cadence import DAYS_BETWEEN_SESSIONS, FADED_FEEDBACK, SESSIONS_A_WEEK
from programmes.load.ladder import (
    DAYS_BETWEEN,
    EARLY_STEPS,
    FAILURES_TO_CONTACT,
    FINE,
    LADDER,
    RESTART_STEP,
    SESSIONS_A_STEP,
    LadderRun,
    is_clean,
    is_too_much,
    steps_allowed,
)
from programmes.load.pain import flare_plan

WEEK = timedelta(days=7)
LONG_BREAK = timedelta(days=14)
PHASE = timedelta(weeks=4)

Why = Literal["begun", "set", "up", "back", "break"]
Stop = tuple[date, date | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """How a kind of plan is climbed.

    `clean_runs` lead to the next step, with `days_between` from run to run and `runs_a_week` at most; `ups_a_week`
    is None where each session is its own step. `early` are the steps of the strictest pain rule, `restart` is the
    step after a long break. A plan that is not `by_runs` is moved by the physio alone.
    """

    steps: int
    clean_runs: int = 1
    days_between: int = 1
    runs_a_week: int = 7
    ups_a_week: int | None = None
    early: int = 0
    restart: int | None = None
    by_runs: bool = True


COURSES = {
    "return_to_run": Course(
        steps=len(LADDER),
        clean_runs=SESSIONS_A_STEP,
        days_between=DAYS_BETWEEN,
        ups_a_week=1,
        early=EARLY_STEPS,
        restart=RESTART_STEP,
    ),
    "cadence": Course(
        steps=len(FADED_FEEDBACK), days_between=DAYS_BETWEEN_SESSIONS, runs_a_week=SESSIONS_A_WEEK, early=0
    ),
    # Three stretches of four weeks (Rathleff 2019); what carries a young person on is a visit, not a number.
    "adolescent_ladder": Course(steps=3, by_runs=False),
}


@dataclass(frozen=True, slots=True)
class Put:
    """A person said on which step the plan stands: at the beginning, or later with a reason."""

    on: date
    step: int


@dataclass(frozen=True, slots=True)
class PlanRun:
    """One run while the plan runs. `step` is None for a run outside the plan; None is also what nobody said.

    `whole` is whether it was as long as the step asks.
    """

    on: date
    step: int | None
    pain: int | None
    morning_worse: bool | None
    whole: bool = True

    @property
    def felt(self) -> LadderRun | None:
        if self.pain is None:
            # A bad morning speaks for itself; a good one says nothing about the run.
            return LadderRun(0, True) if self.morning_worse else None
        return LadderRun(self.pain, self.morning_worse)


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a plan stands on a day.

    `clean` runs of those that the step asks for are done; `unsure` is a clean run whose morning nobody has told.
    `up_on` is the day of a step that is earned but has to wait, None when nothing waits or a red flag holds it.
    `may_go_up` says that the rules leave a second step in a week to the physio. `contact` asks for the physio.
    """

    step: int
    since: date
    why: Why
    clean: int = 0
    unsure: bool = False
    repeat: bool = False
    contact: bool = False
    done: bool = False
    up_on: date | None = None
    may_go_up: bool = False
    not_before: date | None = None


def standing(
    course: Course,
    *,
    puts: Sequence[Put],
    runs: Sequence[PlanRun],
    on: date,
    stops: Sequence[Stop] = (),
    changes: Collection[date] = (),
) -> Standing:
    """Follow the log to a day. `puts` and `runs` are in order; the first put begins the plan.

    `stops` are from and to (None: still) when a red flag was open. `changes` are days on which a jumping exercise
    was stepped up, which never shares a week with a step of running.
    """
    if not course.by_runs:
        return Standing(puts[-1].step, puts[-1].on, "begun" if len(puts) == 1 else "set")
    climb = _Climb(course, puts[0], stops=stops, ups=list(changes))
    told: list[tuple[date, int, Put | PlanRun]] = [(put.on, 0, put) for put in puts[1:]]
    told += [(run.on, 1, run) for run in runs if run.on >= puts[0].on]
    for day, _, each in sorted(told, key=lambda one: one[:2]):
        if day > on:
            break
        climb.pass_to(day)
        if isinstance(each, Put):
            climb.put(each)
        else:
            climb.run(each)
    climb.pass_to(on)
    return climb.standing(on)


@dataclass(slots=True)
class _Climb:
    """The plan as it goes through the log, a day at a time."""

    course: Course
    first: Put
    stops: Sequence[Stop]
    ups: list[date]
    step: int = 0
    since: date = date.min
    why: Why = "begun"
    stay: list[PlanRun] = field(default_factory=list)
    failures: Counter[int] = field(default_factory=Counter)
    days: list[date] = field(default_factory=list)
    repeat: bool = False
    red: date | None = None

    def __post_init__(self) -> None:
        self._go(self.first.step, self.first.on, "begun")

    def put(self, put: Put) -> None:
        if put.step > self.step:
            self.ups.append(put.on)
        self._go(put.step, put.on, "set")
        self.failures.clear()

    def run(self, run: PlanRun) -> None:
        rested = not self.days or run.on - self.days[-1] >= timedelta(days=self.course.days_between)
        self.days.append(run.on)
        felt = run.felt
        at = run.step or self.step
        if felt and self._too_much(at, felt):
            self.failures[at] += 1
            self.red = run.on
            # One step back from the one that was run, but never up.
            self._go(max(1, min(self.step, at - 1)), run.on, "back")
        elif run.step == self.step:
            self.repeat = felt is not None and felt.pain > FINE
            if felt is None or self.repeat:
                self.stay.clear()
            elif rested and run.whole and not self._stopped(run.on):
                self.stay.append(run)

    def pass_to(self, day: date) -> None:
        """What becomes of the plan by the days alone: an earned step, or a long break."""
        if (up := self.up_on()) and up <= day and self.step < self.course.steps:
            self.ups.append(up)
            self._go(self.step + 1, up, "up")
        restart = self.course.restart
        if restart and self.step > restart and self.days:
            back = max(self.days[-1], self.since) + LONG_BREAK
            if back <= day:
                self._go(restart, back, "break")

    def up_on(self) -> date | None:
        """The first day of the next step; None while it isn't earned, or a red flag holds it."""
        if not self._earned():
            return None
        due = self.stay[-1].on + timedelta(days=1)
        if self.course.ups_a_week is not None:
            while len(week := self._ups_before(due)) >= self.course.ups_a_week:
                due = min(week) + WEEK
        for start, end in sorted(self.stops, key=lambda stop: stop[0]):
            if start <= due and (end is None or due <= end):
                if end is None:
                    return None
                due = end + timedelta(days=1)
        return due

    def standing(self, on: date) -> Standing:
        newest = self.stay[-self.course.clean_runs :]
        up = self.up_on()
        waits = up is not None and self.step < self.course.steps
        allowed = steps_allowed(self.step, all_clean=True) if self.course.ups_a_week is not None else 0
        return Standing(
            step=self.step,
            since=self.since,
            why=self.why,
            clean=sum(self._clean(run) for run in newest),
            unsure=any(run.morning_worse is None for run in newest),
            repeat=self.repeat,
            contact=any(
                count >= FAILURES_TO_CONTACT and self.step <= failed for failed, count in self.failures.items()
            ),
            done=self.step == self.course.steps and self._earned(),
            up_on=up if waits else None,
            may_go_up=waits and self._earned_by(on) and 0 < len(self._ups_before(on)) < allowed,
            not_before=self._not_before(),
        )

    def _go(self, step: int, on: date, why: Why) -> None:
        self.step, self.since, self.why, self.repeat = step, on, why, False
        self.stay.clear()

    def _too_much(self, step: int, felt: LadderRun) -> bool:
        # Where a plan has no early steps the later ones' rule holds for all.
        return is_too_much(step if step <= self.course.early else EARLY_STEPS + 1, felt)

    def _clean(self, run: PlanRun) -> bool:
        return run.felt is not None and is_clean(run.felt)

    def _earned(self) -> bool:
        newest = self.stay[-self.course.clean_runs :]
        return len(newest) == self.course.clean_runs and all(self._clean(run) for run in newest)

    def _earned_by(self, on: date) -> bool:
        return self._earned() and self.stay[-1].on < on and not self._stopped(on)

    def _ups_before(self, day: date) -> list[date]:
        return [up for up in self.ups if timedelta(0) <= day - up < WEEK]

    def _stopped(self, day: date) -> bool:
        return any(start <= day and (end is None or day <= end) for start, end in self.stops)

    def _not_before(self) -> date | None:
        if not self.days:
            return None
        last = self.days[-1]
        first = last + timedelta(days=self.course.days_between)
        if self.red == last:
            first = max(first, flare_plan(last).impact_from_latest)
        week = sorted(set(self.days))[-self.course.runs_a_week :]
        if len(week) == self.course.runs_a_week:
            first = max(first, week[0] + WEEK)
        return first
