"""A load as it is written in a plan: what it says in kilograms, bands, centimetres and degrees, and how it is changed.

A plan keeps its load in words: “7.5 kg, 2 left in reserve”, “green band”, “15 cm step, slowly”, “knees at 45°”.
"""

from __future__ import annotations

import re
from decimal import Decimal

BANDS = ("yellow", "red", "green", "blue", "black")
HEAVIER = {"weight": "more weight than before", "band": "heavier band than before"}
LONGEST = 60

_WRITTEN = {
    "load_kg": re.compile(r"(\d+(?:\.\d+)?) kg"),
    "band": re.compile(rf"({'|'.join(BANDS)}) band"),
    "height_cm": re.compile(r"(\d+) cm step"),
    "depth_degrees": re.compile(r"(?:\d+–)?(\d+)°"),
    "heavier": re.compile("|".join(HEAVIER.values())),
}
_WORDS = {
    "load_kg": "{} kg",
    "band": "{} band",
    "height_cm": "{} cm step",
    "depth_degrees": "knees at {}°",
    "heavier": "{}",
}


def read_load(load: str) -> dict[str, str]:
    """What is written of `load_kg`, `band`, `height_cm`, `depth_degrees` and `heavier`; without what is not."""
    found = {name: pattern.search(load) for name, pattern in _WRITTEN.items()}
    return {name: each[each.lastindex or 0] for name, each in found.items() if each}


def write_load(load: str, name: str, value: str) -> str:
    """The load with one thing changed, or put in front; 60 letters at most, so that earlier remarks may go.

    Kilograms are written without noughts at the end: 11.0 is “11 kg”.
    """
    if name == "load_kg":
        value = f"{Decimal(value).normalize():f}"
    if found := _WRITTEN[name].search(load):
        start, end = found.span(found.lastindex or 0)
        if name == "depth_degrees":
            start = found.start()
        return f"{load[:start]}{value}{load[end:]}"[:LONGEST]
    kept = load.split(", ") if load else []
    head = _WORDS[name].format(value)
    while kept and len(", ".join([head, *kept])) > LONGEST:
        kept.pop(0)
    return ", ".join([head, *kept])
