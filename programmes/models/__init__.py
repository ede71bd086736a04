"""The tables of the treatment: library, programme, session."""

from programmes.models.library import Exercise, ProgrammeTemplate, TemplatePhase, TemplateRow
from programmes.models.programme import Phase, Programme, Row, Suggestion
from programmes.models.run import Run
from programmes.models.running_plan import RunningMove, RunningPlan
from programmes.models.session import CheckIn, SessionEntry, SessionLog

__all__ = [
    "CheckIn",
    "Exercise",
    "Phase",
    "Programme",
    "ProgrammeTemplate",
    "Row",
    "Run",
    "RunningMove",
    "RunningPlan",
    "SessionEntry",
    "SessionLog",
    "Suggestion",
    "TemplatePhase",
    "TemplateRow",
]
