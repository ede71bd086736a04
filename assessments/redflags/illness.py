"""Red flags of illness: lump, cancer, bone stress, joint disease, medicines, distress (RF15–17, 21, 23, 24, 26, 27)."""

from collections.abc import Mapping
from typing import Any

from assessments.examination.boxes import number
from assessments.examination.grading import days_since_onset, is_spike, recent_weeks
from assessments.examination.seen import Answer, Seen, all_of, any_of, not_, unless
from assessments.redflags.formula import Formula
from assessments.redflags.infection import effusion, feverish, injured
from assessments.redflags.young import lump

NIGHT_PAIN = ("wakes_settles_by_changing_position", "wakes_does_not_settle")
LOW_ENERGY_QUESTIONS = 4
LOAD_RULES = frozenset({"L3", "L7"})


def _sarcoma(seen: Seen) -> Answer:
    adult = seen.limit("red_flags.adult_age")
    return all_of(
        seen.aged(lambda years: years >= adult),
        lump(seen),
        any_of(
            seen.over("R07", seen.limit("red_flags.lump_cm")),
            seen.picked("R06", "lump_deep", "lump_growing", "lump_painful", "lump_returned"),
        ),
    )


def _metastasis(seen: Seen) -> Answer:
    return all_of(
        seen.picked("S20", "cancer_active", "cancer_past"),
        any_of(seen.picked("S10", *NIGHT_PAIN), seen.picked("R06", "unrelenting")),
    )


def _night_pain_and_ill(seen: Seen) -> Answer:
    return all_of(
        seen.picked("S10", "wakes_does_not_settle"),
        any_of(
            seen.part("S28", "weight_loss", True),
            seen.picked("R01", "weight_loss", "night_sweats", "unwell"),
            feverish(seen),
        ),
    )


def low_energy(seen: Seen) -> Answer:
    """Two or more yeses of the low-energy screen. [design]"""
    needed = seen.limit("red_flags.low_energy_answers")

    def enough(screen: Mapping[str, Any]) -> bool | None:
        yes = sum(answer is True for answer in screen.values())
        blank = LOW_ENERGY_QUESTIONS - len(screen)
        return True if yes >= needed else None if yes + blank >= needed else False

    return seen.ask("S28", enough)


def load_spike(seen: Seen) -> Answer:
    """A spike (L3) or a long run (L7) of the run log, of the weeks told, or pain that began after a change of load."""
    if LOAD_RULES & set(seen.load_rules):
        return Answer(True)
    return any_of(_spike_as_told(seen), seen.picked("S03", "after_load_change"))


def _spike_as_told(seen: Seen) -> Answer:
    if weeks := recent_weeks(seen.findings):
        return Answer(is_spike(weeks, values=seen.values), ("N04", "N03"))
    told = seen.findings.get("N03", {})
    now, mean = told.get("now"), told.get("mean_4_weeks")
    if now is not None and mean:
        return Answer(number(now) > seen.limit("load.spike") * number(mean), ("N03",))
    return Answer(None, (), ("N04",))


def _stress_fracture(seen: Seen) -> Answer:
    return all_of(
        seen.picked("R06", "focal_bone_pain", "femoral_neck"),
        seen.picked("R06", "rest_pain"),
        any_of(load_spike(seen), low_energy(seen)),
    )


def femoral_neck_gives_way(seen: Seen) -> Answer:
    """Bone pain at the neck of the femur, and cannot hop or bear weight: RF21 is then an emergency."""
    cannot = any_of(
        seen.picked("R06", "cannot_hop"),
        seen.part("T01", "cannot_bear_weight", True),
        seen.part("T01", "cannot_walk_4_steps", True),
    )
    return all_of(seen.picked("R06", "femoral_neck"), cannot)


def _joint_disease(seen: Seen) -> Answer:
    """Known inflammatory arthritis stands for the other joint. [design]"""
    return all_of(
        seen.over("S11", seen.limit("red_flags.stiffness_minutes")),
        effusion(seen),
        any_of(
            seen.picked("R08", "other_joint", "psoriasis", "bowel_disease", "uveitis", "raised_crp"),
            seen.picked("S20", "inflammatory_arthritis"),
        ),
    )


def _long_swollen(seen: Seen) -> Answer:
    """Heat hands over to RF01 or RF02, whether it was found or ticked."""
    days = days_since_onset(seen.findings, seen.on)
    longest = seen.limit("red_flags.swollen_weeks") * 7
    long = Answer(None, (), ("S02",)) if days is None else Answer(days > longest, ("S02",))
    hot = any_of(seen.picked("R01", "hot"), seen.picked("S31", "RF01", "RF02"))
    return all_of(seen.picked("S14", "constant"), long, not_(injured(seen)), unless(hot))


def _tendon_at_risk(seen: Seen) -> Answer:
    return all_of(
        seen.part("S21", "steroid", True),
        any_of(seen.part("S21", "fluoroquinolone", True), seen.picked("S04", "below_kneecap")),
    )


FORMULAS: Mapping[str, Formula] = {
    "RF15": _sarcoma,
    "RF16": _metastasis,
    "RF17": _night_pain_and_ill,
    "RF21": _stress_fracture,
    "RF23": _joint_disease,
    "RF24": _long_swollen,
    "RF26": lambda seen: seen.picked("R09", "suicidal", "severe_distress", "safeguarding"),
    "RF27": _tendon_at_risk,
}
