"""A course of care week by week: sessions against the plan, the worst pain, kilometres run.

Each is said twice: to the patient in a sentence, to the physio in figures.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from programmes.load import Week, km

WEEK = timedelta(days=7)
# A picture holds half a year and can still be read; what is older stays in the timeline and in the data download.
MOST_WEEKS = 26


@dataclass(frozen=True, slots=True)
class SessionWeek:
    """One week of the plan: `planned` sessions, `done` of them; `now` is the week we are in."""

    number: int
    start: date
    planned: int
    done: int
    now: bool

    @property
    def missed(self) -> int:
        return 0 if self.now else max(self.planned - self.done, 0)

    @property
    def to_come(self) -> int:
        return max(self.planned - self.done, 0) if self.now else 0


@dataclass(frozen=True, slots=True)
class PainWeek:
    """The worst pain of one week, None where nobody said."""

    start: date
    pain: int | None


def session_weeks(
    sessions: Collection[date], *, planned: int, starts_on: date, ends_on: date | None, on: date
) -> list[SessionWeek]:
    """Week by week since the start, the oldest first, against `planned` sessions a week; the last `MOST_WEEKS`."""
    last = min(on, ends_on or on)
    begun = (last - starts_on) // WEEK + 1
    weeks: list[SessionWeek] = []
    for number in range(max(begun - MOST_WEEKS, 0), begun):
        start = starts_on + number * WEEK
        end = start + WEEK
        done = sum(start <= day < end for day in sessions)
        weeks.append(SessionWeek(number + 1, start, planned, min(done, max(planned, 1)), start <= on < end))
    return weeks


def pain_weeks(worst: Mapping[date, int], *, on: date) -> list[PainWeek]:
    """The worst of each week from the first entry on, the last `MOST_WEEKS`; a week without one stays unknown."""
    weeks: list[PainWeek] = []
    worst = {day: pain for day, pain in worst.items() if day <= on}
    if not worst:
        return weeks
    begun = (max(worst) - min(worst)) // WEEK + 1
    for number in range(max(begun - MOST_WEEKS, 0), begun):
        start = min(worst) + number * WEEK
        end = start + WEEK
        weeks.append(PainWeek(start, max((pain for day, pain in worst.items() if start <= day < end), default=None)))
    return weeks


def in_the_last(weeks: Sequence[SessionWeek] | Sequence[PainWeek]) -> str:
    """What is said of a picture that leaves the beginning out: “ in the last 26 weeks”; empty of a shorter course."""
    return f" in the last {MOST_WEEKS} weeks" if len(weeks) == MOST_WEEKS else ""


def pain_says(weeks: Sequence[PainWeek]) -> str:
    known = [week.pain for week in weeks if week.pain is not None]
    if not known:
        return ""
    first, last = known[0], known[-1]
    if len(known) == 1 or first == last:
        return f"Your worst pain in a week is {last}."
    way = "fell" if last < first else "went up"
    return f"Your worst pain each week {way} from {first} to {last}{in_the_last(weeks)}."


def running_says(weeks: Sequence[Week]) -> str:
    """Of this week and the last, the newest first in `weeks`; empty without a week."""
    if not weeks:
        return ""
    now = f"You’ve run {km(weeks[0].distance_km)} km so far this week"
    if len(weeks) == 1:
        return f"{now}."
    last = weeks[1]
    return f"You ran {km(last.distance_km)} km last week, in {last.count} run{'' if last.count == 1 else 's'}. {now}."


def pain_figures(weeks: Sequence[PainWeek]) -> str:
    known = [week.pain for week in weeks if week.pain is not None]
    if not known:
        return ""
    return f"Now {known[-1]}, was {known[0]}{in_the_last(weeks)}." if len(known) > 1 else f"Now {known[0]}."


def running_figures(weeks: Sequence[Week]) -> str:
    """Of this week and the last, the newest first in `weeks`; empty without a week."""
    if not weeks:
        return ""
    now = f"{km(weeks[0].distance_km)} km so far this week."
    return f"Last week {km(weeks[1].distance_km)} km in {weeks[1].count}; {now}" if len(weeks) > 1 else now
