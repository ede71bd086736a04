"""The tables of the treatment: library, programme, session."""

from programmes.models.demonstration import Demonstration
from programmes.models.library import Exercise, Favourite, ProgrammeTemplate, TemplatePhase, TemplateRow
from programmes.models.programme import Phase, Programme, Row, Suggestion
from programmes.models.run import Run
from programmes.models.session import CheckIn, SessionEntry, SessionLog

__all__ = [
    "CheckIn",
    "Demonstration",
    "Exercise",
    "Favourite",
    "Phase",
    "Programme",
    "ProgrammeTemplate",
    "Row",
    "Run",
    "SessionEntry",
    "SessionLog",
    "Suggestion",
    "TemplatePhase",
    "TemplateRow",
]
