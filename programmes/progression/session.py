"""One logged session as the rules see it: pain, the morning after, how much was done, and their classes."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from statistics import median

# [design] clinic defaults
FULL_RATIO = Decimal("1.00")
HARD_RATIO = Decimal("0.80")
SPARE_REPS = 2
FIRST_FREE_RUN_STEP = 5  # walk-run steps below this keep to the strictest pain code


class Settle(StrEnum):
    """How long the pain of the session took to go back to usual."""

    WITHIN_1H = "within_1h"
    ONE_TO_24H = "1_to_24h"
    OVER_24H = "over_24h"


class PainCode(StrEnum):
    """How much pain an exercise may cause: P1 up to 2, P2 up to 3, P3 up to 5 of 10 when it settles."""

    P1 = "P1"
    P2 = "P2"
    P3 = "P3"


class Pain(StrEnum):
    LOW = "low"
    MID = "mid"
    HIGH = "high"


class Morning(StrEnum):
    """Next morning against the usual one: no worse, one point worse, two or more."""

    M0 = "M0"
    M1 = "M1"
    M2 = "M2"


class Performance(StrEnum):
    FULL = "full"
    HARD = "hard"
    SHORT = "short"


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """One exercise (or one run) on one day, with everything that was known about it. None means not known.

    `prescription` names the dose it was done under (any value that changes with the dose), `exercise` what was
    done, for a log that goes on over a change of exercise. `pd` is the highest pain during it, 0 to 10; `pm` the
    pain next morning; `base_pm` the usual morning. `reps_ratio` is done ÷ prescribed over all sets, for a run its
    minutes. `adh14` is sessions logged ÷ planned in the last
    14 days, `adh14_before` in the 14 days before those. `gate` is None away from a phase border, else
    whether its test was met. `clash_on` is when the other one of jumping and run step last moved on.
    """

    on: date
    at: datetime
    prescription: str
    pain_code: PainCode
    pd: int
    settle: Settle | None = None
    pm: int | None = None
    base_pm: Decimal = Decimal(0)
    reps_ratio: Decimal | None = None
    rir: int | None = None
    rpe: int | None = None
    adh14: Decimal | None = None
    adh14_before: Decimal | None = None
    form_ok: bool | None = None
    redflag: bool = False
    locked: bool = False
    swelling_new: bool = False
    giving_way: bool = False
    night_pain_new: bool = False
    run: bool = False
    run_step: int | None = None
    gate: bool | None = None
    clash_on: date | None = None
    exercise: str = ""

    def __post_init__(self) -> None:
        for name, value in (("pd", self.pd), ("pm", self.pm), ("rir", self.rir), ("rpe", self.rpe)):
            if value is not None and not 0 <= value <= 10:
                raise ValueError(f"{name} is a whole number from 0 to 10, not {value}")
        if self.reps_ratio is not None and self.reps_ratio < 0:
            raise ValueError("reps_ratio cannot be negative")
        if self.at.tzinfo is None:
            raise ValueError("at needs a time zone")

    @property
    def delta(self) -> int | None:
        """Points that the next morning was above the usual one; None while nobody has said."""
        return None if self.pm is None else self.pm - round_half_up(self.base_pm)

    @property
    def pain(self) -> Pain:
        """Bands of the pain-monitoring model (Thomeé 1997)."""
        if self.pd <= 2:
            return Pain.LOW
        return Pain.MID if self.pd <= 5 else Pain.HIGH

    @property
    def morning(self) -> Morning | None:
        """The class of the next morning. Pain that took over a day to settle counts as the worst."""
        if self.settle is Settle.OVER_24H:
            return Morning.M2
        if self.delta is None:
            return None
        if self.delta <= 0:
            return Morning.M0
        return Morning.M1 if self.delta == 1 else Morning.M2

    @property
    def spare(self) -> int | None:
        """Repetitions in reserve; from the effort (10 − RPE) when only that was given."""
        if self.rir is not None:
            return self.rir
        return None if self.rpe is None else 10 - self.rpe

    @property
    def performance(self) -> Performance:
        """Full only with reps to spare; an effort or a count that nobody gave is hard at best."""
        if self.reps_ratio is None:
            return Performance.HARD
        if self.reps_ratio < HARD_RATIO:
            return Performance.SHORT
        if self.reps_ratio >= FULL_RATIO and self.spare is not None and self.spare >= SPARE_REPS:
            return Performance.FULL
        return Performance.HARD

    @property
    def code(self) -> PainCode:
        """The pain code that holds: early walk-run steps are strict, later runs use the table as it is."""
        if not self.run:
            return self.pain_code
        early = self.run_step is not None and self.run_step < FIRST_FREE_RUN_STEP
        return PainCode.P1 if early else PainCode.P3

    @property
    def signs(self) -> tuple[str, ...]:
        """New signs that a physio must hear about."""
        named = (
            ("locked", self.locked),
            ("new swelling", self.swelling_new),
            ("giving way", self.giving_way),
            ("new night pain", self.night_pain_new),
        )
        return tuple(name for name, there in named if there)


def round_half_up(value: Decimal) -> int:
    """1.5 is 2: a usual morning between two points counts as the higher."""
    return int(value.quantize(Decimal(1), rounding=ROUND_HALF_UP))


def usual_morning(mornings: Mapping[date, int], session_days: Collection[date], *, on: date, baseline: int) -> Decimal:
    """The usual morning pain on a session day.

    The median of the seven mornings up to and with that day, without those after a session; with fewer than
    three of them, the pain of the first visit.
    """
    week = (on - timedelta(days=back) for back in range(7))
    rested = [mornings[day] for day in week if day in mornings and day - timedelta(days=1) not in session_days]
    if len(rested) < 3:
        return Decimal(baseline)
    return Decimal(median(Decimal(pain) for pain in rested))
