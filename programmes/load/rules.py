"""The load rules L1 to L9: what a week of running, or one run, gives reason to say.

Only the length of a single run is tied to injury in a large cohort (Frandsen 2025, 5,205 runners); the weekly
rules are guides and clinic defaults, and none of them blocks anything.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Literal

from assessments.rulebook import defaults
from programmes.load.ladder import RESTART_STEP
from programmes.load.weeks import Run, Week, weeks

Level = Literal["guide", "rule", "suggestion", "amber", "red"]

# The same numbers as in an examination's history.
SPIKE = defaults()["load.spike"]
LONGEST = defaults()["load.longest_run"]
TENTH = Decimal("1.10")
NOVICE_KM = 20
NOVICE_STEP_KM = 3
LIGHTER = Decimal("0.80")
LIGHTER_WEEKS = "For two weeks, run 30 to 50 % less in three or more short runs. Leave out downhill, speed and stairs."


@dataclass(frozen=True, slots=True)
class Guide:
    """One rule that spoke: its id, how loudly, the figures it read, and the sentence for the patient."""

    rule: str
    level: Level
    inputs: dict[str, str]
    words: str


@dataclass(frozen=True, slots=True)
class Night:
    """Hours slept and stress 0 to 10; None where nobody said."""

    sleep_h: Decimal | None
    stress: int | None


def initial_cut(*, subgroups: Collection[str], worst_pain: int) -> Guide | None:
    """L1: overload and worst pain of 4 or more. A suggestion that the physio confirms."""
    if "SG1" not in subgroups or worst_pain < 4:
        return None
    return Guide(
        "L1",
        "suggestion",
        {"worst_pain": str(worst_pain)},
        LIGHTER_WEEKS,
    )


def pain_stop(*, pain: int, early: bool) -> Guide | None:
    """L2: pain above 2 in the early phase, above 5 in any: stop the run."""
    if pain <= (2 if early else 5):
        return None
    return Guide("L2", "red", {"pain": str(pain)}, "Stop the run and walk home. Log how the knee feels tomorrow.")


def spike(latest: Sequence[Week]) -> Guide | None:
    """L3: this week above 1.30 × the mean of the four before, or two weeks above 1.30 × the two before."""
    kms = [week.distance_km for week in latest]
    before = kms[1:5]
    mean = sum(before, Decimal(0)) / len(before) if before else Decimal(0)
    jumped = bool(mean) and kms[0] > SPIKE * mean
    fortnight = len(kms) >= 4 and sum(kms[2:4]) > 0 and sum(kms[:2]) > SPIKE * sum(kms[2:4])
    if not (jumped or fortnight):
        return None
    return Guide(
        "L3",
        "amber",
        {"this_week": f"{kms[0]} km", "mean_before": f"{mean:.1f} km"},
        "This is a bigger step than usual. Keep the next days easy and see how the knee feels.",
    )


def normal_increase(last_week_km: Decimal, *, novice: bool) -> Decimal:
    """L4: the most for next week in km: 10 % more, for novices under 20 km at least 3 km more."""
    tenth = last_week_km * TENTH
    if novice and last_week_km < NOVICE_KM:
        return max(tenth, last_week_km + NOVICE_STEP_KM)
    return tenth


def one_change(latest: Sequence[Week]) -> Guide | None:
    """L5: of distance, speed and hills only one goes up in a week."""
    this, before = latest[0], latest[1]
    raised = [
        name
        for name, up in (
            ("distance", this.distance_km > before.distance_km > 0),
            ("speed", this.fast and not before.fast),
            ("hills", this.hills and not before.hills),
        )
        if up
    ]
    if len(raised) < 2:
        return None
    words = f"You changed {' and '.join(raised)} in one week. Change one thing at a time."
    return Guide("L5", "amber", {"raised": ", ".join(raised)}, words)


def recovery(latest: Sequence[Week]) -> list[Guide]:
    """L6: a rest day each week, and a week with 20 to 30 % less at least every fourth."""
    found = []
    if latest[0].days_run >= 7:
        words = "Plan at least one day without running this week."
        found.append(Guide("L6", "guide", {"days_run": str(latest[0].days_run)}, words))
    kms = [week.distance_km for week in latest[:5]]
    building = len(kms) == 5 and all(kms) and all(kms[n] > LIGHTER * kms[n + 1] for n in range(4))
    if building:
        figures = {"weeks": ", ".join(f"{km} km" for km in reversed(kms))}
        found.append(Guide("L6", "guide", figures, "Four weeks of building. Run 20 to 30 % less next week."))
    return found


def longest_before(run: Run, earlier: Iterable[Run]) -> Decimal | None:
    """Kilometres of the longest run in the 30 days before this one; None when there was none."""
    month = (
        other.distance_km for other in earlier if other is not run and run.on - timedelta(days=30) <= other.on <= run.on
    )
    return max(month, default=None)


def longest_run(run: Run, earlier: Iterable[Run]) -> Guide | None:
    """L7: a run above 110 % of the longest in the 30 days before it (Frandsen 2025)."""
    longest = longest_before(run, earlier)
    if not longest or run.distance_km <= LONGEST * longest:
        return None
    return Guide(
        "L7",
        "red",
        {"run": f"{run.distance_km} km", "longest_30_days": f"{longest} km"},
        f"That was much longer than your longest run this month ({longest} km). Keep the next one shorter.",
    )


def restart(runs: Iterable[Run], *, on: date) -> Guide | None:
    """L8: after two weeks or more without a run, half of the last week's distance, from ladder step 6 on."""
    before = [run for run in runs if run.on < on]
    last = max((run.on for run in before), default=None)
    if last is None or on - last < timedelta(days=14):
        return None
    km = weeks(before, on=last, count=1)[0].distance_km
    words = f"Welcome back. Start with about half of your last week: {km / 2:.1f} km."
    return Guide("L8", "rule", {"last_week": f"{km} km", "step": str(RESTART_STEP)}, words)


def tired(nights: Sequence[Night]) -> Guide | None:
    """L9: three nights in a row with under 7 hours of sleep, or stress of 7 or more. `nights` ends with last night."""
    hard = [
        (night.sleep_h is not None and night.sleep_h < 7) or (night.stress is not None and night.stress >= 7)
        for night in nights[-3:]
    ]
    if len(hard) < 3 or not all(hard):
        return None
    return Guide(
        "L9", "guide", {"nights": "3"}, "Short nights or a stressful time. Keep this week at last week's level."
    )
