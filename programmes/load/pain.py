"""The pain guide: which pain is fine, which is OK when it settles, which asks to ease back (Thomeé 1997)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

GENTLE = ("X01", "X18", "X31")  # quad set, wall sit, easy cycling


class Traffic(StrEnum):
    GREEN = "green"
    AMBER = "amber"
    RED = "red"


@dataclass(frozen=True, slots=True)
class FlarePlan:
    """After a red day: gentle exercises only, impact again after one or two days, the next load cut.

    `cut` is from and to how many percent less than the last green level.
    """

    impact_from: date
    impact_from_latest: date
    exercises: tuple[str, ...]
    cut: tuple[int, int]


def traffic(during: int, *, morning_delta: int | None) -> Traffic:
    """The band of one session: highest pain during it, and points above the usual morning after it.

    0 to 2 with no change is green; 3 to 5 is amber when the morning is as usual; above 5, or 3 to 5 with a worse
    morning, is red. Low pain with a morning one point worse is amber, two or more red; unknown mornings are
    read by the pain alone.
    """
    rise = morning_delta or 0
    if during > 5 or rise >= 2 or (during > 2 and rise > 0):
        return Traffic.RED
    return Traffic.AMBER if during > 2 or rise > 0 else Traffic.GREEN


def worst_of_weeks(weekly_pain: Sequence[int | None]) -> Traffic:
    """Pain that rises from week to week is red. Newest week first; three weeks in a row are needed."""
    newest = weekly_pain[:3]
    known = [pain for pain in newest if pain is not None]
    rising = len(known) == 3 and known[0] > known[1] > known[2]
    return Traffic.RED if rising else Traffic.GREEN


def flare_plan(on: date) -> FlarePlan:
    """What a red day brings: 24 to 48 hours without impact, gentle exercises, 20 to 30 % less next time."""
    return FlarePlan(on + timedelta(days=1), on + timedelta(days=2), GENTLE, (20, 30))


def flares_need_physio(flares: Iterable[date], *, on: date) -> bool:
    """Two red days within two weeks, both ends included, go to the physio."""
    return len({day for day in flares if timedelta(0) <= on - day <= timedelta(days=14)}) >= 2
