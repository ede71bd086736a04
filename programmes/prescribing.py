"""What a physio may prescribe: a dose that can be done, a session that fits an evening, an exercise that is safe now.

Sources: session budget and contraindications of the clinic's programme templates, [design] clinic default.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from programmes.library.doses import TEMPO_SECONDS, tempo_seconds
from programmes.library.templates import MOST_EXERCISES, MOST_SECONDS

# What can be typed at all: wide bounds against slips, not advice. [design]
BOUNDS = {"sets": (1, 10), "reps": (1, 100), "seconds": (1, 3600), "rest_s": (0, 600)}
HEAVIEST_KG = 250
SIDES = ("both", "left", "right")
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

# Jumping and landing: never stepped up in the week of a walk-run step, either way round.
JUMPS: Final = frozenset({"X45", "X46", "X47", "X48"})
DEEP: Final = frozenset({"X24", "X29"})
WORST_PAIN_FOR_JUMPS = 5
BROKEN_TWICE = 2
PAIN_BROKEN_FROM = 6  # the pain code P3 allows 5

Row = Mapping[str, Any]


def faults(dose: Row) -> dict[str, str]:
    """What is wrong with a dose, field → sentence. Keys: sets, reps, seconds, rest_s, side, days, tempo, load.

    Repetitions, seconds or neither (an exercise done once, such as a walk) may be None.
    """
    wrong: dict[str, str] = {}
    for name, (least, most) in BOUNDS.items():
        value = dose.get(name)
        if value is None and name in ("reps", "seconds"):
            continue
        if not isinstance(value, int) or not least <= value <= most:
            wrong[name] = f"Give a whole number from {least} to {most}."
    if dose.get("side") not in SIDES:
        wrong["side"] = "Pick both sides, left or right."
    days = dose.get("days") or []
    if not days:
        wrong["days"] = "Pick at least one day of the week."
    elif any(day not in range(7) for day in days):
        wrong["days"] = "Pick days of the week."
    if not _can_be_moved_at(dose.get("tempo") or ""):
        wrong["tempo"] = f"Give seconds down, held and up, such as 3-1-2, or one of: {', '.join(TEMPO_SECONDS)}."
    kilos = re.search(r"(\d+(?:[.,]\d+)?)\s*kg", dose.get("load") or "")
    if kilos and float(kilos[1].replace(",", ".")) > HEAVIEST_KG:
        wrong["load"] = f"More than {HEAVIEST_KG} kg is a slip. Check the load."
    return wrong


def _can_be_moved_at(tempo: str) -> bool:
    try:
        return not tempo or bool(tempo_seconds(tempo))
    except ValueError:
        return False


@dataclass(frozen=True, slots=True)
class Planned:
    """One exercise of a week: on which weekdays (Monday is 0) and how many seconds it takes."""

    days: Collection[int]
    seconds: int


def too_much(rows: Sequence[Planned]) -> list[str]:
    """A sentence for each way in which a day goes beyond the budget of a session."""
    told = []
    for day, name in enumerate(WEEKDAYS):
        here = [row for row in rows if day in row.days]
        seconds = sum(row.seconds for row in here)
        if len(here) > MOST_EXERCISES:
            told.append(f"{name} has {len(here)} exercises; a session holds {MOST_EXERCISES} at most.")
        if seconds > MOST_SECONDS:
            told.append(f"{name} takes about {seconds // 60} minutes; a session takes {MOST_SECONDS // 60} at most.")
    return told


@dataclass(frozen=True, slots=True)
class Knee:
    """What is known of the knee that is to do it. `pain_broken` is by exercise code: sessions with pain over 5."""

    red_flag: bool = False
    effusion: bool = False
    worst_pain: int | None = None
    pain_broken: Mapping[str, int] | None = None


def held_back(code: str, knee: Knee) -> str:
    """Why this exercise is not for this knee now, in a sentence; empty when nothing speaks against it."""
    if knee.red_flag:
        return "A red flag is open. Clear it with a reason before anything is added or raised."
    if code in JUMPS and knee.effusion:
        return "No jumping or landing while the knee is swollen (effusion 1+ or more)."
    if code in JUMPS and knee.worst_pain is not None and knee.worst_pain >= WORST_PAIN_FOR_JUMPS:
        return f"No jumping or landing while the worst pain is {WORST_PAIN_FOR_JUMPS} or more (now {knee.worst_pain})."
    if code in DEEP and (knee.pain_broken or {}).get(code, 0) >= BROKEN_TWICE:
        return "Its pain rule was broken twice in this programme. Leave it out for now."
    return ""


def raises(before: Row, after: Row) -> bool:
    """Whether a changed dose asks for more work: more sets, repetitions or seconds, or more days."""
    more = any((after.get(name) or 0) > (before.get(name) or 0) for name in ("sets", "reps", "seconds"))
    return more or len(after.get("days") or ()) > len(before.get("days") or ())
