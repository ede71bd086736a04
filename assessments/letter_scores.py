"""What an escalation letter says of the Wells score and of the Ottawa and Pittsburgh knee rules.

A rule of thrombosis sends the Wells score with the referral (NICE NG158). Where it was not scored, the letter says why
in a line of its own, so that the reason is kept with the letter and under the name that sends it.
"""

import re
from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from assessments.examination.seen import Seen
from assessments.redflags import RedFlag
from assessments.redflags.findings import FORMULAS
from assessments.redflags.injury import OTTAWA_SIGNS, PITTSBURGH_SIGNS
from assessments.rulebook import defaults

NOT_SCORED = "Wells score not done: "
# A line that the record gave, as `services.letter_record` writes it; what a clinician wrote looks otherwise.
GIVEN = re.compile(r"Wells score.*\(\d{1,2} \w{3} \d{4}\)\.")
KNEE_RULES = (("Ottawa knee rule", "RF07", OTTAWA_SIGNS), ("Pittsburgh knee rule", "RF08", PITTSBURGH_SIGNS))


def asks_wells(rule: RedFlag) -> bool:
    """Whether the rule's action sends the Wells score with the referral."""
    return "wells" in rule.action.lower()


def with_reason(scores: str, why: str) -> str:
    """The part as it is kept: what was typed, then why the Wells score was not done, on one line."""
    reason = " ".join(why.split())
    return "\n".join(one for one in (scores.strip(), f"{NOT_SCORED}{reason}" if reason else "") if one)


def without_reason(scores: str) -> tuple[str, str]:
    """The part taken apart again: what was typed, and why the Wells score was not done."""
    lines = scores.split("\n")
    reasons = [line.removeprefix(NOT_SCORED) for line in lines if line.startswith(NOT_SCORED)]
    return "\n".join(line for line in lines if not line.startswith(NOT_SCORED)), " ".join(reasons).strip()


def with_wells(scores: str, line: str) -> str:
    """The part with this Wells score on top; an older one of the record, or the reason for none, gives way to it."""
    typed, _ = without_reason(scores)
    others = [one for one in typed.split("\n") if one.strip() and not GIVEN.fullmatch(one)]
    return "\n".join([line, *others])


def lacks_wells(rule: RedFlag, scores: str, *, shown: str) -> str:
    """Why this letter can't leave yet, in a sentence that names the score and the rule; empty when it can.

    `shown` is the Wells score of the record since the flag, as it is printed; empty when there is none.
    """
    typed, reason = without_reason(scores)
    if not asks_wells(rule) or reason:
        return ""
    asked = f"{rule.id} asks for the Wells score. {rule.action} ({rule.source})"
    if not shown:
        return f"{asked} Score it, or say below why it was not scored."
    if re.search(rf"\bwells\b.*?(?<![\d−-]){re.escape(shown)}(?!\d)", typed, re.IGNORECASE):
        return ""
    return f"{asked} It is {shown} in the record: write it here, or say below why it is left out."


def injury_rules(findings: Mapping[str, Any], *, on: date, age: int | None) -> list[str]:
    """The Ottawa and Pittsburgh results, a line each, where the injury check was used; nothing where it was not.

    A rule is negative only where no answer that is still missing could turn it.
    """
    check: Mapping[str, Any] = findings.get("T01", {})
    if not check or check.get("within_7_days") is False:
        return []
    seen = Seen(findings, on, age, defaults())
    return [f"{name}: {_result(FORMULAS[rule](seen).met, check, signs, age)}" for name, rule, signs in KNEE_RULES]


def _result(positive: bool | None, check: Mapping[str, Any], signs: Collection[str], age: int | None) -> str:
    if positive is not None:
        return "positive, X-ray." if positive else "negative."
    lacks = [f"{sum(sign in check for sign in signs)} of {len(signs)} signs answered"]
    if age is None:
        lacks.append("age not known")
    if "within_7_days" not in check:
        lacks.append("day of the injury not known")
    return f"not complete, {', '.join(lacks)}."
