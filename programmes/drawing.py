"""The figure of a library exercise, drawn once and kept while the process lives."""

from dataclasses import replace
from functools import cache, lru_cache

from programmes.figures import Figure, Mode, draw
from programmes.library import ExerciseFile, load_exercises
from programmes.library.doses import tempo_seconds


@cache
def _by_slug() -> dict[str, ExerciseFile]:
    return {exercise.slug: exercise for exercise in load_exercises()}


@lru_cache(maxsize=512)
def figure_of(slug: str, *, mode: Mode, ident: str, tempo: str = "") -> str:
    """The SVG of an exercise; `ident` begins every id in it. Raises LookupError for an unknown slug.

    `tempo` is the prescribed one ("3-1-2"), when it is not the exercise's own.
    """
    file = _by_slug()[slug]
    return draw(_at_pace(file, tempo) if tempo else file.figure, mode=mode, ident=ident)


def _at_pace(file: ExerciseFile, tempo: str) -> Figure:
    """The figure in another tempo; one that keeps beats of its own, or a tempo in other words, stays as it is."""
    try:
        own, wished = tempo_seconds(file.tempo), tempo_seconds(tempo)
    except ValueError:
        return file.figure
    if file.figure.beats == own:
        return replace(file.figure, beats=wished)
    lifts = (own[2], own[1], own[0])
    return replace(file.figure, beats=(wished[2], wished[1], wished[0])) if file.figure.beats == lifts else file.figure
