"""What each test says: a sign for or against one of the four causes, with its rule and its source."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Literal

from assessments.examination.fields import LIMBS
from assessments.examination.seen import sore_limbs
from assessments.rulebook import Values, defaults

Cause = Literal["SG1", "SG2", "SG3", "SG4"]


@dataclass(frozen=True, slots=True)
class Sign:
    """One tested thing. `counts` is false for what is shown but takes no part in the rules."""

    cause: Cause
    rule: str
    fields: tuple[str, ...]
    words: str
    positive: bool
    source: str
    limb: str = ""
    counts: bool = True


@dataclass(frozen=True, slots=True)
class Knee:
    """The findings with what their norms need: sex (`female`, `male` or anything else for not known).

    `values` are the thresholds in force on the day of the visit.
    """

    findings: Mapping[str, Any]
    sex: str = ""
    values: Values = field(default_factory=defaults)

    @property
    def sore(self) -> tuple[str, ...]:
        return sore_limbs(self.findings)

    @property
    def compares_sides(self) -> bool:
        """Whether one limb is sound, so that left against right means something."""
        return self.findings.get("S01") in LIMBS

    def limb(self, field: str, limb: str) -> Any:
        """One limb's value of a test, None when it was not done."""
        return self.findings.get(field, {}).get(limb)

    def part(self, field: str, part: str) -> Any:
        """One part of a compound field."""
        return self.findings.get(field, {}).get(part)

    def by_sex(self, female: Decimal, male: Decimal) -> Decimal | None:
        """The norm for this patient; None when the sex is not known."""
        return {"female": female, "male": male}.get(self.sex)


def other(limb: str) -> str:
    """The limb across."""
    return LIMBS[1 - LIMBS.index(limb)]


def percent(value: Decimal) -> str:
    """A whole per cent, half-up, as it is shown: “78 %”."""
    return f"{int(value + Decimal('0.5'))} %"


def positive(signs: Iterable[Sign], cause: Cause) -> tuple[Sign, ...]:
    """The signs that count towards a cause."""
    return tuple(sign for sign in signs if sign.cause == cause and sign.positive and sign.counts)
