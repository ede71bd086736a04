"""Strength against the other side and against body weight: signs of a muscle performance deficit (SG2)."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from assessments.examination.boxes import number
from assessments.examination.grading import lsi, percent_body_weight, torque_per_kg
from assessments.examination.signs import Knee, Sign, other, percent
from assessments.rulebook.definition import plain
from assessments.rulebook.strength import SOURCE


@dataclass(frozen=True, slots=True)
class StrengthTest:
    """A dynamometer test. `key` names its soft flags, `strength.<key>.female` and `.male`; empty: there are none.

    They are % of body weight, or N·m/kg where there is a lever.
    """

    field: str
    name: str
    key: str = ""
    lever: str = ""


HIP_TESTS = (
    StrengthTest("O17", "Hip out", "hip_abduction"),
    StrengthTest("O18", "Hip turn out", "hip_rotation"),
    StrengthTest("O19", "Hip back", "hip_extension"),
    StrengthTest("O20", "HipSIT"),
)
KNEE_TESTS = (StrengthTest("O21", "Knee straight", "knee_extension", lever="lever_knee"),)
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
    """The sore limb against the sound one."""
    sound = knee.limb(test.field, other(limb))
    if not knee.compares_sides or sound is None:
        return
    index = lsi(force, number(sound))
    if index is not None:
        even = knee.values["strength.even_from"]
        yield _against(index, even, f"{percent(index)} of {other(limb)}", f"{plain(even)} %")


def _norm(knee: Knee, test: StrengthTest, force: Decimal) -> Iterator[tuple[bool, str]]:
    """The force against the soft flag for this patient; nothing without a weight (or sex, or lever)."""
    weight, unit = knee.part("S23", "weight"), knee.part("M01", "unit") or "kgf"
    if weight is None or not test.key:
        return
    female, male = (knee.values[f"strength.{test.key}.{sex}"] for sex in ("female", "male"))
    # Where women and men share one limit, the sex need not be known.
    limit = female if female == male else knee.by_sex(female, male)
    if limit is None:
        return
    if test.lever:
        lever = knee.part("M01", test.lever)
        if lever is None:
            return
        reached = torque_per_kg(force, number(lever), number(weight), unit)
        yield _against(reached, limit, f"{reached.quantize(Decimal('0.1'), ROUND_HALF_UP)} N·m/kg", plain(limit))
    else:
        share = percent_body_weight(force, number(weight), unit)
        yield _against(share, limit, f"{percent(share)} of body weight", f"{plain(limit)} %")


def _against(reached: Decimal, limit: Decimal, words: str, limit_words: str) -> tuple[bool, str]:
    """Whether the limit is missed, in words."""
    low = reached < limit
    return low, f"{words}{f' (under {limit_words})' if low else ''}"
