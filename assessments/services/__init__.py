"""What the clinic does with findings: asks and records measures, keeps and signs notes, raises red
flags, sets the rules."""

from assessments.services.answering import AnsweredMeanwhile, FormClosed, save_answer, send_request
from assessments.services.asking import ask_measures, ask_scheduled, close_lapsed
from assessments.services.examining import (
    FindingsRefused,
    Saved,
    agree_with_reading,
    save_boxes,
    save_findings,
    start_examination,
)
from assessments.services.flags import follow_red_flags, open_red_flags
from assessments.services.letter_record import in_the_record
from assessments.services.letters import (
    LetterOvertaken,
    LetterRefused,
    draft_letter,
    put_wells,
    renew_letter,
    save_letter,
    send_letter,
)
from assessments.services.outcomes import EpisodeClosed, VersionUnknown, record_outcome, story_of
from assessments.services.reading import reading_of, told_reading
from assessments.services.rule_history import rule_history, rules_on
from assessments.services.rules import RulesRefused, plan_rules, set_rules
from assessments.services.signing import (
    Overtaken,
    SigningBlocked,
    add_addendum,
    countersign,
    missing_before_signing,
    sign_examination,
    signs_as,
)

__all__ = [
    "AnsweredMeanwhile",
    "EpisodeClosed",
    "FindingsRefused",
    "FormClosed",
    "LetterOvertaken",
    "LetterRefused",
    "Overtaken",
    "RulesRefused",
    "Saved",
    "SigningBlocked",
    "VersionUnknown",
    "add_addendum",
    "agree_with_reading",
    "ask_measures",
    "ask_scheduled",
    "close_lapsed",
    "countersign",
    "draft_letter",
    "follow_red_flags",
    "in_the_record",
    "missing_before_signing",
    "open_red_flags",
    "plan_rules",
    "put_wells",
    "reading_of",
    "record_outcome",
    "renew_letter",
    "rule_history",
    "rules_on",
    "save_answer",
    "save_boxes",
    "save_findings",
    "save_letter",
    "send_letter",
    "send_request",
    "set_rules",
    "sign_examination",
    "signs_as",
    "start_examination",
    "story_of",
    "told_reading",
]
