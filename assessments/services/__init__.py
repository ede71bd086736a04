"""What the clinic does with findings: asks and records measures, raises red flags."""

from assessments.services.flags import open_red_flags
from assessments.services.outcomes import (
    EpisodeClosed,
    VersionUnknown,
    ask_measures,
    record_outcome,
    save_answer,
    send_request,
    story_of,
)

__all__ = [
    "EpisodeClosed",
    "VersionUnknown",
    "ask_measures",
    "open_red_flags",
    "record_outcome",
    "save_answer",
    "send_request",
    "story_of",
]
