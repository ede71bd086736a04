"""The API of the library, programmes, sessions, check-ins, runs and suggestions."""

from programmes.api.library import ExerciseViewSet, TemplateViewSet
from programmes.api.logs import CheckInViewSet, SessionViewSet
from programmes.api.programmes import ProgrammeViewSet
from programmes.api.runs import RunViewSet
from programmes.api.suggestions import SuggestionViewSet

__all__ = [
    "CheckInViewSet",
    "ExerciseViewSet",
    "ProgrammeViewSet",
    "RunViewSet",
    "SessionViewSet",
    "SuggestionViewSet",
    "TemplateViewSet",
]
