"""The way back to running: twelve walk-run steps of three sessions each, and what a run means. Clinic defaults."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

SESSIONS_A_STEP = 3
FAILURES_TO_CONTACT = 2
TWO_A_WEEK_FROM = 4
DAYS_BETWEEN = 2  # at least one day of rest from run to run
EARLY_STEPS = 4  # steps 1 to 4 keep to the strictest pain rule: 3 and more is too much there
RESTART_STEP = 6  # after two weeks or more without a run nobody begins above it
FINE, TOO_MUCH = 2, 5


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


def is_too_much(step: int, run: LadderRun) -> bool:
    """Whether a run at this step leads back."""
    return run.morning_worse is True or run.pain > (FINE if step <= EARLY_STEPS else TOO_MUCH)


def is_clean(run: LadderRun) -> bool:
    """Whether a run counts towards the next step: 2 or less, and a morning that is known and no worse."""
    return run.pain <= FINE and run.morning_worse is False


def steps_allowed(step: int, *, all_clean: bool) -> int:
    """Steps up in one week: one, or two from step 4 on when all runs were clean."""
    return 2 if all_clean and step >= TWO_A_WEEK_FROM else 1
