"""The tables of the treatment: library, programme, session."""

from programmes.models.demonstration import Demonstration
from programmes.models.library import Exercise, Favourite, ProgrammeTemplate, TemplatePhase, TemplateRow
from programmes.models.programme import Pause, Phase, Programme, Row
from programmes.models.run import Run
from programmes.models.running_plan import RunningMove, RunningPlan
from programmes.models.session import CheckIn, SessionEntry, SessionLog
from programmes.models.suggestion import Suggestion

__all__ = [
    "CheckIn",
    "Demonstration",
    "Exercise",
    "Favourite",
    "Pause",
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
