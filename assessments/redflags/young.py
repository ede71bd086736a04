"""Red flags of children and young people: the slipped hip, Perthes, the septic hip, bone tumour (RF11–RF14)."""

from collections.abc import Mapping
from typing import Any

from assessments.examination.boxes import number
from assessments.examination.seen import Answer, Seen, all_of, any_of, unless
from assessments.redflags.formula import Formula
from assessments.redflags.infection import feverish

LUMP = ("lump", "lump_deep", "lump_growing", "lump_painful", "lump_returned")


def hip_turns_in_little(seen: Seen) -> Answer:
    """Internal rotation of either hip under its limit; 35 to 45° is usual. [memory]"""
    limit = seen.limit("red_flags.hip_internal_rotation")

    def limited(hip: Mapping[str, Any]) -> bool | None:
        turned = hip.get("internal_rotation")
        return None if turned is None else number(turned) < limit

    return seen.limb("O05", limited)


def _sore_turning_in(seen: Seen) -> Answer:
    return seen.limb("O05", lambda hip: hip.get("rotation_pain"))


def _slipped_hip(seen: Seen) -> Answer:
    age = seen.limit("red_flags.hip_age")
    return all_of(
        seen.aged(lambda years: years < age),
        any_of(
            seen.picked("S04", "hip_groin", "thigh"),
            seen.picked("R04", "limp", "turns_out"),
            _sore_turning_in(seen),
            hip_turns_in_little(seen),
        ),
    )


def _perthes(seen: Seen) -> Answer:
    """A fever hands over; the limp alone keeps RF11 up."""
    youngest, oldest = seen.limit("red_flags.perthes_from"), seen.limit("red_flags.perthes_to")
    return all_of(
        seen.aged(lambda years: youngest <= years <= oldest),
        seen.picked("R04", "limp"),
        any_of(seen.picked("R04", "abduction_limited"), hip_turns_in_little(seen)),
        unless(feverish(seen)),
    )


def _septic_hip(seen: Seen) -> Answer:
    age = seen.limit("red_flags.child_age")
    return all_of(
        seen.aged(lambda years: years < age),
        seen.picked("R04", "limp"),
        feverish(seen),
        seen.picked("R04", "refuses_weight"),
    )


def lump(seen: Seen) -> Answer:
    """A lump was ticked, or measured."""
    return (
        any_of(seen.picked("R06", *LUMP), seen.over("R07", 0)) if "R07" in seen.findings else seen.picked("R06", *LUMP)
    )


def _bone_tumour(seen: Seen) -> Answer:
    age = seen.limit("red_flags.young_age")
    return all_of(seen.aged(lambda years: years < age), any_of(seen.picked("R06", "bone_pain", "mass"), lump(seen)))


FORMULAS: Mapping[str, Formula] = {
    "RF11": _slipped_hip,
    "RF12": _perthes,
    "RF13": _septic_hip,
    "RF14": _bone_tumour,
}
