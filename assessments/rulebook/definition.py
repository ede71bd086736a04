"""What a rule is to the owner: a statement with its number, its source, and whether the clinic may change it."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

# published: read in a source; derived: arithmetic from one; memory: to be confirmed by the clinical lead;
# design: a clinic default.
Tag = Literal["published", "derived", "memory", "design"]
TAG_WORDS: dict[Tag, str] = {
    "published": "Published",
    "derived": "Worked out from a published number",
    "memory": "To be confirmed by the clinical lead",
    "design": "Clinic default",
}


def tag_of(source: str) -> Tag:
    """The tag that a source carries in its words: the one that asks for most care where it carries two."""
    tags: tuple[Tag, ...] = ("memory", "design", "derived")
    return next((tag for tag in tags if f"[{tag}]" in source), "published")


def untagged(words: str) -> str:
    """Words for somebody who treats or is treated: a tag is said in its own words, in brackets."""
    words = words.replace("[design] clinic default", "[design]")
    for tag, said in TAG_WORDS.items():
        words = words.replace(f"[{tag}]", f"({said.lower()})")
    return words


# The values in force: rule id → number. Pure functions are told them and never look them up.
Values = Mapping[str, Decimal]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One line of the owner's page of rules.

    `value` is None where a rule has no number of its own. An `editable` value may be set by the clinic from
    `lowest` to `highest`, both included, in steps of `step`; `at_most` is the id of a rule whose value it may
    not go beyond.
    """

    id: str
    statement: str
    source: str
    tag: Tag
    value: Decimal | None = None
    unit: str = ""
    editable: bool = False
    lowest: Decimal | None = None
    highest: Decimal | None = None
    step: Decimal = Decimal(1)
    at_most: str = ""

    @property
    def tag_words(self) -> str:
        """The tag as the owner reads it."""
        return TAG_WORDS[self.tag]

    def in_words(self, value: Decimal) -> str:
        """A value with its unit: “90 %”, “1 week”, “2+”, “35°”."""
        number, unit = plain(value), self.unit.removesuffix("s") if value == 1 else self.unit
        return f"{number}{unit}" if unit in ("+", "°") else f"{number} {unit}".strip()

    @property
    def range_words(self) -> str:
        """Where the clinic may set it: “28 to 365”."""
        return "" if self.lowest is None or self.highest is None else f"{plain(self.lowest)} to {plain(self.highest)}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A heading of the owner's page with its rules, in order."""

    key: str
    title: str
    rules: tuple[Rule, ...]


def plain(value: Decimal) -> str:
    """A value in print, without noughts that say nothing and with a true minus sign: “1.3”, “60”, “−5”."""
    return f"{value.normalize():f}".replace("-", "−")


def _exponent(value: Decimal) -> int:
    """−1 for one decimal, as it is written; 0 for whole numbers."""
    return min(int(value.as_tuple().exponent), 0)


def limit(
    id: str,
    statement: str,
    value: int | str | Decimal,
    unit: str,
    source: str,
    *,
    tag: Tag,
    between: tuple[int | str | Decimal, int | str | Decimal],
    step: str = "",
    at_most: str = "",
) -> Rule:
    """A threshold that the clinic may change within `between`, as finely as it and its range are written."""
    shipped, (lowest, highest) = Decimal(value), (Decimal(end) for end in between)
    return Rule(
        id=id,
        statement=statement,
        source=source,
        tag=tag,
        value=shipped,
        unit=unit,
        editable=True,
        lowest=lowest,
        highest=highest,
        step=Decimal(step) if step else Decimal(1).scaleb(min(map(_exponent, (shipped, lowest, highest)))),
        at_most=at_most,
    )


def listed(
    id: str,
    statement: str,
    source: str,
    *,
    value: int | str | Decimal | None = None,
    unit: str = "",
    tag: Tag | None = None,
) -> Rule:
    """A rule that is read on the page and changed nowhere. The tag is the source's own unless it is given."""
    number = None if value is None else Decimal(value)
    return Rule(id=id, statement=statement, source=source, tag=tag or tag_of(source), value=number, unit=unit)
