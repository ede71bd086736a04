"""The kinds of running plan, what is known of a run in one, and what can be said of where a plan stands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from programmes.load.cadence import DAYS_BETWEEN_SESSIONS, FADED_FEEDBACK, SESSIONS_A_WEEK
from programmes.load.ladder import (
    DAYS_BETWEEN,
    EARLY_STEPS,
    LADDER,
    RESTART_STEP,
    SESSIONS_A_STEP,
    LadderRun,
)

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
