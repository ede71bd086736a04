"""The words that an escalation letter is drafted with, made from findings alone.

Which parts a letter has, and the limit of its history, are those of the clinic's red-flag rules; the order in which
the history drops sentences when there are too many words is a [design] clinic default. What was found and what was
scored have their words in `letter_findings` and `letter_scores`.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from assessments.examination.catalogue import BY_ID
from assessments.examination.grading import onset
from assessments.examination.words import in_words, lowered
from assessments.redflags import Level, RedFlag

MOST_WORDS = 120
# The first place that the rule's action names; a safeguarding pathway has no address that a rule could know.
PLACES = {
    "safeguarding": "",
    "same-day orthopaedics": "On-call orthopaedics",
    "acute knee or fracture clinic": "Acute knee or fracture clinic",
    "orthopaedic or fracture clinic": "Orthopaedic or fracture clinic",
    "rheumatology": "Rheumatology",
    "a&e": "A&E",
    "999": "A&E",
    "gp": "GP",
}
# Where the action names no place: E is 999 or A&E, U aims for the GP, the cancer pathway begins there. [design]
BY_LEVEL = {Level.EMERGENCY: "A&E", Level.URGENT: "GP", Level.TWO_WEEK: "GP"}
PAST = ("S10", "S14", "S15", "S16", "S21", "S20", "S28")


def word_count(text: str) -> int:
    """Words as a reader counts them: what stands between spaces."""
    return len(text.split())


def urgency(rule: RedFlag, level: Level) -> str:
    """Level and rule: "Same day (S), RF10"."""
    return f"{level.words} ({level.code}), {rule.id}"


def addressee(rule: RedFlag, level: Level) -> str:
    """Whom the rule's action sends the patient to, else whom its level does; empty where neither says."""
    action = rule.action.lower()
    if level is Level.EMERGENCY and "a&e" in action:
        return "A&E"
    named = [(action.index(words), place) for words, place in PLACES.items() if words in action]
    return min(named)[1] if named else BY_LEVEL.get(level, "")


def history(
    findings: Mapping[str, Any], *, rule: RedFlag, met: Iterable[str], fields: Collection[str], side: str
) -> str:
    """The story in 120 words at most: what met the rule, then side, onset, pain, nights, swelling, medicines.

    `met` are the flag's inputs in words, `fields` their ids, which are not said twice. What does not fit is left out.
    """
    inputs = "; ".join(lowered(line) for line in met)
    first = f"{rule.statement}{f' ({inputs})' if inputs else ''}."
    kept, left = [_cut(first, MOST_WORDS)], MOST_WORDS - word_count(first)
    for sentence in _story(findings, fields, side):
        if word_count(sentence) <= left:
            kept.append(sentence)
            left -= word_count(sentence)
    return " ".join(kept)


def _cut(text: str, most: int) -> str:
    return text if word_count(text) <= most else " ".join(text.split()[: most - 1]) + " …"


def _story(findings: Mapping[str, Any], said: Collection[str], side: str) -> Iterator[str]:
    """The sentences in the order in which they matter."""
    yield _began(findings, side)
    if pain := findings.get("S06"):
        numbers = ", ".join(f"{key} {pain[key]}" for key in ("worst", "usual", "now") if key in pain)
        yield f"Pain in the last 7 days, 0 to 10: {numbers}."
    for field in PAST:
        found = "" if field in said else in_words(BY_ID[field], findings.get(field), positive=True)
        if found:
            yield f"{BY_ID[field].label}: {lowered(found)}."
    if findings.get("S10") == "none":
        yield "No night pain."
    if names := findings.get("S21", {}).get("list"):
        yield f"Medicines by name: {names}."


def _began(findings: Mapping[str, Any], side: str) -> str:
    knee = findings.get("S01") or side
    where = "Both knees" if knee == "both" else f"{knee.capitalize()} knee"
    began, how = onset(findings), in_words(BY_ID["S03"], findings.get("S03"))
    since = f" since {_about(began, findings['S02'].get('precision', 'day'))}" if began else ""
    return f"{where}{since}{f', onset {lowered(how)}' if how else ''}."


def _about(began: date, precision: str) -> str:
    """The onset no more exactly than it is known."""
    shown = {"year": f"{began:%Y}", "month": f"{began:%B %Y}"}
    return shown.get(precision, f"{began.day} {began:%B %Y}")
