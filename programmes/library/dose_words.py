"""A start dose in words, from the table that an exercise keeps of it."""

from collections.abc import Mapping, Sequence
from typing import Any


def _span(pair: Sequence[int]) -> str:
    """(8, 12) → “8–12”, (10, 10) → “10”."""
    low, top = pair[0], pair[-1]
    return str(low) if low == top else f"{low}–{top}"


def dose_words(dose: Mapping[str, Any]) -> str:
    """“3 sets of 8–12”, “5 × 30–45 seconds”, “15 minutes”; empty for an empty table."""
    if not dose:
        return ""
    sets = int(dose["sets"])
    held = f"{_span(dose['seconds'])} seconds" if dose.get("seconds") else ""
    if dose.get("reps"):
        words = f"{sets} {'set' if sets == 1 else 'sets'} of {_span(dose['reps'])}"
        return f"{words}, each held {held}" if held else words
    length = f"{_span(dose['minutes'])} minutes" if dose.get("minutes") else held
    length = f"{dose['metres']} metres" if dose.get("metres") else length
    return length if sets == 1 else f"{sets} × {length}"


def dose_lines(dose: Mapping[str, Any]) -> list[tuple[str, str]]:
    """The whole table as (what, words), for a list of terms."""
    if not dose:
        return []
    told = [
        ("Start dose", dose_words(dose)),
        ("Load", str(dose.get("load", ""))),
        ("Rest", f"{dose['rest_s']} seconds" if dose.get("rest_s") else ""),
        ("How often", str(dose.get("frequency", ""))),
        ("Preset", "" if dose.get("preset") == "own" else str(dose.get("preset", ""))),
    ]
    return [(what, words) for what, words in told if words]
