"""What the clinic does with findings: asks and records measures, keeps and signs notes, raises red flags."""

from assessments.services.answering import AnsweredMeanwhile, FormClosed, save_answer, send_request
from assessments.services.asking import ask_measures, ask_scheduled, close_lapsed
from assessments.services.examinations import (
    Overtaken,
    SigningBlocked,
    add_addendum,
    reading_of,
    save_findings,
    sign_examination,
    start_examination,
)
from assessments.services.flags import open_red_flags
from assessments.services.outcomes import EpisodeClosed, VersionUnknown, record_outcome, story_of

__all__ = [
    "AnsweredMeanwhile",
    "EpisodeClosed",
    "FormClosed",
    "Overtaken",
    "SigningBlocked",
    "VersionUnknown",
    "add_addendum",
    "ask_measures",
    "ask_scheduled",
    "close_lapsed",
    "open_red_flags",
    "reading_of",
    "record_outcome",
    "save_answer",
    "save_findings",
    "send_request",
    "sign_examination",
    "start_examination",
    "story_of",
]
