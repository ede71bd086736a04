"""The body as a chain of rods: joint angles in, joint positions out, every rod as long as it always was.

Angles are degrees on the screen: 0 points down, 90 towards the right edge, 180 up. Lengths are units of the
240 × 220 drawing box. Seen from the side the person faces right; lying on the back puts the head at the left,
lying face down puts it at the right. Seen from the front the near limbs are those at the right of the screen.
Seen from the front a leg may also tilt: so many degrees out of the page, positive towards us. Its rods keep their
length in space and look shorter by the cosine, as the thighs of somebody do who sits and faces us.
"""

from __future__ import annotations

import math
from typing import Literal, NamedTuple

View = Literal["side", "front"]

FLOOR = 205.0
TORSO, NECK, THIGH, SHIN, UPPER_ARM, FOREARM, FOOT = 50.0, 8.0, 44.0, 43.0, 31.0, 27.0, 22.0
HAND = 7.0
ANKLE_HEIGHT = 8.0
HEEL = 6.0
SHOULDER_HEIGHT = 46.0
HEAD_CENTRE = 19.0
HIP_HALF, SHOULDER_HALF = 8.0, 14.5


class FigureError(ValueError):
    """A figure that cannot be drawn: an unknown part, a hand or a foot that cannot reach its place."""


class Point(NamedTuple):
    """A place on the drawing, y downwards."""

    x: float
    y: float


class Angles(NamedTuple):
    """One pose: the direction in which every rod points, in degrees."""

    torso: float
    pelvis: float
    head: float
    near_thigh: float
    near_shin: float
    near_foot: float
    far_thigh: float
    far_shin: float
    far_foot: float
    near_upper: float
    near_fore: float
    far_upper: float
    far_fore: float
    near_thigh_tilt: float = 0.0
    near_shin_tilt: float = 0.0
    far_thigh_tilt: float = 0.0
    far_shin_tilt: float = 0.0

    def towards(self, other: Angles, share: float) -> Angles:
        """The pose a share (0–1) of the way to the other one."""
        return Angles(*(a + (b - a) * share for a, b in zip(self, other, strict=True)))

    def leg(self, side: str) -> tuple[float, float]:
        """How long thigh and shin of one leg look."""
        thigh, shin = (getattr(self, f"{side}_{rod}_tilt") for rod in ("thigh", "shin"))
        return THIGH * math.cos(math.radians(thigh)), SHIN * math.cos(math.radians(shin))


Skeleton = dict[str, Point]
ORIGIN = Point(0.0, 0.0)


def away(start: Point, angle: float, length: float) -> Point:
    """The far end of a rod that begins at start."""
    turn = math.radians(angle)
    return Point(start.x + length * math.sin(turn), start.y + length * math.cos(turn))


def heading(start: Point, end: Point) -> float:
    """The angle in degrees of the line from start to end."""
    return math.degrees(math.atan2(end.x - start.x, end.y - start.y))


def sole(ankle: Point, foot: float, view: View, along: float = 0.0) -> Point:
    """The point of the sole under the ankle, or `along` units nearer to the toes."""
    if view == "front":
        return away(ankle, foot, ANKLE_HEIGHT)
    return away(away(ankle, foot - 90.0, ANKLE_HEIGHT), foot, along)


def joints(angles: Angles, view: View, hip: Point = ORIGIN) -> Skeleton:
    """Every named point of the body when the middle of the pelvis is at hip."""
    front = view == "front"
    found: Skeleton = {"hip": hip, "shoulder": away(hip, angles.torso, SHOULDER_HEIGHT)}
    found["neck"] = away(hip, angles.torso, TORSO)
    found["head"] = away(found["neck"], angles.head, HEAD_CENTRE)
    for side, sign in (("near", 1.0), ("far", -1.0)):
        thigh, shin, foot = (float(getattr(angles, f"{side}_{rod}")) for rod in ("thigh", "shin", "foot"))
        upper, fore = (float(getattr(angles, f"{side}_{rod}")) for rod in ("upper", "fore"))
        root = away(hip, angles.pelvis + 90.0, sign * HIP_HALF) if front else hip
        long_thigh, long_shin = angles.leg(side)
        knee = away(root, thigh, long_thigh)
        ankle = away(knee, shin, long_shin)
        shoulder = found["shoulder"]
        if front:
            shoulder = away(shoulder, angles.torso - 90.0, sign * SHOULDER_HALF)
        elbow = away(shoulder, upper, UPPER_ARM)
        wrist = away(elbow, fore, FOREARM)
        under = sole(ankle, foot, view)
        found |= {
            f"{side} hip": root,
            f"{side} above-knee": away(root, thigh, long_thigh * 0.8),
            f"{side} knee": knee,
            f"{side} ankle": ankle,
            f"{side} foot": under,
            f"{side} toe": under if front else away(under, foot, FOOT),
            f"{side} heel": under if front else away(under, foot, -HEEL),
            f"{side} shoulder": shoulder,
            f"{side} elbow": elbow,
            f"{side} wrist": wrist,
            f"{side} hand": away(wrist, fore, HAND),
        }
    return found


def moved(body: Skeleton, by: Point) -> Skeleton:
    """The same pose somewhere else."""
    return {name: Point(spot.x + by.x, spot.y + by.y) for name, spot in body.items()}


def bend(start: Point, end: Point, lengths: tuple[float, float], side: float) -> tuple[float, float]:
    """The two angles of a limb of two rods that begins at start and must end at end.

    side +1 bends it like a knee of somebody who faces right, −1 like the elbow. Raises FigureError when the
    place is out of reach by more than half a unit.
    """
    first, second = lengths
    gap = math.hypot(end.x - start.x, end.y - start.y)
    if gap > first + second + 0.5 or gap < abs(first - second):
        raise FigureError(f"a limb of {first:g} + {second:g} cannot span {gap:.1f}")
    gap = min(gap, first + second)
    corner = math.acos(max(-1.0, min(1.0, (first**2 + gap**2 - second**2) / (2 * first * gap))))
    angle = heading(start, end) + side * math.degrees(corner)
    return angle, heading(away(start, angle, first), end)


def near_to(angle: float, wish: float) -> float:
    """The same direction, written with the number of turns that lies closest to wish."""
    return angle + 360.0 * round((wish - angle) / 360.0)
