"""The way back to running: twelve walk-run steps of three sessions each, and when to move. Clinic defaults."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

SESSIONS_A_STEP = 3
FAILURES_TO_CONTACT = 2
TWO_A_WEEK_FROM = 4
DAYS_BETWEEN = 2  # at least one day of rest from run to run


@dataclass(frozen=True, slots=True)
class Step:
    """`times` repeats of minutes run and minutes walked; the last step lasts from `run` to `run_longest`."""

    number: int
    times: int
    run: int
    walk: Decimal
    run_longest: int | None = None

    @property
    def run_minutes(self) -> int:
        return self.times * self.run

    @property
    def words(self) -> str:
        if not self.walk:
            length = f"{self.run} to {self.run_longest}" if self.run_longest else f"{self.run}"
            return f"Run {length} minutes without a break"
        return f"{self.times} times: run {self.run} min, walk {self.walk} min"


LADDER = (
    Step(1, 5, 1, Decimal(2)),
    Step(2, 6, 1, Decimal("1.5")),
    Step(3, 8, 1, Decimal(1)),
    Step(4, 6, 2, Decimal(1)),
    Step(5, 5, 3, Decimal(1)),
    Step(6, 4, 4, Decimal(1)),
    Step(7, 4, 5, Decimal(1)),
    Step(8, 3, 7, Decimal(1)),
    Step(9, 2, 10, Decimal(1)),
    Step(10, 2, 12, Decimal(1)),
    Step(11, 1, 20, Decimal(0)),
    Step(12, 1, 25, Decimal(0), run_longest=30),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryChecks:
    """What is asked before the first step; pain 0 to 10, None where it was not tested."""

    brisk_walk_pain: int | None = None
    heel_raises: int | None = None
    heel_raise_symmetry: Decimal | None = None
    step_down_pain: int | None = None
    hop_pain: int | None = None
    effusion: bool | None = None
    limp: bool | None = None


@dataclass(frozen=True, slots=True)
class LadderRun:
    """One run at a step: highest pain, and whether the next morning was worse (None: nobody said yet)."""

    pain: int
    morning_worse: bool | None


@dataclass(frozen=True, slots=True)
class Move:
    """Where to go next, whether a physio is told, and why in a word."""

    step: int
    why: Literal["up", "stay", "repeat", "back"]
    contact: bool = False


def entry_gaps(checks: EntryChecks) -> list[str]:
    """What is still missing before step 1. What was not tested counts as missing."""

    def low(pain: int | None) -> bool:
        return pain is not None and pain <= 2

    raises = (checks.heel_raises or 0) >= 20 or (checks.heel_raise_symmetry or 0) >= 80
    asked = (
        ("30 minutes of brisk walking at 2 or less", low(checks.brisk_walk_pain)),
        ("20 single-leg heel raises, or 80 % of the other side", raises),
        ("10 step-downs from 15 cm at 2 or less", low(checks.step_down_pain)),
        ("10 single-leg hops at 2 or less", low(checks.hop_pain)),
        ("no swelling", checks.effusion is False),
        ("no limp", checks.limp is False),
    )
    return [name for name, met in asked if not met]


def next_step(step: int, runs_here: Sequence[LadderRun], *, failures_here: int = 0) -> Move:
    """Where the last run at this step leads.

    Above 5 or worse next morning: one step back, and after the second time at one step the physio. 3 to 5:
    the step again. Three runs in a row at 2 or less whose mornings are known and no worse: the next step.
    `failures_here` counts earlier times back from this step. Raises ValueError for a step off the ladder.
    """
    if not 1 <= step <= len(LADDER):
        raise ValueError(f"There is no step {step}")
    if not runs_here:
        return Move(step, "stay")
    last = runs_here[-1]
    if last.pain > 5 or last.morning_worse:
        return Move(max(1, step - 1), "back", contact=failures_here + 1 >= FAILURES_TO_CONTACT)
    if last.pain > 2:
        return Move(step, "repeat")
    newest = runs_here[-SESSIONS_A_STEP:]
    clean = all(run.pain <= 2 and run.morning_worse is False for run in newest)
    if len(newest) == SESSIONS_A_STEP and clean and step < len(LADDER):
        return Move(step + 1, "up")
    return Move(step, "stay")


@dataclass(frozen=True, slots=True)
class StepRun:
    """A run that was done at a step, as the log has it; pain is None when nobody said."""

    step: int
    pain: int | None
    morning_worse: bool | None


def climb(runs: Sequence[StepRun]) -> Move | None:
    """Where the whole log leads, oldest run first; None before the first step.

    Only the latest stay at the step counts for going up. A run whose pain nobody said counts for nothing before it.
    """
    if not runs:
        return None
    step = runs[-1].step
    stay: list[LadderRun] = []
    for run in reversed(runs):
        if run.step != step or run.pain is None:
            break
        stay.append(LadderRun(run.pain, run.morning_worse))
    back = sum(run.step == step and (run.morning_worse is True or (run.pain or 0) > 5) for run in runs[:-1])
    return next_step(step, stay[::-1], failures_here=back)


def steps_allowed(step: int, *, all_clean: bool) -> int:
    """Steps up in one week: one, or two from step 4 on when all runs were clean."""
    return 2 if all_clean and step >= TWO_A_WEEK_FROM else 1
