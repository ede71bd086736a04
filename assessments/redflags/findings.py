"""Red flags of an examination: what the clinician ticked, and what the findings add up to.

Each rule is yes, no, or can't tell; a tick in the screen is always a yes.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from assessments import rulebook
from assessments.examination.seen import Answer, Seen
from assessments.redflags import illness, infection, injury, young
from assessments.redflags.formula import Formula
from assessments.redflags.levels import Level
from assessments.redflags.rules import RULES, RedFlag
from assessments.rulebook.definition import Values

SCREEN = "S31"
FORMULAS: Mapping[str, Formula] = {**infection.FORMULAS, **injury.FORMULAS, **young.FORMULAS, **illness.FORMULAS}


@dataclass(frozen=True, slots=True)
class State:
    """One rule over one set of findings.

    `met` is None while it can't be told for want of the `missing` fields. `ticked` is the clinician's own answer in
    the screen: None before there is one. `level` is how urgent it is here.
    """

    rule: RedFlag
    met: bool | None
    ticked: bool | None
    level: Level
    inputs: tuple[str, ...]
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Hit:
    """A rule that was met, with the fields that met it and how urgent it is here."""

    rule: RedFlag
    inputs: tuple[str, ...]
    level: Level

    @property
    def action(self) -> str:
        """What to do."""
        return self.rule.action


def hits(
    findings: Mapping[str, Any],
    *,
    on: date,
    age: int | None = None,
    values: Values | None = None,
    load_rules: Collection[str] = (),
) -> tuple[Hit, ...]:
    """Every rule that cleaned findings meet, the most urgent first. Unanswered fields meet nothing."""
    return hits_of(states(findings, on=on, age=age, values=values, load_rules=load_rules))


def hits_of(known: Collection[State]) -> tuple[Hit, ...]:
    """The rules that are met, the most urgent first."""
    met = [state for state in known if state.met]
    worst_first = sorted(met, key=lambda state: (-state.level.severity, state.rule.id))
    return tuple(Hit(state.rule, state.inputs, state.level) for state in worst_first)


def states(
    findings: Mapping[str, Any],
    *,
    on: date,
    age: int | None = None,
    values: Values | None = None,
    load_rules: Collection[str] = (),
) -> tuple[State, ...]:
    """Every rule in the order of the list: met, not met, or what it still lacks.

    `age` in years, None when not known; `values` as in the rule book, None for the shipped ones; `load_rules` are
    what the run log has found.
    """
    seen = Seen(findings, on, age, rulebook.defaults() if values is None else values, load_rules)
    return tuple(_state(rule, seen) for rule in RULES)


def answer(seen: Seen, rule: str) -> Answer:
    """One rule, ticked or worked out."""
    worked_out = FORMULAS[rule](seen)
    if not seen.picked(SCREEN, rule).met:
        return worked_out
    return Answer(True, (SCREEN, *(worked_out.inputs if worked_out.met else ())))


def _state(rule: RedFlag, seen: Seen) -> State:
    told = answer(seen, rule.id)
    return State(
        rule=rule,
        met=told.met,
        ticked=seen.picked(SCREEN, rule.id).met,
        level=_level(rule, seen),
        inputs=told.inputs,
        missing=told.missing,
    )


def _level(rule: RedFlag, seen: Seen) -> Level:
    """The level of the rule, raised where the list says by what (RF21)."""
    raised = rule.rises_to if rule.rises_to and illness.femoral_neck_gives_way(seen).met else None
    return raised or rule.level
