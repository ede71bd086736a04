"""The measures scored a second time, by plain tables typed anew from the printed rules. Nothing of the shelf is used.

A sheet is what one form may be answered with; `told` is what a set of answers must give: score, status, answered. The
score is an exact fraction, or None.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

Told = tuple[Fraction | None, str, int]
Given = Mapping[str, Any]

AKPS = {
    "limp": {"a": 5, "b": 3, "c": 0},
    "support": {"a": 5, "b": 3, "c": 0},
    "walk": {"a": 5, "b": 3, "c": 2, "d": 0},
    "stairs": {"a": 10, "b": 8, "c": 5, "d": 0},
    "squat": {"a": 5, "b": 4, "c": 3, "d": 2, "e": 0},
    "run": {"a": 10, "b": 8, "c": 6, "d": 3, "e": 0},
    "jump": {"a": 10, "b": 7, "c": 2, "d": 0},
    "sit": {"a": 10, "b": 8, "c": 6, "d": 4, "e": 0},
    "pain": {"a": 10, "b": 8, "c": 6, "d": 3, "e": 0},
    "swelling": {"a": 10, "b": 8, "c": 6, "d": 4, "e": 0},
    "patmove": {"a": 10, "b": 6, "c": 4, "d": 2, "e": 0},
    "atrophy": {"a": 5, "b": 3, "c": 0},
    "flexdef": {"a": 5, "b": 3, "c": 0},
}
WELLS = {
    "cancer": 1,
    "paralysis": 1,
    "bedridden": 1,
    "tenderness": 1,
    "whole_leg": 1,
    "calf": 1,
    "oedema": 1,
    "veins": 1,
    "previous": 1,
    "alternative": -2,
}
BEIGHTON = (
    "little_finger_left little_finger_right thumb_left thumb_right elbow_left elbow_right knee_left knee_right trunk"
).split()
YES_NO = (True, False)
PAIN = ((0, 0, "none"), (1, 3, "mild"), (4, 6, "moderate"), (7, 10, "severe"))
STEP_DOWN = {"arm": 1, "trunk": 1, "pelvis": 1, "knee": 2, "steady": 1}


@dataclass(frozen=True)
class Sheet:
    """The possible answers of each item, and the rule."""

    answers: Mapping[str, Sequence[Any]]
    told: Callable[[Given], Told]


def all_or_nothing(items: int, points: Callable[[Given], int]) -> Callable[[Given], Told]:
    """One missing answer and there is no score."""

    def told(given: Given) -> Told:
        if len(given) < items:
            return None, "incomplete", len(given)
        return Fraction(points(given)), "complete", items

    return told


def numbers(keys: list[str], lowest: int, highest: int) -> Sheet:
    """Numbers that are added up, all of them needed."""
    possible = tuple(range(lowest, highest + 1))
    return Sheet(dict.fromkeys(keys, possible), all_or_nothing(len(keys), lambda given: sum(given.values())))


def akps(given: Given) -> int:
    return sum(AKPS[item][letter] for item, letter in given.items())


def wells(given: Given) -> int:
    return sum(WELLS[sign] for sign, present in given.items() if present)


def squat(given: Given) -> int:
    """Domains that were met in all five squats."""
    met = 0
    for domain in "12345":
        if given[f"t1_d{domain}"] and given[f"t2_d{domain}"] and given[f"t3_d{domain}"]:
            met += bool(given[f"t4_d{domain}"] and given[f"t5_d{domain}"])
    return met


def koos_pf(given: Given) -> Told:
    """100 minus the mean of the answered boxes times 100 over 4, from six answers on."""
    n = len(given)
    if n < 6:
        return None, "incomplete", n
    return 100 - Fraction(sum(given.values()), n) * 100 / 4, "complete" if n == 11 else "prorated", n


def psfs(given: Given) -> Told:
    """The mean of what was rated; three are a whole answer, one or two a prorated one."""
    n = len(given)
    if n == 0:
        return None, "incomplete", 0
    return Fraction(sum(given.values()), n), "complete" if n >= 3 else "prorated", n


SHEETS: dict[str, Sheet] = {
    "akps": Sheet({item: list(points) for item, points in AKPS.items()}, all_or_nothing(13, akps)),
    "nprs_w": numbers(["nprs_w"], 0, 10),
    "nprs_u": numbers(["nprs_u"], 0, 10),
    "nprs_c": numbers(["nprs_c"], 0, 10),
    "groc": numbers(["groc"], -5, 5),
    "sane": numbers(["sane"], 0, 100),
    "psfs": Sheet({f"activity_{n}": list(range(11)) for n in range(1, 6)}, psfs),
    "koos_pf": Sheet({f"pf{n:02}": [0, 1, 2, 3, 4] for n in range(1, 12)}, koos_pf),
    "uwri": numbers([f"u{n}" for n in range(1, 10)], 0, 4),
    "lefs": numbers([f"item_{n:02}" for n in range(1, 21)], 0, 4),
    "tsk11": numbers([f"item_{n:02}" for n in range(1, 12)], 1, 4),
    "fpi6": numbers([f"f{n}" for n in range(1, 7)], -2, 2),
    "beighton": Sheet(
        dict.fromkeys(BEIGHTON, YES_NO), all_or_nothing(9, lambda given: list(given.values()).count(True))
    ),
    "wells": Sheet(dict.fromkeys(WELLS, YES_NO), all_or_nothing(10, wells)),
    "step_down": Sheet(
        {item: list(range(most + 1)) for item, most in STEP_DOWN.items()},
        all_or_nothing(5, lambda given: sum(given.values())),
    ),
    "single_leg_squat": Sheet(
        {f"t{trial}_d{domain}": YES_NO for trial in range(1, 6) for domain in range(1, 6)},
        all_or_nothing(25, squat),
    ),
}

# Named stretches, both ends included, as they are printed.
GRADES: dict[str, Sequence[tuple[int, int, str]]] = {
    "nprs_w": PAIN,
    "nprs_u": PAIN,
    "nprs_c": PAIN,
    "groc": [(-5, -2, "worse"), (-1, 1, "no_change"), (2, 3, "slight"), (4, 5, "significant")],
    "step_down": [(0, 1, "good"), (2, 3, "moderate"), (4, 6, "poor")],
    "single_leg_squat": [(0, 1, "poor"), (2, 3, "fair"), (4, 5, "good")],
    "wells": [(-2, 1, "unlikely"), (2, 9, "likely")],
    "fpi6": [
        (-12, -5, "highly_supinated"),
        (-4, -1, "supinated"),
        (0, 5, "neutral"),
        (6, 9, "pronated"),
        (10, 12, "highly_pronated"),
    ],
}
# I and E of the measures, and whether higher is better. A change of d towards better is worse at −I, important from I,
# important and real from the larger of both, where E is known.
CHANGE: dict[str, tuple[str, str | None, bool]] = {
    "akps": ("8", "13", True),
    "koos_pf": ("16", "16", True),
    "nprs_w": ("2", None, False),
    "nprs_u": ("2", None, False),
    "nprs_c": ("2", None, False),
    "uwri": ("8", "4.1", True),
    "lefs": ("9", "9", True),
    "tsk11": ("4", "7", False),
    "sane": ("15", None, True),
}


def grade(key: str, score: Fraction | None) -> str:
    stretches = GRADES.get(key, ())
    return "" if score is None else next((name for low, high, name in stretches if low <= score <= high), "")


def band(key: str, before: Fraction, after: Fraction) -> str:
    important, error, higher = CHANGE[key]
    gained = after - before if higher else before - after
    if gained <= -Fraction(important):
        return "worse"
    if error is not None and gained >= max(Fraction(important), Fraction(error)):
        return "important_and_real"
    return "important" if gained >= Fraction(important) else "within_error"


def psfs_band(before: Given, after: Given) -> tuple[Fraction, str, bool] | None:
    """Activities rated both times are compared: 2 points for a mean, 3 for a single one."""
    both = [key for key in before if key in after]
    if not both:
        return None
    gained = Fraction(sum(after[key] - before[key] for key in both), len(both))
    size = 3 if len(both) == 1 else 2
    said = "worse" if gained <= -size else "important_and_real" if gained >= size else "within_error"
    return gained, said, len(both) < len(before)
