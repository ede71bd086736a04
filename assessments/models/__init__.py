"""Examinations, scores, red flags and rules as they were found: signed, kept, amended by addition."""

from assessments.models.examination import Addendum, Countersignature, Examination, ExaminationQuerySet
from assessments.models.letter import EscalationLetter, EscalationLetterQuerySet
from assessments.models.outcome import OutcomeRequest, OutcomeRequestQuerySet, OutcomeScore, OutcomeScoreQuerySet
from assessments.models.redflag import RedFlag, RedFlagQuerySet
from assessments.models.ruleset import RuleSet, RuleSetQuerySet

__all__ = [
    "Addendum",
    "Countersignature",
    "EscalationLetter",
    "EscalationLetterQuerySet",
    "Examination",
    "ExaminationQuerySet",
    "OutcomeRequest",
    "OutcomeRequestQuerySet",
    "OutcomeScore",
    "OutcomeScoreQuerySet",
    "RedFlag",
    "RedFlagQuerySet",
    "RuleSet",
    "RuleSetQuerySet",
]
