"""Foot mobility, patellar tilt and muscle length: signs of a mobility impairment (SG4).

Where a limit is published as a stretch (9–10 cm), only what lies beyond its far end counts; between the two it is
called borderline. [design]
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from assessments.examination.boxes import number
from assessments.examination.signs import Knee, Sign, other
from assessments.instruments import get

MEMORY = "[memory]; limits the clinic default"


@dataclass(frozen=True, slots=True)
class Length:
    """A length test: limited under `limited` and borderline under `borderline` (over, when `more_is_short`)."""

    field: str
    part: str
    name: str
    unit: str
    limited: Decimal
    borderline: Decimal
    more_is_short: bool = False

    def grade(self, measured: Decimal) -> str:
        """Limited, borderline or fine."""
        sign = -1 if self.more_is_short else 1
        if sign * measured < sign * self.limited:
            return "limited"
        return "borderline" if sign * measured < sign * self.borderline else "fine"


LENGTHS = (
    Length("O29", "cm", "Knee to wall", "cm", Decimal(9), Decimal(10)),
    Length("O29", "degrees", "Knee to wall", "°", Decimal(35), Decimal(38)),
    Length("O30", "", "Calf with the knee straight", "°", Decimal(10), Decimal(10)),
    Length("O31", "lag", "Hamstrings short of straight by", "°", Decimal(30), Decimal(20), more_is_short=True),
    Length("O31", "slr", "Straight leg raise", "°", Decimal(80), Decimal(80)),
    Length("O32", "degrees", "Prone knee bend", "°", Decimal(120), Decimal(130)),
    Length("O33", "hip", "Thomas test, thigh", "°", Decimal(0), Decimal(0)),
    Length("O33", "knee", "Thomas test, knee", "°", Decimal(80), Decimal(90)),
    Length("O34", "", "Ober past horizontal", "°", Decimal(1), Decimal(1)),
)
# Knee to wall, sore side short of the other by more than this many cm.
WALL_DIFFERENCE = Decimal(2)


def mobility_signs(knee: Knee) -> Iterator[Sign]:
    """A sign for each test of foot, kneecap and length that was done on a sore limb."""
    for limb in knee.sore:
        yield from _foot(knee, limb)
        if (tilt := knee.limb("O07", limb)) is not None:
            words = f"Patellar tilt {tilt}"
            source = "Nunes 2013, Phys Ther Sport 14:54–59"
            yield Sign("SG4", "SG4.tilt", ("O07",), words, tilt == "positive", source, limb)
        for length in LENGTHS:
            yield from _length(knee, length, limb)
        yield from _wall_difference(knee, limb)


def _foot(knee: Knee, limb: str) -> Iterator[Sign]:
    """FPI from 6, or a midfoot that widens by 11 mm: a mobile foot."""
    if (posture := knee.limb("O26", limb)) is not None:
        grade = get("fpi6").grade(posture)
        words = f"Foot posture {posture:+d}, {grade.label.lower() if grade else ''}".replace("-", "−")
        yield Sign("SG4", "SG4.foot_posture", ("O26",), words, posture >= 6, "Foot Posture Index, six items", limb)
    if (widening := knee.limb("O28", limb)) is not None:
        words = f"Midfoot widens by {widening} mm"
        source = "FOHX protocol 2017, J Foot Ankle Res"
        yield Sign("SG4", "SG4.midfoot", ("O28",), words, number(widening) >= 11, source, limb)


def _length(knee: Knee, length: Length, limb: str) -> Iterator[Sign]:
    """One length test against its limits."""
    value = knee.limb(length.field, limb)
    if length.part:
        value = (value or {}).get(length.part)
    if value is None:
        return
    grade = length.grade(number(value))
    unit = length.unit if length.unit == "°" else f" {length.unit}"
    words = f"{length.name} {value}{unit}, {grade}".replace("-", "−")
    yield Sign("SG4", "SG4.length", (length.field,), words, grade == "limited", MEMORY, limb)


def _wall_difference(knee: Knee, limb: str) -> Iterator[Sign]:
    """Knee to wall: the sore side clearly short of the sound one."""
    here = (knee.limb("O29", limb) or {}).get("cm")
    there = (knee.limb("O29", other(limb)) or {}).get("cm")
    if here is None or there is None or not knee.compares_sides:
        return
    short_by = number(there) - number(here)
    if short_by > WALL_DIFFERENCE:
        words = f"Knee to wall {short_by} cm short of {other(limb)}"
        yield Sign("SG4", "SG4.length", ("O29",), words, True, MEMORY, limb)
