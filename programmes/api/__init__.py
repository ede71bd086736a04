"""The API of the library, programmes, sessions, check-ins and suggestions."""

from programmes.api.library import ExerciseViewSet, TemplateViewSet
from programmes.api.logs import CheckInViewSet, SessionViewSet
from programmes.api.programmes import ProgrammeViewSet
from programmes.api.suggestions import SuggestionViewSet

__all__ = [
    "CheckInViewSet",
    "ExerciseViewSet",
    "ProgrammeViewSet",
    "SessionViewSet",
    "SuggestionViewSet",
    "TemplateViewSet",
]
