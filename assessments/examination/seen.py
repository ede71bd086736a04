"""Questions put to findings: yes, no, or can't tell because a field was not recorded.

Three-valued logic: one yes settles an “or” and one no settles an “and”, whatever is blank beside them. An answer that
stands is therefore never turned by recording one more field.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from assessments.examination.boxes import number
from assessments.examination.fields import LIMBS
from assessments.rulebook.definition import Values

# What stands among inputs and missing fields for the age, which comes from the date of birth and not from a field.
AGE = "age"


@dataclass(frozen=True, slots=True)
class Answer:
    """`met` is None while it can't be told; `inputs` are the fields that were read, `missing` those still blank."""

    met: bool | None
    inputs: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()


def either(*values: bool | None) -> bool | None:
    """Or: one yes is enough; without one, a blank leaves it open."""
    if any(value is True for value in values):
        return True
    return None if any(value is None for value in values) else False


def every(*values: bool | None) -> bool | None:
    """And: one no is enough to refuse; without one, a blank leaves it open."""
    if any(value is False for value in values):
        return False
    return None if any(value is None for value in values) else True


def any_of(*answers: Answer) -> Answer:
    """Or, with the fields that settled it."""
    met = either(*(answer.met for answer in answers))
    settled = [answer for answer in answers if answer.met] if met else answers
    return _told(met, settled)


def all_of(*answers: Answer) -> Answer:
    """And, with the fields that settled it."""
    met = every(*(answer.met for answer in answers))
    settled = [answer for answer in answers if answer.met is False] if met is False else answers
    return _told(met, settled)


def not_(answer: Answer) -> Answer:
    """The answer turned round; what can't be told stays so."""
    return Answer(None if answer.met is None else not answer.met, answer.inputs, answer.missing)


def unless(answer: Answer) -> Answer:
    """Yes until the exclusion is known to hold.

    For exclusions that hand over to a more urgent rule: leaving them blank must not silence this one.
    """
    return Answer(answer.met is not True, answer.inputs if answer.met is not None else ())


def _told(met: bool | None, settled: Iterable[Answer]) -> Answer:
    """The answers put together; blanks are named only while they leave it open."""
    settled = tuple(settled)
    inputs = dict.fromkeys(field for answer in settled for field in answer.inputs)
    blank = [field for answer in settled if answer.met is None for field in answer.missing]
    return Answer(met, tuple(inputs), tuple(dict.fromkeys(blank)) if met is None else ())


def sore_limbs(findings: Mapping[str, Any]) -> tuple[str, ...]:
    """The sore limbs; both as long as nobody has said which."""
    side = findings.get("S01")
    return (side,) if side in LIMBS else LIMBS


@dataclass(frozen=True, slots=True)
class Seen:
    """The findings with what they are read beside: day, age in years (None when not known), values in force.

    `load_rules` are the load rules that the run log has found (L3, L7).
    """

    findings: Mapping[str, Any]
    on: date
    age: int | None
    values: Values
    load_rules: Collection[str] = ()

    def limit(self, rule: str) -> Decimal:
        """The threshold of a rule."""
        return self.values[rule]

    @property
    def sore(self) -> tuple[str, ...]:
        return sore_limbs(self.findings)

    def ask(self, field: str, test: Callable[[Any], bool | None]) -> Answer:
        """A question to a field's whole value."""
        value = self.findings.get(field)
        return Answer(None, (), (field,)) if value is None else _of(field, test(value))

    def picked(self, field: str, *keys: str) -> Answer:
        """Whether any of these was picked, in a list or as the one choice."""
        return self.ask(field, lambda value: value in keys if isinstance(value, str) else any(k in value for k in keys))

    def part(self, field: str, part: str, *wanted: Any) -> Answer:
        """Whether one part of a compound field has one of these values."""
        value = self.findings.get(field, {}).get(part)
        return Answer(None, (), (field,)) if value is None else Answer(value in wanted, (field,))

    def over(self, field: str, limit: Decimal | int) -> Answer:
        """Whether a number lies over the limit."""
        return self.ask(field, lambda value: number(value) > limit)

    def limb(self, field: str, test: Callable[[Any], bool | None], limbs: Iterable[str] = LIMBS) -> Answer:
        """Whether any tested limb says yes; a limb that was not tested says nothing."""
        tested = self.findings.get(field, {})
        told = [test(tested[limb]) for limb in limbs if limb in tested]
        return _of(field, either(*told)) if told else Answer(None, (), (field,))

    def sore_on(self, *tasks: str) -> Answer:
        """Whether any of these tasks was named as sore; one without a score counts, a nought does not."""
        return self.ask("S07", lambda told: any(task in told and told[task] != 0 for task in tasks))

    def tender(self, *places: str) -> Answer:
        """Whether any of these places is tender on a sore limb; places that nobody pressed say nothing."""

        def felt(limb: Mapping[str, Any]) -> bool | None:
            grades = [limb[place] for place in places if place in limb]
            return any(grade > 0 for grade in grades) if grades else None

        return self.limb("O06", felt, self.sore)

    def aged(self, test: Callable[[int], bool]) -> Answer:
        """A question to the age. No age is ever assumed."""
        return Answer(None, (), (AGE,)) if self.age is None else Answer(test(self.age), (AGE,))


def _of(field: str, met: bool | None) -> Answer:
    """An answer from a recorded field; the field is missing a part of itself while it can't tell."""
    return Answer(met, (field,), (field,) if met is None else ())
