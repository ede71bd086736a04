"""What a suggestion would change: one variable at a time, up in a fixed order, down by a step.

Up: repetitions to the top of their range; then load (or the next band, or a longer hold) with repetitions
back at the bottom; then depth or height; then the next exercise. Down: less load or fewer repetitions the
first time, the exercise before it the second. Runs move one step of the ladder, or a part of the distance.
Steps and percentages are clinic defaults inside the ranges of the "2-for-2" way of loading.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal

from programmes.progression.deciding import Decision
from programmes.progression.table import Outcome

BANDS = ("yellow", "red", "green", "blue", "black")
REPS_UP = 2
HOLD_UP_S = 5
HEIGHT_UP_CM = 5
DEPTH_UP_DEGREES = 10
LOAD_UP = {"isolation": Decimal("1.05"), "compound": Decimal("1.10")}
LOAD_DOWN = Decimal("0.85")
FIFTH_LESS = Decimal("0.80")
DISTANCE_DOWN = Decimal("0.75")
DISTANCE_UP = Decimal("1.10")
LAST_RUN_STEP = 12

Value = int | str
Variable = Literal["reps", "load", "band", "hold", "height", "depth", "exercise", "run_step", "distance"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Dose:
    """What is prescribed now and how far each variable may go. None where the exercise has no such variable.

    Load in kilograms, hold in seconds, height in centimetres, depth in degrees of knee bend, distance in
    kilometres. `next_exercise` and `previous_exercise` are the library's "harder" and "easier" ids.
    """

    reps: int | None = None
    reps_low: int | None = None
    reps_top: int | None = None
    load_kg: Decimal | None = None
    band: str | None = None
    hold_s: int | None = None
    hold_top_s: int | None = None
    joints: Literal["isolation", "compound"] = "compound"
    height_cm: int | None = None
    height_top_cm: int | None = None
    depth_degrees: int | None = None
    depth_top_degrees: int | None = None
    next_exercise: str | None = None
    previous_exercise: str | None = None
    run_step: int | None = None
    distance_km: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """One change: the variable, what would be set (by name), and the sentence for it."""

    variable: Variable
    set: dict[str, Value]
    words: str

    def as_json(self) -> dict[str, Value | dict[str, Value]]:
        return {"variable": self.variable, "set": dict(self.set), "words": self.words}


def propose(decision: Decision, dose: Dose) -> Change | None:
    """What accepting this decision would change; None when nothing changes or nothing is left to change."""
    if decision.outcome is Outcome.PROGRESS:
        return next(_ups(dose), None)
    if decision.down:
        return next(_downs(dose, again=decision.eased_back > 0), None)
    return None


def _ups(dose: Dose) -> Iterator[Change]:
    """The steps up that are open, in their order."""
    if dose.run_step is not None and dose.run_step < LAST_RUN_STEP:
        yield Change("run_step", {"run_step": dose.run_step + 1}, f"Run-walk step {dose.run_step + 1}")
    if dose.distance_km is not None:
        longer = _tenth(dose.distance_km * DISTANCE_UP)
        yield Change("distance", {"distance_km": str(longer)}, f"Up to {longer} km")
    if dose.reps is not None and dose.reps_top is not None and dose.reps < dose.reps_top:
        reps = min(dose.reps + REPS_UP, dose.reps_top)
        yield Change("reps", {"reps": reps}, f"{reps} repetitions a set, from {dose.reps}")
    yield from _heavier(dose)
    if _room(dose.height_cm, dose.height_top_cm) and dose.height_cm is not None:
        height = dose.height_cm + HEIGHT_UP_CM
        yield Change("height", {"height_cm": height}, f"Step height {height} cm, from {dose.height_cm} cm")
    if _room(dose.depth_degrees, dose.depth_top_degrees) and dose.depth_degrees is not None:
        depth = dose.depth_degrees + DEPTH_UP_DEGREES
        yield Change("depth", {"depth_degrees": depth}, f"Bend to {depth}°, from {dose.depth_degrees}°")
    if dose.next_exercise:
        yield Change("exercise", {"exercise": dose.next_exercise}, f"On to {dose.next_exercise}")


def _heavier(dose: Dose) -> Iterator[Change]:
    """More load, with the repetitions back at the bottom of their range."""
    fewer: dict[str, Value] = {} if dose.reps_low is None else {"reps": dose.reps_low}
    start_again = "" if dose.reps_low is None else f", {dose.reps_low} repetitions a set"
    if dose.load_kg:
        load = max(_tenth(dose.load_kg * LOAD_UP[dose.joints]), dose.load_kg + Decimal("0.1"))
        yield Change("load", {"load_kg": str(load), **fewer}, f"{load} kg, from {dose.load_kg} kg{start_again}")
    if dose.band in BANDS[:-1]:
        band = BANDS[BANDS.index(dose.band) + 1]
        yield Change("band", {"band": band, **fewer}, f"{band} band, from {dose.band}{start_again}")
    if _room(dose.hold_s, dose.hold_top_s) and dose.hold_s is not None:
        hold = dose.hold_s + HOLD_UP_S
        yield Change("hold", {"hold_s": hold, **fewer}, f"Hold {hold} s, from {dose.hold_s} s{start_again}")


def _downs(dose: Dose, *, again: bool) -> Iterator[Change]:
    """The steps back that are open: a smaller dose, but the exercise before it from the second time on."""
    if dose.run_step is not None and dose.run_step > 1:
        yield Change("run_step", {"run_step": dose.run_step - 1}, f"Back to run-walk step {dose.run_step - 1}")
    if dose.distance_km is not None:
        shorter = _tenth(dose.distance_km * DISTANCE_DOWN)
        yield Change("distance", {"distance_km": str(shorter)}, f"Down to {shorter} km")
    if again and dose.previous_exercise:
        yield Change("exercise", {"exercise": dose.previous_exercise}, f"Back to {dose.previous_exercise}")
    if dose.load_kg:
        load = _tenth(dose.load_kg * LOAD_DOWN)
        yield Change("load", {"load_kg": str(load)}, f"{load} kg, from {dose.load_kg} kg")
    if dose.reps is not None and dose.reps > 1:
        reps = _fifth_less(dose.reps)
        yield Change("reps", {"reps": reps}, f"{reps} repetitions a set, from {dose.reps}")
    if dose.hold_s is not None and dose.hold_s > 1:
        hold = _fifth_less(dose.hold_s)
        yield Change("hold", {"hold_s": hold}, f"Hold {hold} s, from {dose.hold_s} s")
    if dose.previous_exercise:
        yield Change("exercise", {"exercise": dose.previous_exercise}, f"Back to {dose.previous_exercise}")


def _room(now: int | None, top: int | None) -> bool:
    return now is not None and top is not None and now < top


def _fifth_less(count: int) -> int:
    """A fifth less, rounded down, at least 1."""
    return max(1, int(count * FIFTH_LESS))


def _tenth(value: Decimal) -> Decimal:
    return value.quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)
