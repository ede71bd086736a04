"""The API of measures and examinations: the shapes of `instruments/`, `outcomes/` and `assessments/`."""

from assessments.api.examinations import AssessmentViewSet
from assessments.api.measures import InstrumentViewSet, OutcomeViewSet

__all__ = ["AssessmentViewSet", "InstrumentViewSet", "OutcomeViewSet"]
