"""What points to each other cause: one question to the findings for each pointer of the list.

A pointer that fits half of all sore knees (a squat that hurts, an age) stands beside the others and does not point by
itself; an age that a cause needs (growing knees, worn knees) rules it out where it is known. [design]
"""

from collections.abc import Mapping
from typing import Any

from assessments.differential.asking import (
    Pointer,
    aged,
    any_ask,
    beside,
    flags,
    found,
    picked,
    sore_on,
    tender,
    tested,
)
from assessments.examination.boxes import number
from assessments.examination.catalogue import TRAUMA
from assessments.examination.seen import Answer, Seen, any_of
from assessments.instruments.beighton import raised_from
from assessments.redflags.illness import NIGHT_PAIN, load_spike, low_energy
from assessments.redflags.infection import effusion, feverish
from assessments.redflags.young import hip_turns_in_little

DISLOCATIONS = ("subluxation", "1_dislocation", "2_or_more")
LAX = frozenset({"grade_1", "grade_2", "grade_3"})
LIGAMENTS = ("lachman", "posterior_drawer", "valgus_0", "valgus_30", "varus_0", "varus_30")


def _older(seen: Seen) -> Answer:
    youngest = seen.limit("DD06.over")
    return seen.aged(lambda years: years > youngest)


def _lax_all_over(seen: Seen) -> Answer:
    """Beighton at its limit for the age, which has to be known."""
    told = seen.aged(lambda years: True)
    if told.met is None or seen.age is None:
        return told
    limit = raised_from(seen.age, seen.values)
    return seen.ask("O35", lambda score: bool(score >= limit))


def _turns_out_little(seen: Seen) -> Answer:
    limit = seen.limit("DD16.external_rotation")

    def limited(hip: Mapping[str, Any]) -> bool | None:
        turned = hip.get("external_rotation")
        return None if turned is None else number(turned) < limit

    return seen.limb("O05", limited)


def _runs_then_stops(seen: Seen) -> Answer:
    shortest, longest = seen.limit("DD10.km_from"), seen.limit("DD10.km_to")
    run = seen.findings.get("S08", {}).get("km")
    return Answer(None, (), ("S08",)) if run is None else Answer(shortest <= number(run) <= longest, ("S08",))


def _stiff_long(seen: Seen) -> Answer:
    return seen.over("S11", seen.limit("red_flags.stiffness_minutes"))


def _swollen_at_all(seen: Seen) -> Answer:
    return any_of(seen.picked("S14", "after_exercise", "constant", "rapid_after_injury"), effusion(seen))


def _pulse_change(seen: Seen) -> Answer:
    return seen.limb("O39", lambda limb: bool(limb["pulses"] == "absent") if "pulses" in limb else None)


JOINT_LINES = any_ask(
    picked("S04", "medial_joint_line", "lateral_joint_line"), tender("medial_joint_line", "lateral_joint_line")
)

POINTERS: Mapping[str, tuple[Pointer, ...]] = {
    "DD01": (
        Pointer(
            "Pain at the inferior pole or the tendon",
            any_ask(picked("S04", "below_kneecap"), tender("inferior_pole", "patellar_tendon")),
        ),
        beside("Sore on jumping", sore_on("jumping")),
        aged("DD01"),
    ),
    "DD02": (Pointer("Superior pole tender", tender("superior_pole")), beside("Sore on squatting", sore_on("squat"))),
    "DD03": (
        Pointer("Fat pad sore or tender", any_ask(picked("S04", "fat_pad"), tender("fat_pad"))),
        Pointer("Sore below the kneecap on forced extension", found("forced_extension")),
        Pointer("Sore on prolonged standing", found("standing")),
    ),
    "DD04": (Pointer("Medial snap or pain", found("medial_snap")), Pointer("Thickened band", found("thickened_band"))),
    "DD05": (
        Pointer("Dislocation or subluxation in the history", picked("S16", *DISLOCATIONS)),
        Pointer("Apprehension positive", lambda seen: seen.limb("O09", bool)),
        beside("Generalised laxity", _lax_all_over),
    ),
    "DD06": (
        Pointer("Age over {}", _older, "needed", ("DD06.over",)),
        Pointer("Morning stiffness", lambda seen: seen.over("S11", 0)),
        beside("Crepitus with pain", picked("S15", "crepitus")),
        Pointer("Swelling", _swollen_at_all),
    ),
    "DD07": (Pointer("Joint-line pain", JOINT_LINES), Pointer("Bony change", found("bony_change"))),
    "DD08": (
        Pointer("Twist", picked("S03", "twist_injury")),
        Pointer(
            "Joint line tender",
            any_ask(tender("medial_joint_line", "lateral_joint_line"), tested(("joint_line",), ("pain",))),
        ),
        Pointer("Locking or catching", picked("S15", "true_locking", "catching")),
        Pointer("McMurray positive", tested(("mcmurray",), ("pain",))),
    ),
    "DD09": (
        Pointer("Trauma", picked("S03", *sorted(TRAUMA))),
        Pointer("Pop", found("pop")),
        Pointer("Giving way", picked("S15", "giving_way_with_pain", "giving_way_without_pain")),
        Pointer("Early effusion", picked("S14", "rapid_after_injury")),
        Pointer("A ligament lax", tested(LIGAMENTS, LAX)),
    ),
    "DD10": (
        Pointer("Lateral epicondyle pain", any_ask(picked("S04", "lateral_femoral_epicondyle"), tender("itb"))),
        Pointer("Starts in a run after {}–{} km", _runs_then_stops, "beside", ("DD10.km_from", "DD10.km_to")),
        Pointer("Noble compression positive", found("noble")),
    ),
    "DD11": (
        Pointer("Pain at the tibial tubercle", any_ask(picked("S04", "tibial_tubercle"), tender("tibial_tubercle"))),
        aged("DD11", "needed"),
        beside("Growth spurt", found("growth_spurt")),
    ),
    "DD12": (
        Pointer("Pain at the inferior pole", any_ask(picked("S04", "below_kneecap"), tender("inferior_pole"))),
        aged("DD12", "needed"),
    ),
    "DD13": (
        Pointer("Focal bony pain", picked("R06", "focal_bone_pain", "femoral_neck")),
        Pointer("Rest or night pain", any_ask(picked("R06", "rest_pain"), picked("S10", *NIGHT_PAIN))),
        beside("Load spike", load_spike),
        beside("Low energy", low_energy),
    ),
    "DD14": (
        Pointer("Superficial swelling", any_ask(picked("R01", "front_swelling"), found("superficial_swelling"))),
        beside("Sore on kneeling", sore_on("kneeling")),
    ),
    "DD15": (Pointer("Burning", picked("S05", "burning")), Pointer("Numb patch", found("numb_patch"))),
    "DD16": (
        Pointer("Groin or thigh pain", picked("S04", "hip_groin", "thigh")),
        Pointer("Hip rotation limited", any_ask(hip_turns_in_little, _turns_out_little)),
    ),
    "DD17": (
        Pointer("Back pain", found("back_pain")),
        Pointer("Neural test positive", found("neural_test")),
        Pointer("Dermatomal signs", found("dermatomal")),
    ),
    "DD18": (
        Pointer("Stiff in the morning for over {} min", _stiff_long, limits=("red_flags.stiffness_minutes",)),
        beside("Effusion", effusion),
        Pointer("Another joint", picked("R08", "other_joint")),
        Pointer("Systemic signs", any_ask(picked("R01", "unwell", "weight_loss", "night_sweats"), feverish)),
    ),
    "DD19": (Pointer("Red flag of infection", flags("RF01", "RF02", "RF03", "RF13")),),
    "DD20": (Pointer("Red flag of tumour", flags("RF14", "RF15", "RF16", "RF17")),),
    "DD21": (Pointer("Red flag of a clot", flags("RF05", "RF06")),),
    "DD22": (
        aged("DD22", "needed"),
        Pointer("Effusion", effusion),
        Pointer("Catching", picked("S15", "catching")),
        beside("Sport", any_ask(lambda seen: seen.over("S25", 0), sore_on("running", "jumping"))),
    ),
    "DD23": (Pointer("Pain at the superolateral pole", found("superolateral_pole")),),
    "DD24": (
        Pointer("Disproportionate pain", found("disproportionate")),
        Pointer("Change of colour, temperature or sweating", found("colour_change")),
    ),
    "DD25": (Pointer("Calf pain on exercise", found("calf_on_exercise")), Pointer("Pulse change", _pulse_change)),
}
