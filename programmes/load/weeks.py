"""Runs added up: distance, minutes and session load, in seven-day weeks that end on the day asked about."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One run: kilometres, minutes, effort and highest pain 0 to 10; None where nobody said."""

    on: date
    distance_km: Decimal
    minutes: Decimal
    rpe: int | None = None
    pain: int | None = None
    fast: bool = False
    hills: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Week:
    """Seven days added up. `load` leaves out the `unrated` runs, whose effort nobody gave."""

    ends_on: date
    distance_km: Decimal = Decimal(0)
    minutes: Decimal = Decimal(0)
    load: Decimal = Decimal(0)
    unrated: int = 0
    worst_pain: int | None = None
    days_run: int = 0
    count: int = 0
    fast: bool = False
    hills: bool = False

    @property
    def starts_on(self) -> date:
        return self.ends_on - timedelta(days=6)


def session_load(run: Run) -> Decimal | None:
    """Session-RPE: minutes × effort (Foster 2001). None without an effort, which is not the same as nothing."""
    return None if run.rpe is None else run.minutes * run.rpe


def weeks(runs: Iterable[Run], *, on: date, count: int = 5) -> list[Week]:
    """The last `count` weeks, the one that ends on the day first. Weeks without runs are there, with zeros."""
    logged = list(runs)
    return [_week(logged, on - WEEK * back) for back in range(count)]


def calendar_weeks(runs: Iterable[Run], *, on: date, count: int = 5) -> list[Week]:
    """Monday to Sunday, the week that holds the day first, as people read a calendar."""
    return weeks(runs, on=on + timedelta(days=6 - on.weekday()), count=count)


def acute_chronic(latest: Sequence[Week]) -> Decimal | None:
    """This week's load ÷ the mean of the last four, this one included. A note only: not validated for knees."""
    mean = sum((week.load for week in latest[:4]), Decimal(0)) / 4
    return None if not mean or len(latest) < 4 else (latest[0].load / mean).quantize(Decimal("0.01"))


def _week(runs: Sequence[Run], ends_on: date) -> Week:
    inside = [run for run in runs if ends_on - WEEK < run.on <= ends_on]
    loads = [session_load(run) for run in inside]
    return Week(
        ends_on=ends_on,
        distance_km=sum((run.distance_km for run in inside), Decimal(0)),
        minutes=sum((run.minutes for run in inside), Decimal(0)),
        load=sum((load for load in loads if load is not None), Decimal(0)),
        unrated=loads.count(None),
        worst_pain=max((run.pain for run in inside if run.pain is not None), default=None),
        days_run=len({run.on for run in inside}),
        count=len(inside),
        fast=any(run.fast for run in inside),
        hills=any(run.hills for run in inside),
    )
