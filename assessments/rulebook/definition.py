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


# The values in force: rule id → number. Pure functions are told them and never look them up.
Values = Mapping[str, Decimal]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One line of the owner's page of rules.

    `value` is None where a rule has no number of its own. An `editable` value may be set by the clinic from
    `lowest` to `highest`, both included.
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

    @property
    def tag_words(self) -> str:
        """The tag as the owner reads it."""
        return TAG_WORDS[self.tag]


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A heading of the owner's page with its rules, in order."""

    key: str
    title: str
    rules: tuple[Rule, ...]


def limit(
    id: str,
    statement: str,
    value: int | str,
    unit: str,
    source: str,
    *,
    tag: Tag,
    between: tuple[int | str, int | str],
) -> Rule:
    """A threshold that the clinic may change within `between`."""
    lowest, highest = (Decimal(end) for end in between)
    return Rule(
        id=id,
        statement=statement,
        source=source,
        tag=tag,
        value=Decimal(value),
        unit=unit,
        editable=True,
        lowest=lowest,
        highest=highest,
    )
