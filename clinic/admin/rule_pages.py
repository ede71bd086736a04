"""The rule book as its pages show it: parts with their lines, found and filtered, and the sets that were signed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from assessments.models import RuleSet
from assessments.rulebook import Part, Rule, Values
from assessments.rulebook import parts as examined
from assessments.rulebook.definition import Tag
from assessments.services.rule_history import RuleChange, RuleHistory
from programmes.rulebook import parts as treated

# The chip of each tag: amber is still to be confirmed, green was read in a source.
CHIPS: dict[Tag, str] = {"published": "good", "derived": "good", "memory": "ok", "design": "quiet"}


@dataclass(frozen=True, slots=True)
class Line:
    """One rule with its value in force; `shipped` is filled where the clinic has its own."""

    rule: Rule
    value: str
    shipped: str
    chip: str


@dataclass(frozen=True, slots=True)
class Section:
    part: Part
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Chapter:
    """A signed set in the history: what it changed, and whether it holds, waits, is over or never began."""

    set: RuleSet
    changes: tuple[RuleChange, ...]
    state: str
    chip: str


def all_parts() -> tuple[Part, ...]:
    """Assessments first, then the programmes: the order in which a patient meets them."""
    return (*examined(), *treated())


def sections(values: Values, *, words: str = "", tag: str = "") -> tuple[Section, ...]:
    """The parts with the lines that have every one of these words and this tag; parts without any are left out."""
    wanted = words.casefold().split()
    found = []
    for part in all_parts():
        lines = tuple(
            _line(rule, values)
            for rule in part.rules
            if (not tag or rule.tag == tag) and _has(wanted, (rule.id, rule.statement, rule.source, part.title))
        )
        if lines:
            found.append(Section(part, lines))
    return tuple(found)


def chapters(history: RuleHistory, on: date) -> tuple[Chapter, ...]:
    """Every set, the one signed last first."""
    held = history.set_on(on)
    return tuple(_chapter(history, one, held, on) for one, _ in history.told)


def _chapter(history: RuleHistory, one: RuleSet, held: RuleSet | None, on: date) -> Chapter:
    state, chip = "Over", "quiet"
    if not history.began(one):
        state = "Replaced before it began"
    elif one == held:
        state, chip = "In force", "good"
    elif one.effective_from > on:
        state, chip = "Still to begin", "ok"
    return Chapter(one, history.changes_of(one), state, chip)


def _line(rule: Rule, values: Values) -> Line:
    if rule.value is None:
        return Line(rule, "", "", CHIPS[rule.tag])
    value = values.get(rule.id, rule.value)
    shipped = rule.in_words(rule.value) if value != rule.value else ""
    return Line(rule, rule.in_words(value), shipped, CHIPS[rule.tag])


def _has(wanted: Iterable[str], texts: Iterable[str]) -> bool:
    text = " ".join(texts).casefold()
    return all(word in text for word in wanted)
