"""What a result beside a test is, and what it is worked out from."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from assessments.examination.boxes import number
from assessments.examination.fields import LIMBS
from assessments.examination.signs import Knee
from assessments.rulebook.definition import Values


@dataclass(frozen=True, slots=True)
class Result:
    """Words beside a test. `outside` is None for a number that is held against nothing."""

    words: str
    outside: bool | None = None
    limb: str = ""


@dataclass(frozen=True, slots=True)
class Bench:
    """What the results are worked out from: a knee with the values in force, the visit's day, the age."""

    knee: Knee
    on: date
    age: int | None

    @property
    def values(self) -> Values:
        return self.knee.values

    def limbs(self, field: str, part: str = "") -> dict[str, Decimal]:
        """The measured numbers of a test by limb."""
        found = {}
        for limb in LIMBS:
            value = self.knee.limb(field, limb)
            value = (value or {}).get(part) if part else value
            if value is not None and not isinstance(value, bool | dict | str):
                found[limb] = number(value)
        return found


Work = Callable[[Bench, str], Iterator[Result]]


def short(value: Decimal, places: int) -> Decimal:
    """A number as it is printed, half-up."""
    return value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
