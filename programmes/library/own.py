"""An exercise of the clinic's own: what it has to say before it may be kept, and the shape that it is kept in.

The same demands as on a file of the library, in words for whoever fills in the form.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from programmes.library.doses import tempo_seconds
from programmes.library.exercises import PAIN_RULES, SUBGROUPS

LONGEST_REVIEW = dt.timedelta(days=730)
STEPS = range(3, 6)
LONGEST_LINE = 200


@dataclass(frozen=True, slots=True)
class OwnExercise:
    """What was typed in. Pairs are (least, most); lists are one line each; `easier` and `harder` are codes."""

    name: str
    clinical_name: str
    aim: str
    target: tuple[str, ...]
    kit: tuple[str, ...]
    level: int | None
    unilateral: bool
    tempo: str
    pain_rule: str
    answers: tuple[str, ...]
    steps: tuple[str, ...]
    cues: tuple[str, ...]
    common_faults: tuple[str, ...]
    contraindications: tuple[str, ...]
    why: str
    stop: str
    source: str
    easier: str
    harder: str
    sets: int | None
    reps: tuple[int | None, int | None]
    seconds: tuple[int | None, int | None]
    minutes: tuple[int | None, int | None]
    load: str
    rest_s: int | None
    per_week: int | None
    frequency: str
    review_by: dt.date | None

    def faults(self, on: dt.date) -> dict[str, str]:
        """What is missing or can't be, by field; empty when it may be kept."""
        found = {**self._words_missing(), **self._out_of_range(on), **self._dose_faults()}
        for name in ("steps", "cues", "common_faults", "contraindications"):
            if any(len(line) > LONGEST_LINE for line in getattr(self, name)):
                found[name] = f"Keep each line to {LONGEST_LINE} letters."
        return found

    def _words_missing(self) -> dict[str, str]:
        asked = {
            "name": "Give it a name.",
            "aim": "Say in a sentence what it is for.",
            "target": "Name what it works on, such as quads.",
            "cues": "Give at least one cue.",
            "common_faults": "Name at least one common fault.",
            "why": "Say why, in words for the patient.",
            "stop": "Say when to stop, in words for the patient.",
            "source": "Name the source. Where there is none, write “[design] clinic default”.",
            "frequency": "Say how often, such as “3 days a week”.",
        }
        return {name: sentence for name, sentence in asked.items() if not getattr(self, name)}

    def _out_of_range(self, on: dt.date) -> dict[str, str]:
        found = {}
        if self.level not in range(1, 6):
            found["level"] = "Choose a level from 1, the easiest, to 5."
        if self.pain_rule not in PAIN_RULES:
            found["pain_rule"] = "Choose a pain rule."
        if not self.answers or not set(self.answers) <= set(SUBGROUPS):
            found["answers"] = "Choose what it answers."
        if len(self.steps) not in STEPS:
            found["steps"] = f"Write {STEPS[0]} to {STEPS[-1]} steps, one on each line."
        if self.easier and self.easier == self.harder:
            found["harder"] = "One exercise can’t be both easier and harder."
        if self.review_by is None or not on < self.review_by <= on + LONGEST_REVIEW:
            found["review_by"] = "Give a day within two years for its next review."
        try:
            tempo_seconds(self.tempo)
        except ValueError:
            found["tempo"] = "Give seconds down, held and up, such as 3-1-2, or one of fast, slow, free, hold."
        return found

    def _dose_faults(self) -> dict[str, str]:
        found = {}
        limits = {"sets": range(1, 21), "rest_s": range(601), "per_week": range(1, 15)}
        for name, limit in limits.items():
            if getattr(self, name) not in limit:
                found[name] = f"From {limit[0]} to {limit[-1]}."
        most = {"reps": 200, "seconds": 600, "minutes": 240}
        for name, top in most.items():
            low, high = getattr(self, name)
            if (low is None) != (high is None):
                found[name] = "Fill in both, the same number twice where there is one."
            elif low is not None and not 1 <= low <= high <= top:
                found[name] = f"The smaller one first, from 1 to {top}."
        if not any(pair[0] is not None for pair in (self.reps, self.seconds, self.minutes)):
            found.setdefault("reps", "A dose needs repetitions, seconds or minutes.")
        return found

    def content(self) -> dict[str, Any]:
        """As an exercise keeps it, the same keys as from a file."""
        return {
            "name": self.clinical_name or self.name,
            "group": "own",
            "aim": self.aim,
            "target": list(self.target),
            "tempo": self.tempo,
            "answers": list(self.answers),
            "progression": [self.harder] if self.harder else [],
            "progression_note": "",
            "regression": [self.easier] if self.easier else [],
            "contraindications": list(self.contraindications),
            "steps": list(self.steps),
            "cues": list(self.cues),
            "common_faults": list(self.common_faults),
            "why": self.why,
            "stop": self.stop,
            "source": self.source,
            "dose": {
                "preset": "own",
                "sets": self.sets,
                "reps": _pair(self.reps),
                "seconds": _pair(self.seconds),
                "minutes": _pair(self.minutes),
                "metres": None,
                "load": self.load,
                "rest_s": self.rest_s,
                "per_week": self.per_week,
                "frequency": self.frequency,
            },
        }


def _pair(pair: tuple[int | None, int | None]) -> list[int] | None:
    low, high = pair
    return [low, high] if low is not None and high is not None else None


def typed_from(content: Mapping[str, Any]) -> dict[str, Any]:
    """What an exercise keeps as the fields of the form: the way back, and the beginning of a copy."""
    dose = content.get("dose", {})
    pairs = {f"{name}_{end}": (dose.get(name) or [None, None])[place]
             for name in ("reps", "seconds", "minutes") for place, end in ((0, "low"), (-1, "top"))}  # fmt: skip
    lines = {
        name: "\n".join(content.get(name, []))
        for name in ("target", "steps", "cues", "common_faults", "contraindications")
    }
    same = {name: content.get(name, "") for name in ("aim", "tempo", "answers", "why", "stop", "source")}
    numbers = {name: dose.get(name) for name in ("sets", "load", "rest_s", "per_week", "frequency")}
    return {
        **lines,
        **same,
        **pairs,
        **numbers,
        "clinical_name": content.get("name", ""),
        "easier": next(iter(content.get("regression", [])), ""),
        "harder": next(iter(content.get("progression", [])), ""),
    }
