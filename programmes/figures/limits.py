"""How far a living body bends: the bend of every joint of a pose, and the range it must stay in."""

from __future__ import annotations

import math
from collections.abc import Mapping

from programmes.figures.skeleton import Angles, View, near_to

Direction = tuple[float, float, float]

# Degrees of bend that a living joint allows, generous enough for drawing: (least, most). [design]
HUMAN_RANGE: Mapping[str, tuple[float, float]] = {
    "hip": (-35.0, 140.0),
    "knee": (-3.0, 150.0),
    "ankle": (-60.0, 40.0),
    "shoulder": (-75.0, 190.0),
    "elbow": (-8.0, 155.0),
}


def in_space(angle: float, tilt: float) -> Direction:
    """The direction of a rod as across, down and towards us, of length 1."""
    turn, lean = math.radians(angle), math.radians(tilt)
    return math.sin(turn) * math.cos(lean), math.cos(turn) * math.cos(lean), math.sin(lean)


def opening(one: Direction, other: Direction) -> float:
    """The angle in degrees between two directions, 0 to 180."""
    return math.degrees(math.acos(max(-1.0, min(1.0, sum(a * b for a, b in zip(one, other, strict=True))))))


def bends(angles: Angles, view: View = "side") -> dict[str, float]:
    """How far each joint is bent, in degrees; from the side flexion is positive, from the front all is."""
    return _bends_facing(angles) if view == "front" else _bends_in_profile(angles)


def _bends_facing(angles: Angles) -> dict[str, float]:
    found: dict[str, float] = {}
    for side in ("near", "far"):
        thigh, shin = (
            in_space(getattr(angles, f"{side}_{rod}"), getattr(angles, f"{side}_{rod}_tilt"))
            for rod in ("thigh", "shin")
        )
        upper, fore = (in_space(getattr(angles, f"{side}_{rod}"), 0.0) for rod in ("upper", "fore"))
        found[f"{side} hip"] = opening(thigh, in_space(angles.pelvis, 0.0))
        found[f"{side} knee"] = opening(thigh, shin)
        found[f"{side} shoulder"] = opening(upper, in_space(angles.torso + 180.0, 0.0))
        found[f"{side} elbow"] = opening(upper, fore)
    return found


def _bends_in_profile(angles: Angles) -> dict[str, float]:
    found: dict[str, float] = {}
    for side in ("near", "far"):
        thigh, shin, foot = (float(getattr(angles, f"{side}_{rod}")) for rod in ("thigh", "shin", "foot"))
        upper, fore = (float(getattr(angles, f"{side}_{rod}")) for rod in ("upper", "fore"))
        found[f"{side} hip"] = near_to(thigh - angles.pelvis, 50.0)
        found[f"{side} knee"] = near_to(thigh - shin, 70.0)
        found[f"{side} ankle"] = near_to(foot - shin - 90.0, 0.0)
        found[f"{side} shoulder"] = near_to(upper - angles.torso + 180.0, 60.0)
        found[f"{side} elbow"] = near_to(fore - upper, 70.0)
    return found
