"""The figure of a library exercise, drawn once and kept while the process lives."""

from functools import cache, lru_cache
from typing import Literal

from programmes.figures import draw
from programmes.library import ExerciseFile, load_exercises


@cache
def _by_slug() -> dict[str, ExerciseFile]:
    return {exercise.slug: exercise for exercise in load_exercises()}


@lru_cache(maxsize=512)
def figure_of(slug: str, *, mode: Literal["animated", "still", "thumbnail"], ident: str) -> str:
    """The SVG of an exercise; `ident` begins every id in it. Raises LookupError for an unknown slug."""
    return draw(_by_slug()[slug].figure, mode=mode, ident=ident)
