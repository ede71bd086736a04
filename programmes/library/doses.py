"""How much of an exercise: the dose presets and the time that a dose takes.

The presets are clinic defaults [design]; D2 and D3 follow the usual dose of the trials (2–3 sets, 8–12 and
more repetitions, three times a week) and the resistance-training rules they use; D8 follows Davis 2020.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

TEMPO_SECONDS: Final[Mapping[str, tuple[float, float, float]]] = {
    "fast": (0.35, 0.0, 0.35),
    "slow": (3.0, 2.0, 3.0),
    "free": (1.2, 0.3, 1.2),
    "hold": (1.0, 2.0, 1.0),
}


@dataclass(frozen=True)
class Dose:
    """What is prescribed: sets of repetitions, of seconds held, of minutes or of metres.

    Pairs are (least, most). Repetitions together with seconds mean that each repetition is held.
    """

    preset: str
    sets: int
    reps: tuple[int, int] | None = None
    seconds: tuple[int, int] | None = None
    minutes: tuple[int, int] | None = None
    metres: int | None = None
    load: str = ""
    rest_s: int = 60
    per_week: int = 3
    frequency: str = "3 days a week"

    def seconds_needed(self, tempo: str, *, sides: int) -> int:
        """Time in seconds for all sets at the lower end of the dose, rests between sets included."""
        if self.minutes:
            return math.ceil(self.sets * self.minutes[0] * 60 + (self.sets - 1) * self.rest_s)
        if self.metres:
            return math.ceil(self.sets * self.metres / 2 + (self.sets - 1) * self.rest_s)
        each = float(self.seconds[0]) if self.seconds else sum(tempo_seconds(tempo))
        work = each * (self.reps[0] if self.reps else 1) * self.sets * sides
        return math.ceil(work + (self.sets - 1) * self.rest_s)


def tempo_seconds(tempo: str) -> tuple[float, float, float]:
    """Seconds down, held and up of a tempo such as "3-1-2" or "fast". Raises ValueError for anything else."""
    if tempo in TEMPO_SECONDS:
        return TEMPO_SECONDS[tempo]
    down, held, up = (float(part) for part in tempo.split("-"))
    if not (0 < down <= 10 and 0 <= held <= 10 and 0 < up <= 10):
        raise ValueError(f"no body moves at {tempo}")
    return down, held, up


@dataclass(frozen=True)
class Preset:
    """A named way of dosing, as the physio picks it."""

    code: str
    use: str
    sets: tuple[int, int]
    reps: tuple[int, int] | None
    seconds: tuple[int, int] | None
    load: str
    tempo: str
    rest_s: int
    per_week: int
    frequency: str

    def dose(self) -> Dose:
        """The lighter end of the preset: the fewest sets, the whole range of repetitions."""
        return Dose(
            self.code, self.sets[0], self.reps, self.seconds,
            load=self.load, rest_s=self.rest_s, per_week=self.per_week, frequency=self.frequency,
        )  # fmt: skip


_ALL = (
    Preset(
        "D1", "activation: weeks 0–2, or an irritable knee", (2, 3), (10, 15), None,
        "light, effort 3–4 of 10, 4 or more left in reserve", "2-1-2", 45, 5, "daily or 5 days a week",
    ),
    Preset(
        "D2", "endurance: weeks 2–4", (3, 3), (12, 15), None,
        "3 left in reserve", "3-0-2", 60, 3, "3 days a week",
    ),
    Preset(
        "D3", "strength: weeks 4–12", (3, 4), (8, 12), None,
        "60–75 % of the most you can lift once, 2 left in reserve",
        "3-1-2", 90, 3, "3 days a week, 48 hours apart",
    ),
    Preset(
        "D4", "heavy: week 8 and later", (3, 5), (5, 8), None,
        "75–85 % of the most you can lift once, 1–2 left in reserve",
        "2-0-1", 120, 2, "2 days a week",
    ),
    Preset("D5", "holding still: any week", (5, 5), None, (30, 45), "60–70 % effort", "hold", 60, 7, "daily"),
    Preset(
        "D6", "springs: phase 4", (3, 5), (6, 10), None,
        "body weight, quality only", "fast", 90, 2, "2 days a week, at least 48 hours apart",
    ),
    Preset(
        "D7", "mobility: any week", (2, 3), None, (30, 60),
        "a mild stretch", "slow", 15, 5, "5–7 days a week",
    ),
    Preset(
        "D8", "skill: movement and running retraining", (3, 5), (8, 10), None,
        "quality first", "free", 60, 3, "3 days a week",
    ),
)  # fmt: skip
PRESETS: Final[Mapping[str, Preset]] = {preset.code: preset for preset in _ALL}
PRESET_CODES: Final = frozenset(PRESETS)
STRENGTH: Final = ("D1", "D2", "D3", "D4")


def preset_in_use(own: str, *, usual_tempo: str, tempo: str, load: str) -> Preset | None:
    """The preset that a row is dosed by; None for a dose without one.

    `own` and `usual_tempo` are the exercise's. Strength work takes the preset of its phase, which is known by its load
    in words, or by a tempo that is not the exercise's; all else keeps its own.
    """
    if own in STRENGTH:
        for preset in (PRESETS[code] for code in STRENGTH):
            if load == preset.load or tempo == preset.tempo != usual_tempo:
                return preset
    return PRESETS.get(own)
