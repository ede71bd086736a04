"""Examinations, scores and red flags as they were found: signed, kept, amended by addition."""

from assessments.models.examination import Addendum, Examination, ExaminationQuerySet
from assessments.models.outcome import OutcomeRequest, OutcomeRequestQuerySet, OutcomeScore, OutcomeScoreQuerySet
from assessments.models.redflag import RedFlag, RedFlagQuerySet

__all__ = [
    "Addendum",
    "Examination",
    "ExaminationQuerySet",
    "OutcomeRequest",
    "OutcomeRequestQuerySet",
    "OutcomeScore",
    "OutcomeScoreQuerySet",
    "RedFlag",
    "RedFlagQuerySet",
]
