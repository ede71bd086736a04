"""Red flags: rules as data, the patient's screen, the knee rules; answers in, named rules and a level out."""

from assessments.redflags.levels import SAFETY_TEXTS, Level, SafetyText
from assessments.redflags.rules import BY_ID, RULES, Question, RedFlag
from assessments.redflags.screen import PATIENT_KEYS, PATIENT_RULES, Triage, clean, triage, triage_of

__all__ = [
    "BY_ID",
    "PATIENT_KEYS",
    "PATIENT_RULES",
    "RULES",
    "SAFETY_TEXTS",
    "Level",
    "Question",
    "RedFlag",
    "SafetyText",
    "Triage",
    "clean",
    "triage",
    "triage_of",
]
