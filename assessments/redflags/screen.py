"""The questions that a patient answers on the enquiry form and at every check-in, and what the answers mean.

Every question must be answered, so a level always comes from a full screen: `none` when nothing was ticked,
else the level of the most urgent rule.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from assessments.instruments.answers import AnswerError
from assessments.redflags.levels import SAFETY_TEXTS, Level, SafetyText
from assessments.redflags.rules import BY_ID, RULES, RedFlag

# The rules that a patient can answer, in the order of the list; these keys stay.
PATIENT_RULES: tuple[RedFlag, ...] = tuple(rule for rule in RULES if rule.question)
PATIENT_KEYS: tuple[str, ...] = tuple(rule.id for rule in PATIENT_RULES)


@dataclass(frozen=True, slots=True)
class Triage:
    """What the screen says: the level, the rules that were hit, the most urgent first, and the safety text."""

    level: Level
    rules: tuple[RedFlag, ...]
    safety: SafetyText

    @property
    def advice(self) -> str:
        """What to do, in one paragraph."""
        return f"{self.safety.title} {self.safety.text}"

    @property
    def ticked(self) -> tuple[str, ...]:
        """What was ticked, in short words: “locked knee”."""
        return tuple(rule.question.short for rule in self.rules if rule.question)


def clean(red_flags: Mapping[str, object]) -> dict[str, bool]:
    """The answers in the order of the questions. Raises `AnswerError` naming every missing or wrong one."""
    if not isinstance(red_flags, Mapping):
        raise AnswerError({"red_flags": "Send the answers as pairs of question and yes or no."})
    errors: dict[str, str] = {}
    cleaned: dict[str, bool] = {}
    for key in PATIENT_KEYS:
        answer = red_flags.get(key)
        if answer is None:
            errors[key] = "Answer this question: yes or no."
        elif isinstance(answer, bool):
            cleaned[key] = answer
        else:
            errors[key] = "Answer yes or no (true or false)."
    for key in red_flags:
        if key not in PATIENT_KEYS:
            errors[str(key)] = "There is no such question in the safety check."
    if errors:
        raise AnswerError(errors)
    return cleaned


def triage(red_flags: Mapping[str, object]) -> Triage:
    """The level and the advice for a full set of answers. Raises `AnswerError`."""
    return triage_of(tuple(BY_ID[key] for key, hit in clean(red_flags).items() if hit))


def triage_of(rules: tuple[RedFlag, ...]) -> Triage:
    """The level and the advice for the rules that were hit, wherever they were hit."""
    worst_first = tuple(sorted(rules, key=lambda rule: -rule.level.severity))
    level = worst_first[0].level.for_patients if worst_first else Level.NONE
    return Triage(level, worst_first, SAFETY_TEXTS[level])
