"""The differential of one knee: what points to each other cause, what speaks against it, what nobody looked at."""

from dataclasses import dataclass
from typing import Literal

from assessments.differential.conditions import CONDITIONS, Condition
from assessments.differential.pointers import POINTERS
from assessments.examination.seen import Seen

Judged = Literal["ruled_out", "still_possible", ""]


@dataclass(frozen=True, slots=True)
class Looked:
    """A pointer with the fields that it was read from, or lacks."""

    words: str
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Considered:
    """One other cause. `pointed` when something points to it; `judged` is what the physio made of it (D02, D03)."""

    condition: Condition
    present: tuple[Looked, ...]
    against: tuple[Looked, ...]
    not_looked: tuple[Looked, ...]
    pointed: bool
    judged: Judged


def differential(seen: Seen) -> tuple[Considered, ...]:
    """All the other causes: those that something points to first, by how much points to them and against them."""
    considered = [_consider(condition, seen) for condition in CONDITIONS]
    return tuple(
        sorted(
            considered,
            key=lambda one: (not one.pointed, -len(one.present), len(one.against), one.condition.id),
        )
    )


def _consider(condition: Condition, seen: Seen) -> Considered:
    told = [(pointer, pointer.ask(seen)) for pointer in POINTERS[condition.id]]
    needed = all(answer.met is not False for pointer, answer in told if pointer.weight == "needed")
    points = any(answer.met for pointer, answer in told if pointer.weight == "points")
    return Considered(
        condition=condition,
        present=tuple(Looked(pointer.said(seen), answer.inputs) for pointer, answer in told if answer.met),
        against=tuple(Looked(pointer.said(seen), answer.inputs) for pointer, answer in told if answer.met is False),
        not_looked=tuple(Looked(pointer.said(seen), answer.missing) for pointer, answer in told if answer.met is None),
        pointed=needed and points,
        judged=_judged(condition.id, seen),
    )


def _judged(condition: str, seen: Seen) -> Judged:
    if condition in seen.findings.get("D02", ()):
        return "ruled_out"
    return "still_possible" if condition in seen.findings.get("D03", ()) else ""
