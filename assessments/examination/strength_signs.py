"""Strength against the other side and against body weight: signs of a muscle performance deficit (SG2)."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from assessments.examination.boxes import number
from assessments.examination.grading import lsi, percent_body_weight, torque_per_kg
from assessments.examination.signs import Knee, Sign, other, percent

EVEN_FROM = Decimal(90)  # LSI in %, the limit below which a side is called short of strength [design]
SOURCE = "[design] clinic default; Van Cant 2014, Int J Sports Phys Ther"


@dataclass(frozen=True, slots=True)
class StrengthTest:
    """A dynamometer test with its soft flags: % of body weight, or N·m/kg where there is a lever."""

    field: str
    name: str
    female: Decimal | None = None
    male: Decimal | None = None
    lever: str = ""


HIP_TESTS = (
    StrengthTest("O17", "Hip out", Decimal(25), Decimal(30)),
    StrengthTest("O18", "Hip turn out", Decimal(14), Decimal(17)),
    StrengthTest("O19", "Hip back", Decimal(28), Decimal(28)),
    StrengthTest("O20", "HipSIT"),
)
KNEE_TESTS = (StrengthTest("O21", "Knee straight", Decimal("2.2"), Decimal("2.7"), lever="lever_knee"),)
TESTS = (*HIP_TESTS, *KNEE_TESTS)


def strength_signs(knee: Knee) -> Iterator[Sign]:
    """A sign for each strength test of a sore limb that has something to be held against."""
    for test in TESTS:
        for limb in knee.sore:
            force = knee.limb(test.field, limb)
            if force is None:
                continue
            against = [
                *_other_side(knee, test, limb, number(force)),
                *_norm(knee, test, number(force)),
            ]
            if against:
                yield Sign(
                    "SG2",
                    "SG2.strength",
                    (test.field,),
                    f"{test.name} {', '.join(words for _, words in against)}",
                    any(low for low, _ in against),
                    SOURCE,
                    limb,
                )


def _other_side(knee: Knee, test: StrengthTest, limb: str, force: Decimal) -> Iterator[tuple[bool, str]]:
    """The sore limb against the sound one; low under 90 %."""
    sound = knee.limb(test.field, other(limb))
    if not knee.compares_sides or sound is None:
        return
    index = lsi(force, number(sound))
    if index is not None:
        low = index < EVEN_FROM
        yield low, f"{percent(index)} of {other(limb)}{' (under 90 %)' if low else ''}"


def _norm(knee: Knee, test: StrengthTest, force: Decimal) -> Iterator[tuple[bool, str]]:
    """The force against the soft flag for this patient; nothing without a weight (or sex, or lever)."""
    weight, unit = knee.part("S23", "weight"), knee.part("M01", "unit") or "kgf"
    if weight is None or test.female is None or test.male is None:
        return
    # Where women and men share one limit, the sex need not be known.
    limit = test.female if test.female == test.male else knee.by_sex(test.female, test.male)
    if limit is None:
        return
    if test.lever:
        lever = knee.part("M01", test.lever)
        if lever is None:
            return
        reached = torque_per_kg(force, number(lever), number(weight), unit)
        yield _against(reached, limit, f"{reached.quantize(Decimal('0.1'), ROUND_HALF_UP)} N·m/kg", f"{limit}")
    else:
        share = percent_body_weight(force, number(weight), unit)
        yield _against(share, limit, f"{percent(share)} of body weight", f"{limit} %")


def _against(reached: Decimal, limit: Decimal, words: str, limit_words: str) -> tuple[bool, str]:
    """Whether the limit is missed, in words."""
    low = reached < limit
    return low, f"{words}{f' (under {limit_words})' if low else ''}"
