"""What a suggestion would change: one variable at a time, up in a fixed order, down by a step.

Up: repetitions (or minutes) to the top of their range; then load (or the next band, or a longer hold) with
repetitions back at the bottom; then depth or height; then the next exercise. Down: less load or fewer repetitions
the first time, the exercise before it the second. Runs move one step of the ladder, or a part of the distance.
Steps and percentages are clinic defaults inside the ranges of the "2-for-2" way of loading.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from typing import Literal

from programmes.progression.deciding import Decision
from programmes.progression.loads import BANDS, HEAVIER
from programmes.progression.table import Outcome

REPS_UP = 2
MINUTES_UP = 5
HOLD_UP_S = 5
HEIGHT_UP_CM = 5
DEPTH_UP_DEGREES = 10
LOAD_UP = {"isolation": Decimal("1.05"), "compound": Decimal("1.10")}
LOAD_UP_WORDS = {"isolation": "5 %", "compound": "5 to 10 %"}
LOAD_DOWN = Decimal("0.85")
FIFTH_LESS = Decimal("0.80")
DISTANCE_DOWN = Decimal("0.75")
DISTANCE_UP = Decimal("1.10")
LAST_RUN_STEP = 12

Value = int | str
Variable = Literal["reps", "minutes", "load", "band", "hold", "height", "depth", "exercise", "run_step", "distance"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Dose:
    """What is prescribed now and how far each variable may go. None where the exercise has no such variable.

    Load in kilograms, hold in seconds, height in centimetres, depth in degrees of knee bend, distance in
    kilometres. `next_exercise` and `previous_exercise` are the library's "harder" and "easier" ids.
    `takes` is what makes it heavier where nobody wrote down how much it is now; `heavier`: it went up so before.
    `first_kg` is the first weight of an exercise without one; `load_step_kg` and `load_times` are its own way up.
    """

    reps: int | None = None
    reps_low: int | None = None
    reps_top: int | None = None
    minutes: int | None = None
    minutes_top: int | None = None
    load_kg: Decimal | None = None
    load_top_kg: Decimal | None = None
    load_step_kg: Decimal | None = None
    load_times: Decimal | None = None
    first_kg: Decimal | None = None
    takes: Literal["none", "weight", "band"] = "none"
    heavier: bool = False
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
        step = dose.run_step + 1
        yield Change("run_step", {"run_step": step}, f"run-walk step {step}, from {dose.run_step}")
    if dose.distance_km is not None:
        longer = _cut(dose.distance_km * DISTANCE_UP)
        if longer > dose.distance_km:
            yield Change(
                "distance", {"distance_km": str(longer)}, f"{_plain(longer)} km, from {_plain(dose.distance_km)} km"
            )
    if (reps := _more(dose.reps, REPS_UP, dose.reps_top)) is not None:
        yield Change("reps", {"reps": reps}, f"{reps} repetitions a set, from {dose.reps}")
    if (minutes := _more(dose.minutes, MINUTES_UP, dose.minutes_top)) is not None:
        yield Change("minutes", {"minutes": minutes}, f"{minutes} minutes, from {dose.minutes}")
    yield from _heavier(dose)
    if not dose.heavier:
        yield from _some_heavier(dose)
    if (height := _more(dose.height_cm, HEIGHT_UP_CM, dose.height_top_cm)) is not None:
        yield Change("height", {"height_cm": height}, f"step height {height} cm, from {dose.height_cm} cm")
    if (depth := _more(dose.depth_degrees, DEPTH_UP_DEGREES, dose.depth_top_degrees)) is not None:
        yield Change("depth", {"depth_degrees": depth}, f"bend to {depth}°, from {dose.depth_degrees}°")
    if dose.next_exercise:
        yield Change("exercise", {"exercise": dose.next_exercise}, f"on to {dose.next_exercise}")
    yield from _some_heavier(dose)


def _heavier(dose: Dose) -> Iterator[Change]:
    """More load, with the repetitions back at the bottom of their range."""
    fewer, start_again = _bottom(dose)
    if load := _more_load(dose):
        before = f"from {_plain(dose.load_kg)} kg" if dose.load_kg else "the first weight"
        yield Change("load", {"load_kg": str(load), **fewer}, f"{_plain(load)} kg, {before}{start_again}")
    if dose.band in BANDS[:-1]:
        band = BANDS[BANDS.index(dose.band) + 1]
        yield Change("band", {"band": band, **fewer}, f"{band} band, from {dose.band}{start_again}")
    if (hold := _more(dose.hold_s, HOLD_UP_S, dose.hold_top_s)) is not None:
        yield Change("hold", {"hold_s": hold, **fewer}, f"hold {hold} seconds, from {dose.hold_s}{start_again}")


def _some_heavier(dose: Dose) -> Iterator[Change]:
    """Where the plan doesn't say how heavy it is. Once before what comes next; again when nothing comes. [design]"""
    fewer, start_again = _bottom(dose)
    if dose.load_kg or dose.band:
        return
    if dose.takes == "band":
        yield Change("band", {"heavier": HEAVIER["band"], **fewer}, f"the next heavier band{start_again}")
    if dose.takes == "weight" and dose.first_kg is None:
        percent = f"{(dose.load_times - 1) * 100:.0f} %" if dose.load_times else LOAD_UP_WORDS[dose.joints]
        yield Change("load", {"heavier": HEAVIER["weight"], **fewer}, f"about {percent} more weight{start_again}")


def _bottom(dose: Dose) -> tuple[dict[str, Value], str]:
    """Repetitions at the bottom of their range: what to set, and the words for it. Never more than now."""
    if dose.reps is None or dose.reps_low is None or dose.reps_low >= dose.reps:
        return {}, ""
    return {"reps": dose.reps_low}, f", {dose.reps_low} repetitions a set"


def _more_load(dose: Dose) -> Decimal | None:
    """The next weight in kilograms: the first one, a step of the exercise's own, or the usual part; none at the top."""
    if not dose.load_kg:
        return dose.first_kg
    if dose.load_step_kg:
        load = dose.load_kg + dose.load_step_kg
    else:
        times = dose.load_times or LOAD_UP[dose.joints]
        load = max(_tenth(dose.load_kg * times), dose.load_kg + Decimal("0.1"))
    if dose.load_top_kg is not None:
        load = min(load, dose.load_top_kg)
    return load if load > dose.load_kg else None


def _downs(dose: Dose, *, again: bool) -> Iterator[Change]:
    """The steps back that are open: a smaller dose, but the exercise before it from the second time on."""
    if dose.run_step is not None and dose.run_step > 1:
        step = dose.run_step - 1
        yield Change("run_step", {"run_step": step}, f"back to run-walk step {step}, from {dose.run_step}")
    if dose.distance_km is not None:
        shorter = _cut(dose.distance_km * DISTANCE_DOWN)
        if shorter:
            yield Change(
                "distance", {"distance_km": str(shorter)}, f"{_plain(shorter)} km, from {_plain(dose.distance_km)} km"
            )
    if again and dose.previous_exercise:
        yield Change("exercise", {"exercise": dose.previous_exercise}, f"back to {dose.previous_exercise}")
    if dose.load_kg:
        load = _cut(dose.load_kg * LOAD_DOWN)
        yield Change("load", {"load_kg": str(load)}, f"{_plain(load)} kg, from {_plain(dose.load_kg)} kg")
    if dose.reps is not None and dose.reps > 1:
        reps = _fifth_less(dose.reps)
        yield Change("reps", {"reps": reps}, f"{reps} repetitions a set, from {dose.reps}")
    if dose.minutes is not None and dose.minutes > 1:
        minutes = _fifth_less(dose.minutes)
        yield Change(
            "minutes", {"minutes": minutes}, f"{minutes} {'minute' if minutes == 1 else 'minutes'}, from {dose.minutes}"
        )
    if dose.hold_s is not None and dose.hold_s > 1:
        hold = _fifth_less(dose.hold_s)
        yield Change("hold", {"hold_s": hold}, f"hold {hold} seconds, from {dose.hold_s}")
    if dose.previous_exercise:
        yield Change("exercise", {"exercise": dose.previous_exercise}, f"back to {dose.previous_exercise}")


def _more(now: int | None, by: int, top: int | None) -> int | None:
    """So much more, to the top at most; None at the top, or where there is no such variable."""
    return None if now is None or top is None or now >= top else min(now + by, top)


def _fifth_less(count: int) -> int:
    """A fifth less, rounded down, at least 1."""
    return max(1, int(count * FIFTH_LESS))


def _tenth(value: Decimal) -> Decimal:
    return value.quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)


def _cut(value: Decimal) -> Decimal:
    """To a tenth, never more than it is."""
    return value.quantize(Decimal("0.1"), rounding=ROUND_DOWN)


def _plain(value: Decimal) -> str:
    """As it is said: 11 and 8.5, not 11.0."""
    return f"{value.normalize():f}"
