"""What the clinic does with findings: asks and records measures, keeps and signs notes, raises red
flags, sets the rules."""

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
from assessments.services.outcomes import (
    EpisodeClosed,
    VersionUnknown,
    ask_measures,
    ask_scheduled,
    record_outcome,
    save_answer,
    send_request,
    story_of,
)
from assessments.services.rule_history import rule_history, rules_on
from assessments.services.rules import RulesRefused, plan_rules, set_rules

__all__ = [
    "EpisodeClosed",
    "Overtaken",
    "RulesRefused",
    "SigningBlocked",
    "VersionUnknown",
    "add_addendum",
    "ask_measures",
    "ask_scheduled",
    "open_red_flags",
    "plan_rules",
    "reading_of",
    "record_outcome",
    "rule_history",
    "rules_on",
    "save_answer",
    "save_findings",
    "send_request",
    "set_rules",
    "sign_examination",
    "start_examination",
    "story_of",
]
