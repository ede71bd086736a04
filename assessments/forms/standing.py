"""How far a section of the examination is."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from assessments.examination import Field


@dataclass(frozen=True, slots=True)
class Standing:
    """How far a section is: of so many fields `asked` so many are `answered`, and `left` must be before signing."""

    asked: int
    answered: int
    left: int

    @property
    def mark(self) -> str:
        """none, half, or done when everything that this patient is asked has an answer."""
        if not self.answered:
            return "none"
        return "done" if self.answered == self.asked and not self.left else "half"


def standing(fields: Iterable[Field], findings: Mapping[str, Any], missing: Collection[str]) -> Standing:
    """`fields` are those that this patient is asked, `missing` those that keep the note from being signed."""
    ids = [one.id for one in fields]
    return Standing(len(ids), sum(one in findings for one in ids), sum(one in missing for one in ids))
