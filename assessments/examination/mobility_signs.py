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
from assessments.rulebook import Values
from assessments.rulebook.mobility import FOOT_SOURCE, MIDFOOT_SOURCE, SOURCE


@dataclass(frozen=True, slots=True)
class Length:
    """A length test, limited or borderline under a limit (over it, when `more_is_short`).

    `key` names its rules: `mobility.<key>.limited`, and `.borderline` where there is a stretch between.
    """

    field: str
    part: str
    name: str
    unit: str
    key: str
    more_is_short: bool = False

    def grade(self, measured: Decimal, values: Values) -> str:
        """Limited, borderline or fine."""
        for grade in ("limited", "borderline"):
            limit = values.get(f"mobility.{self.key}.{grade}")
            if limit is not None and (measured > limit if self.more_is_short else measured < limit):
                return grade
        return "fine"


LENGTHS = (
    Length("O29", "cm", "Knee to wall", "cm", "knee_to_wall_cm"),
    Length("O29", "degrees", "Knee to wall", "°", "knee_to_wall_degrees"),
    Length("O30", "", "Calf with the knee straight", "°", "calf"),
    Length("O31", "lag", "Hamstrings short of straight by", "°", "hamstrings", more_is_short=True),
    Length("O31", "slr", "Straight leg raise", "°", "straight_leg_raise"),
    Length("O32", "degrees", "Prone knee bend", "°", "prone_knee_bend"),
    Length("O33", "hip", "Thomas test, thigh", "°", "thomas_hip"),
    Length("O33", "knee", "Thomas test, knee", "°", "thomas_knee"),
    Length("O34", "", "Ober past horizontal", "°", "ober"),
)


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
    """A high Foot Posture Index, or a midfoot that widens under weight: a mobile foot."""
    if (posture := knee.limb("O26", limb)) is not None:
        grade = get("fpi6").grade(posture)
        words = f"Foot posture {posture:+d}, {grade.label.lower() if grade else ''}".replace("-", "−")
        mobile = posture >= knee.values["mobility.foot_posture"]
        yield Sign("SG4", "SG4.foot_posture", ("O26",), words, mobile, FOOT_SOURCE, limb)
    if (widening := knee.limb("O28", limb)) is not None:
        words = f"Midfoot widens by {widening} mm"
        mobile = number(widening) >= knee.values["mobility.midfoot"]
        yield Sign("SG4", "SG4.midfoot", ("O28",), words, mobile, MIDFOOT_SOURCE, limb)


def _length(knee: Knee, length: Length, limb: str) -> Iterator[Sign]:
    """One length test against its limits."""
    value = knee.limb(length.field, limb)
    if length.part:
        value = (value or {}).get(length.part)
    if value is None:
        return
    grade = length.grade(number(value), knee.values)
    unit = length.unit if length.unit == "°" else f" {length.unit}"
    words = f"{length.name} {value}{unit}, {grade}".replace("-", "−")
    yield Sign("SG4", "SG4.length", (length.field,), words, grade == "limited", SOURCE, limb)


def _wall_difference(knee: Knee, limb: str) -> Iterator[Sign]:
    """Knee to wall: the sore side clearly short of the sound one."""
    here = (knee.limb("O29", limb) or {}).get("cm")
    there = (knee.limb("O29", other(limb)) or {}).get("cm")
    if here is None or there is None or not knee.compares_sides:
        return
    short_by = number(there) - number(here)
    if short_by > knee.values["mobility.wall_difference"]:
        words = f"Knee to wall {short_by} cm short of {other(limb)}"
        yield Sign("SG4", "SG4.length", ("O29",), words, True, SOURCE, limb)
