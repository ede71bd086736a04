"""The figure of a library exercise, drawn once for each state of its file and of the drawing code."""

import hashlib
from dataclasses import replace
from functools import cache, lru_cache
from pathlib import Path

from programmes import figures
from programmes.figures import Figure, Mode, draw
from programmes.library import ExerciseFile
from programmes.library.doses import tempo_seconds
from programmes.library.exercises import FOLDER, read_exercise

CODE = Path(figures.__file__).parent


@cache
def _code_mark() -> bytes:
    """Changes with any line of the drawing code; a process never outlives the code that it has loaded."""
    told = hashlib.sha256()
    for path in sorted(CODE.glob("*.py")):
        told.update(path.read_bytes())
    return told.digest()


def _path(slug: str) -> Path:
    """Raises LookupError for a slug that no file has; one that would lead out of the folder is no slug."""
    path = FOLDER / f"{slug}.toml"
    if not slug.replace("-", "").isalnum() or not path.is_file():
        raise LookupError(slug)
    return path


@lru_cache(maxsize=1024)
def _mark(path: Path, changed_ns: int, size: int) -> str:
    """The hash of file and drawing code; read again only when the file was touched."""
    return hashlib.sha256(_code_mark() + path.read_bytes()).hexdigest()


def figure_mark(slug: str) -> str:
    """A text that changes whenever the drawing would. Raises LookupError for an unknown slug."""
    path = _path(slug)
    state = path.stat()
    return _mark(path, state.st_mtime_ns, state.st_size)


@lru_cache(maxsize=512)
def _file(slug: str, mark: str) -> ExerciseFile:
    return read_exercise(_path(slug))


@lru_cache(maxsize=1024)
def _drawn(slug: str, mark: str, mode: Mode, ident: str, tempo: str) -> str:
    file = _file(slug, mark)
    return draw(_at_pace(file, tempo) if tempo else file.figure, mode=mode, ident=ident)


def figure_of(slug: str, *, mode: Mode, ident: str, tempo: str = "") -> str:
    """The SVG of an exercise; `ident` begins every id in it. Raises LookupError for an unknown slug.

    `tempo` is the prescribed one ("3-1-2"), when it is not the exercise's own.
    """
    return _drawn(slug, figure_mark(slug), mode, ident, tempo)


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
