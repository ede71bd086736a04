"""What a pointer is, and the questions that pointers are made of."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from assessments.examination.seen import Answer, Seen, any_of
from assessments.redflags.findings import answer as red_flag
from assessments.rulebook.definition import plain

Weight = Literal["points", "beside", "needed"]
Ask = Callable[[Seen], Answer]


@dataclass(frozen=True, slots=True)
class Pointer:
    """One thing that speaks for a cause. `weight`: it points by itself, stands beside, or is needed.

    `limits` are the rules whose numbers fill the gaps in the words.
    """

    words: str
    ask: Ask
    weight: Weight = "points"
    limits: tuple[str, ...] = ()

    def said(self, seen: Seen) -> str:
        """The words with the numbers in force."""
        return self.words.format(*(plain(seen.limit(rule)) for rule in self.limits))


def beside(words: str, ask: Ask) -> Pointer:
    """A pointer that counts only next to another."""
    return Pointer(words, ask, "beside")


def picked(field: str, *keys: str) -> Ask:
    """Any of these picked."""
    return lambda seen: seen.picked(field, *keys)


def found(key: str) -> Ask:
    """Ticked among the pointers; left out is not looked at, unless none was ticked."""
    return lambda seen: seen.ask("D08", lambda ticked: True if key in ticked else False if ticked == ["none"] else None)


def sore_on(*tasks: str) -> Ask:
    """Any of these tasks named as sore."""
    return lambda seen: seen.sore_on(*tasks)


def tender(*places: str) -> Ask:
    """Any of these places tender on a sore limb."""
    return lambda seen: seen.tender(*places)


def tested(keys: Collection[str], results: Collection[str]) -> Ask:
    """Any of these ligament and meniscus tests with one of these results on a sore limb."""

    def told(limb: Mapping[str, Any]) -> bool | None:
        done = [limb[key] for key in keys if key in limb]
        return any(result in results for result in done) if done else None

    return lambda seen: seen.limb("O11", told, seen.sore)


def any_ask(*asks: Ask) -> Ask:
    """Any of several questions."""
    return lambda seen: any_of(*(ask(seen) for ask in asks))


def aged(condition: str, weight: Weight = "beside") -> Pointer:
    """The ages of the list, both included, by the rule book."""
    limits = (f"{condition}.from", f"{condition}.to")

    def fits(seen: Seen) -> Answer:
        lowest, highest = (seen.limit(rule) for rule in limits)
        return seen.aged(lambda years: lowest <= years <= highest)

    return Pointer("Age {}–{}", fits, weight, limits)


def flags(*rules: str) -> Ask:
    """Any of these red flags."""
    return lambda seen: any_of(*(red_flag(seen, rule) for rule in rules))
