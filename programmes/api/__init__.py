"""The API of the library, programmes, sessions, check-ins, runs, running plans and suggestions."""

from programmes.api.library import ExerciseViewSet, TemplateViewSet
from programmes.api.logs import CheckInViewSet, SessionViewSet
from programmes.api.programmes import ProgrammeViewSet
from programmes.api.running_plans import RunningPlanViewSet
from programmes.api.runs import RunViewSet
from programmes.api.suggestions import SuggestionViewSet

__all__ = [
    "CheckInViewSet",
    "ExerciseViewSet",
    "ProgrammeViewSet",
    "RunViewSet",
    "RunningPlanViewSet",
    "SessionViewSet",
    "SuggestionViewSet",
    "TemplateViewSet",
]
