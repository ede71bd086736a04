"""An exercise as the patient meets it: its picture, its steps, one tip, and when to stop."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from django.utils.safestring import SafeString, mark_safe

from programmes.drawing import figure_of
from programmes.models import Exercise, Row

Look = Literal["animated", "still", "pair", "thumbnail"]
# What a patient may feel while doing it, by pain code (clinic defaults on the pain monitoring model, Thomeé 1997).
KEEP_UNDER = {
    "P1": "Keep the pain at 2 or less.",
    "P2": "Keep the pain at 3 or less. It should be back to usual within an hour.",
    "P3": "Pain up to 5 is OK if it settles and isn’t worse next morning.",
}
STOP_IF = "Stop if the pain is sharp, the knee gives way, or it goes over 5."


@dataclass(frozen=True, slots=True)
class Beat:
    """One part of the tempo: “Down 3 sec”."""

    word: str
    seconds: int


def beats_of(tempo: str) -> tuple[int, ...]:
    """“3-1-2” as three whole seconds; nothing for a tempo in words."""
    parts = tempo.split("-")
    return tuple(int(part) for part in parts) if len(parts) == 3 and all(part.isdigit() for part in parts) else ()


def tempo_words(row: Row) -> list[Beat]:
    """The tempo beat by beat; a pause of nought is not mentioned."""
    pairs = zip(("Down", "Pause", "Up"), beats_of(row.tempo), strict=False)
    return [Beat(word, seconds) for word, seconds in pairs if seconds]


def picture(exercise: Exercise, *, look: Look, tempo: str = "") -> SafeString:
    """The figure as SVG; empty where the exercise is the clinic's own and has no drawing."""
    try:
        pace = tempo if look == "animated" else ""
        return mark_safe(figure_of(exercise.drawing, mode=look, ident=f"{look}-{exercise.slug}", tempo=pace))
    except LookupError:
        return SafeString("")


def steps_of(exercise: Exercise) -> list[str]:
    return [str(step) for step in exercise.content.get("steps", [])]


def tip_of(exercise: Exercise) -> str:
    """The first cue: the one line that the player shows."""
    return next((str(cue) for cue in exercise.content.get("cues", [])), "")


def why_of(row: Row) -> str:
    """The physio's reason; else the exercise's own."""
    return row.why or str(row.exercise.content.get("why") or row.exercise.aim)


def pain_words(row: Row) -> str:
    return KEEP_UNDER.get(row.pain_rule, KEEP_UNDER["P1"])


def easier_steps(exercises: Iterable[Exercise]) -> dict[str, str]:
    """Code of an exercise → name of the step below it, in one query."""
    below = {each.code: code for each in exercises for code in each.content.get("regression", [])[:1]}
    names = {each.code: each.name for each in Exercise.objects.current().filter(code__in=set(below.values()))}
    return {code: names[easier] for code, easier in below.items() if easier in names}
