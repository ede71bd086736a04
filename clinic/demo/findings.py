"""What the physio finds: an examination that fits the cause behind the knee, left and right. Pure."""

from datetime import date, timedelta
from random import Random
from typing import Any

from clinic.demo.courses import Cause, Course
from clinic.demo.knee import Knee
from clinic.demo.names import GOALS

SAID: dict[Cause, str] = {
    "SG1": "Load came up faster than the knee could follow; strength and movement near even.",
    "SG2": "Hip and thigh short of strength on the sore side; load tolerance low.",
    "SG3": "Knee drifts inwards on the step and when tired; strength near even.",
    "SG4": "Mobile foot and stiff calf on the sore side; kneecap tilts little.",
}
PLANNED: dict[Cause, str] = {
    "SG1": "Cut running by a third for two weeks, keep strength, build up by the pain guide. Review in 2 weeks.",
    "SG2": "Hip first, then knee; three sessions a week. Running as it is, under 3 of 10. Review in 2 weeks.",
    "SG3": "Mirror work and step-downs, running video in week 3. Review in 2 weeks.",
    "SG4": "Calf and foot work, trial of an insole for six weeks. Review in 2 weeks.",
}
LIMBS = ("left", "right")
# Where a sore knee is marked on the body chart: the kneecap and its inner edge.
MARKS = {
    "left": [{"view": "front", "x": 0.68, "y": 0.467}, {"view": "front", "x": 0.605, "y": 0.46}],
    "right": [{"view": "front", "x": 0.318, "y": 0.467}, {"view": "front", "x": 0.393, "y": 0.46}],
}
MEDICINES = ("anticoagulant", "steroid", "methotrexate_biologic", "fluoroquinolone", "hormonal")
# Hip out, hip turned out, knee straight: sound limbs, in per cent of body weight.
SOUND = {"female": (33, 20, 62), "male": (37, 24, 74)}


def first_findings(course: Course, knee: Knee, random: Random, *, on: date, day: int, age: int) -> dict[str, Any]:
    """A whole first examination, ready to sign; some tests that nobody had time for are left out."""
    found = {**_history(course, knee, random, on=on, day=day), **_movement(course, knee, random, day=day)}
    found |= _strength(course, random, even=0)
    found |= _kneecap(course, random)
    if age < 18:
        found["O05"] = both({"internal_rotation": 42, "external_rotation": 46, "rotation_pain": False})
    if course.runner:
        found |= _running(course, knee, random, day=day)
    for unlucky in random.sample(("O23", "O24", "O25", "O38", "O03", "O34", "O16"), 4):
        found.pop(unlucky, None)
    return found


def review_findings(course: Course, knee: Knee, random: Random, *, day: int, weeks: int) -> dict[str, Any]:
    """What is looked at again: pain, signs of danger, the step, strength that has moved."""
    worst = knee.worst(day)
    found = {
        "S01": course.side,
        "S06": {"worst": worst, "usual": knee.usual(day), "now": knee.resting(day)},
        "S10": "none",
        "S13": "within_1h" if worst < 6 else "over_24h",
        "S14": "none",
        "S15": ["none"],
        "S31": ["none"],
        **_movement(course, knee, random, day=day, better=weeks // 2),
        **_strength(course, random, even=weeks * 2),
    }
    if course.side == "both":
        found["S01b"] = "left"
    return found


def gait_findings(random: Random) -> dict[str, Any]:
    """What the running video shows of somebody who needs it."""
    return {
        "O37": "treadmill",
        "G1": {"spm": random.randint(154, 168), "speed": 10.5},
        "G2": "heel",
        "G3": random.randint(8, 14),
        "G6": "upright",
        "G7": {"grade": "clear", "degrees": random.randint(6, 9)},
        "G8": random.choice(("mild", "clear")),
        "G9": {"crossover": random.random() < 0.4},
        "G10": "absent",
        "G11": random.randint(1, 3),
    }


def plan_words(course: Course, *, first: bool, worst: int) -> str:
    """Assessment and plan, as a physio would write it in two lines."""
    if first:
        return f"{SAID[course.cause]}\n{PLANNED[course.cause]}"
    mood = {
        "better": "Settling as hoped. Next phase; keep three sessions a week.",
        "slow": "Slow but steady. Same dose two more weeks, then look again.",
        "flare": "Was settling. Keep the step-down low, call if it flares again.",
        "silent": "Few sessions done: made them shorter, agreed on two days.",
        "worse": "No better yet. Load down by a third, look again at the diagnosis next time.",
    }
    return f"Worst pain {worst}/10. {mood[course.trend]}"


def both(value: Any) -> dict[str, Any]:
    """The same on the left and on the right."""
    return dict.fromkeys(LIMBS, value)


def sided(course: Course, sore: Any, sound: Any) -> dict[str, Any]:
    """One value for the sore limb and one for the sound; sore on both where both are."""
    return {limb: sore if course.side in (limb, "both") else sound for limb in LIMBS}


def _history(course: Course, knee: Knee, random: Random, *, on: date, day: int) -> dict[str, Any]:
    worst = knee.worst(day)
    hurts = {"squat": max(worst - 1, 1), "stairs_down": worst, "prolonged_sitting": max(worst - 2, 1)}
    if course.runner:
        hurts |= {"running": max(worst - 1, 1), "downhill": worst}
    goals = random.sample(GOALS, 2)
    found: dict[str, Any] = {
        "S01": course.side,
        "S02": {"on": (on - timedelta(weeks=course.onset_weeks)).isoformat(), "precision": "month"},
        "S03": "after_load_change" if course.cause == "SG1" else "gradual",
        "S04": random.choice((["behind_kneecap"], ["around_kneecap"], ["behind_kneecap", "around_kneecap"])),
        "S04b": [mark for limb in LIMBS if course.side in (limb, "both") for mark in MARKS[limb]],
        "S05": random.choice((["ache"], ["ache", "sharp"], ["grinding", "ache"])),
        "S06": {"worst": worst, "usual": knee.usual(day), "now": knee.resting(day)},
        "S07": hurts,
        "S09": random.choice((["rest"], ["rest", "flat_ground"], ["movement", "ice"])),
        "S10": "none",
        "S11": random.choice((0, 5, 10)),
        "S12": knee.resting(day),
        "S13": random.choice(("within_1h", "1_to_24h")),
        "S14": random.choice(("none", "none", "after_exercise")),
        "S15": random.choice((["none"], ["crepitus"])),
        "S16": "none",
        "S19": {"kinds": random.choice((["none"], ["rest"], ["rest", "online_plan"]))},
        "S20": ["none"],
        "S21": dict.fromkeys(
            ("anticoagulant", "steroid", "methotrexate_biologic", "fluoroquinolone", "hormonal"), False
        ),
        "S24": {"kind": random.choice(("mostly_sitting", "standing", "manual"))},
        "S25": random.randrange(60, 360, 15),
        "S26": {"hours": random.choice((6, 6.5, 7, 7.5, 8)), "quality": random.choice(("good", "fair"))},
        "S27": random.randint(2, 7),
        "S29": {"beliefs": random.choice(("Wear and tear?", "Ran too much", "Bad shoes")), "confidence": 6},
        "S30": [
            {"goal": goal, "measure": "Told at each review", "target": (on + timedelta(weeks=12)).isoformat()}
            for goal in goals
        ],
        "S31": ["none"],
        "S32": ["fear_of_damage"] if course.trend == "worse" else ["none"],
        "S33": True,
        "D01": "excluded",
        "O39": both({"pulses": "normal", "sensation": "normal"}),
    }
    if course.side == "both":
        found["S01b"] = random.choice(LIMBS)
    if course.allergy:
        found["S22"] = [{"to": course.allergy, "kind": "latex"}]
    return found


def _movement(course: Course, knee: Knee, random: Random, *, day: int, better: int = 0) -> dict[str, Any]:
    poor = course.cause == "SG3"
    step = max((4 if poor else 1) - better, 0)
    pain = max(knee.worst(day) - 2, 0)
    return {
        "O12": {"pain": pain, "depth": "full" if pain < 3 else "three_quarters", "reproduces": pain > 0},
        "O13": sided(course, step, random.choice((0, 1))),
        "O14": sided(course, "poor" if step > 3 else "fair" if step > 1 else "good", "good"),
        "O15": sided(course, {"painful": pain > 1, "pain": pain}, {"painful": False, "pain": 0}),
        "O16": sided(course, random.randint(14, 18) + better, random.randint(19, 22)),
        "O38": both(random.randint(34, 60)),
    }


def _strength(course: Course, random: Random, *, even: int) -> dict[str, Any]:
    """kgf by hand-held dynamometer; `even` is how many per cent the weak side has won since."""
    body = Random(course.person.full_name)
    woman = course.person.sex == "female"
    height = body.randint(158, 174) if woman else body.randint(171, 190)
    weight = height - 105 + body.randint(-4, 8)
    weak = course.cause == "SG2"
    found = {
        "S23": {"height": height, "weight": weight},
        "M01": {"unit": "kgf", "device": "Hand-held, belt", "position": "Side-lying; sitting, 60°"},
    }
    for field, per_cent, share in zip(("O17", "O18", "O21"), SOUND[course.person.sex], (76, 82, 91), strict=True):
        sound = weight * per_cent
        sore = min(share + even, 99) if weak else random.randint(94, 101)
        found[field] = sided(course, _kgf(sound * sore // 100), _kgf(sound))
    found |= {
        "O22": sided(course, 3 if weak else 1, 0),
        "O23": sided(course, random.randint(18, 24), random.randint(24, 30)),
        "O24": both(random.randint(38, 70)),
        "O25": sided(course, random.randint(14, 20), random.randint(20, 28)),
    }
    return found


def _kneecap(course: Course, random: Random) -> dict[str, Any]:
    stiff = course.cause == "SG4"
    girth = random.randint(420, 480)
    return {
        "O02": sided(course, random.choice(("none", "none", "trace")), "none"),
        "O03": sided(course, {"at_10": _kgf(girth * 10 - 80)}, {"at_10": _kgf(girth * 10)}),
        "O04": sided(course, {"flexion": 136, "extension": 0}, {"flexion": 140, "extension": 0}),
        "O06": sided(course, {"medial_facet": 1, "lateral_facet": 2, "patellar_tendon": 0}, {"lateral_facet": 0}),
        "O07": sided(course, "positive" if stiff else "negative", "negative"),
        "O08": sided(course, {"medial": 1 if stiff else 2, "lateral": 2}, {"medial": 2, "lateral": 2}),
        "O09": both(False),
        "O10": sided(course, True, False),
        "O11": both({"lachman": "normal", "valgus_30": "normal", "varus_30": "normal", "mcmurray": "normal"}),
        "O26": both(random.randint(6, 8) if stiff else random.randint(1, 4)),
        "O29": sided(course, {"cm": 7 if stiff else 11}, {"cm": 12}),
        "O30": both(12),
        "O31": both({"lag": random.randint(10, 18)}),
        "O32": both({"degrees": random.randint(132, 142)}),
        "O34": both(random.randint(5, 15)),
    }


def _running(course: Course, knee: Knee, random: Random, *, day: int) -> dict[str, Any]:
    """A running profile; a spike of load where load is the cause."""
    before = random.randint(18, 40)
    spike = course.cause == "SG1"
    weeks = (before, before + 2, before + 9, before + 14) if spike else (before, before - 2, before - 3, before - 6)
    return {
        "N01": random.choice((0.5, 1, 3, 6, 12)),
        "N02": {"now": 2, "before": 3},
        "N03": {"now": weeks[-1] // 2, "before": before, "mean_4_weeks": sum(weeks) // 4},
        "N04": {f"week_{place}": km for place, km in enumerate(weeks, start=1)},
        "N05": {"last_30_days": before // 3, "target": random.choice((5, 10, 21))},
        "N06": random.choice(("5:20", "5:45", "6:10", "6:40")),
        "N07": ["distance_up", "hills"] if spike else ["none"],
        "N10": "none",
        "N11": {"spm": random.randint(154, 172), "source": "watch"},
        "N12": random.choice(("heel", "mid", "unknown")),
        "N14": {"pain": max(knee.worst(day) - 1, 1), "onset_km": random.choice((2, 3, 5))},
    }


def _kgf(hundredths: int) -> float | int:
    """One decimal, as it is read off the device."""
    tenths = (hundredths + 5) // 10
    return tenths // 10 if tenths % 10 == 0 else tenths / 10
