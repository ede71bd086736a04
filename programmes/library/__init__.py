"""The clinic's library of exercises and programme templates: one file each, read and checked."""

from programmes.library.doses import PRESETS, Dose, Preset, preset_in_use
from programmes.library.exercises import ExerciseFile, load_exercises
from programmes.library.pages import LibraryError
from programmes.library.plans import (
    FeedbackSession,
    Gate,
    RunStep,
    TemplateFile,
    TemplatePhase,
    TemplateRow,
)
from programmes.library.templates import load_templates

__all__ = [
    "PRESETS",
    "Dose",
    "ExerciseFile",
    "FeedbackSession",
    "Gate",
    "LibraryError",
    "Preset",
    "RunStep",
    "TemplateFile",
    "TemplatePhase",
    "TemplateRow",
    "load_exercises",
    "load_templates",
    "preset_in_use",
]
