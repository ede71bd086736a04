"""Which running plan the findings speak for, from which step, and why: a suggestion that the physio changes."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from programmes.load.ladder import RESTART_STEP
from programmes.load.sources import ADOLESCENT, CADENCE, LADDER_SOURCE, LOAD

YOUNG = (10, 14)
ADULT = 18
NEVER_STOPPED_STEP = 7
LONG_BREAK_DAYS = 14
GAIT = {"G7": "pelvic drop", "G8": "knee toward midline", "G9": "crossover", "G10": "no knee window"}


@dataclass(frozen=True, slots=True)
class Reason:
    """One thing that speaks for a plan: the rule, what was found, where the rule comes from."""

    rule: str
    words: str
    source: str


@dataclass(frozen=True, slots=True)
class SuggestedPlan:
    """A kind of plan, the step to begin on, and what speaks for both."""

    kind: str
    step: int
    reasons: tuple[Reason, ...]


def suggest_plan(
    *,
    age: int | None,
    runner: bool,
    subgroups: Collection[str],
    gait: Collection[str],
    days_since_run: int | None,
    runs_now: bool,
) -> SuggestedPlan | None:
    """The plan to begin with; None for a grown-up who doesn't run.

    `gait` are the fields G7 to G10 in which the running analysis is clear; `days_since_run` is of the last run that was
    logged, and `runs_now` what the examination says. From 10 to 14 the ladder of the study comes first. Somebody who
    runs and has a clear running analysis, or subgroup SG3, is a candidate for retraining. Everybody else goes back to
    running step by step.
    """
    if age is not None and YOUNG[0] <= age <= YOUNG[1]:
        why = f"{age} years old; the plan was studied in 10 to 14 year-olds."
        return SuggestedPlan("adolescent_ladder", 1, (Reason("ED14", why, ADOLESCENT),))
    if not runner:
        return None
    running = runs_now if days_since_run is None else days_since_run < LONG_BREAK_DAYS
    clear = [f"{field} {GAIT[field]}" for field in sorted(set(gait) & GAIT.keys(), key=lambda field: int(field[1:]))]
    if running and (clear or "SG3" in subgroups):
        found = f"Clear in the running analysis: {', '.join(clear)}." if clear else "Subgroup SG3, technique."
        return SuggestedPlan("cadence", 1, (Reason("CAD", found, CADENCE),))
    if running:
        why = f"Runs now: begins at step {NEVER_STOPPED_STEP} or later, by what is tolerated."
        return SuggestedPlan("return_to_run", NEVER_STOPPED_STEP, (Reason("RUN-ENTRY", why, LADDER_SOURCE),))
    if days_since_run is not None:
        why = f"Last run {days_since_run} days ago: begins again from step {RESTART_STEP} on."
        return SuggestedPlan("return_to_run", RESTART_STEP, (Reason("L8", why, LOAD),))
    return SuggestedPlan(
        "return_to_run",
        1,
        (Reason("RUN-ENTRY", "Not running now: from step 1, once the checks are met.", LADDER_SOURCE),),
    )
