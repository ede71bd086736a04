"""The clinic's library of exercises and programme templates: one file each, read and checked."""

from programmes.library.doses import PRESETS, Dose, Preset
from programmes.library.exercises import ExerciseFile, load_exercises
from programmes.library.pages import LibraryError

__all__ = ["PRESETS", "Dose", "ExerciseFile", "LibraryError", "Preset", "load_exercises"]
