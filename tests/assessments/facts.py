"""Findings built from single facts, each said or denied, so that a rule can be tried in every combination."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from assessments import rulebook
from assessments.examination.seen import Seen

TUESDAY = date(2025, 12, 2)
# What a list holds when everything in it was denied.
DENIED = {"S04": ["behind_kneecap"]}
# Fact → (path, value when it is so, value when it is not). Other facts are picks of a list: "R01.hot".
FACTS: dict[str, tuple[tuple[str, ...], Any, Any]] = {
    "temperature": (("R02",), 38, 37.9),
    "effusion": (("O02", "left"), "trace", "none"),
    "constant": (("S14",), "constant", "after_exercise"),
    "rapid": (("S14",), "rapid_after_injury", "none"),
    "twisted": (("S03",), "twist_injury", "gradual"),
    "after change": (("S03",), "after_load_change", "gradual"),
    "steroid": (("S21", "steroid"), True, False),
    "biologic": (("S21", "methotrexate_biologic"), True, False),
    "fluoroquinolone": (("S21", "fluoroquinolone"), True, False),
    "anticoagulant": (("S21", "anticoagulant"), True, False),
    "no pulse": (("O39", "right", "pulses"), "absent", "normal"),
    "numb": (("O39", "right", "sensation"), "altered", "normal"),
    "turns in little": (("O05", "left", "internal_rotation"), 34, 35),
    "sore turning in": (("O05", "left", "rotation_pain"), True, False),
    "dislocated": (("S16",), "1_dislocation", "subluxation"),
    "wakes": (("S10",), "wakes_settles_by_changing_position", "none"),
    "never settles": (("S10",), "wakes_does_not_settle", "wakes_settles_by_changing_position"),
    "lost weight": (("S28", "weight_loss"), True, False),
    "stiff": (("S11",), 31, 30),
    "long": (("S02",), {"on": "2025-11-03"}, {"on": "2025-11-04"}),
    "wide lump": (("R07",), 5.1, 5),
    "spike": (
        ("N04",),
        {"week_1": 20, "week_2": 20, "week_3": 27, "week_4": 27},
        {"week_1": 20, "week_2": 20, "week_3": 20, "week_4": 20},
    ),
    "low energy": (
        ("S28",),
        {"periods_stopped": True, "weight_loss": False, "restrictive_eating": True, "stress_fracture": False},
        {"periods_stopped": False, "weight_loss": False, "restrictive_eating": True, "stress_fracture": False},
    ),
    "within a week": (("T01", "within_7_days"), True, False),
    "fell": (("T01", "fall_or_blunt"), True, False),
    "patella tender": (("T01", "isolated_patella_tenderness"), True, False),
    "fibula tender": (("T01", "fibula_head_tenderness"), True, False),
    "no bend": (("T01", "cannot_flex_90"), True, False),
    "no standing": (("T01", "cannot_bear_weight"), True, False),
    "no walking": (("T01", "cannot_walk_4_steps"), True, False),
}


def findings(facts: Mapping[str, bool]) -> dict[str, Any]:
    """The findings of somebody of whom exactly these facts were said or denied."""
    told: dict[str, Any] = {}
    for fact, so in facts.items():
        if fact in FACTS:
            path, yes, no = FACTS[fact]
            place = told
            for step in path[:-1]:
                place = place.setdefault(step, {})
            place[path[-1]] = yes if so else no
        else:
            field, key = fact.split(".")
            told.setdefault(field, [])
            if so:
                told[field].append(key)
    return {field: value or DENIED.get(field, ["none"]) if value == [] else value for field, value in told.items()}


def seen(facts: Mapping[str, bool], age: int | None = 40) -> Seen:
    """These facts as the rules see them, by the shipped values."""
    return Seen(findings(facts), TUESDAY, age, rulebook.defaults())
