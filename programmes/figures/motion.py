"""Poses through time: planted hands and feet are solved for every moment, so nothing slides or stretches."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from programmes.figures.figure import Figure, KeyPose
from programmes.figures.skeleton import (
    FOREARM,
    HAND,
    UPPER_ARM,
    Angles,
    FigureError,
    Point,
    Skeleton,
    bend,
    joints,
    moved,
    near_to,
    sole,
)

BREATH = 4.0
REST = 0.7
DEGREES_A_STEP = 8.0
# The pull that draws a circle through its four quarters: a cubic arc leaves with 3 × 0.5523 radii, and the places
# before and after lie two radii apart.
CIRCLE = 3 * 0.5523 / 2


class Moment(NamedTuple):
    """One solved pose: its share of the loop (0–1), the angles, the middle of the pelvis, every joint."""

    share: float
    angles: Angles
    hip: Point
    joints: Skeleton


def solve(figure: Figure, pose: KeyPose, share: float = 0.0) -> Moment:
    """The pose with its anchor in place and its held hands and feet bent to where they must be."""
    view, angles = figure.view, pose.angles
    loose = joints(angles, view)
    hip = Point(pose.at.x - loose[figure.anchor].x, pose.at.y - loose[figure.anchor].y)
    body = moved(loose, hip)
    for part, place in pose.holds:
        try:
            angles = _reach(figure, angles, body, part, place)
        except FigureError as wrong:
            raise FigureError(f"hold.{part}: {wrong}") from wrong
    return Moment(share, angles, hip, joints(angles, view, hip) if pose.holds else body)


def _reach(figure: Figure, angles: Angles, body: Skeleton, part: str, place: Point) -> Angles:
    """The angles with one limb bent so that its part is at place; it bends the way it was written."""
    side, end = part.split(" ")
    if end == "hand":
        first, second = f"{side}_upper", f"{side}_fore"
        lengths, root, straight = (UPPER_ARM, FOREARM + HAND), body[f"{side} shoulder"], -1.0
    else:
        first, second = f"{side}_thigh", f"{side}_shin"
        lengths, root, straight = angles.leg(side), body[f"{side} hip"], 1.0
        if end != "ankle":
            origin = Point(0.0, 0.0)
            foot = float(getattr(angles, f"{side}_foot"))
            along = {"foot": 0.0, "toe": 22.0, "heel": -6.0}[end]
            under = sole(origin, foot, figure.view, along)
            place = Point(place.x - under.x, place.y - under.y)
    was = (float(getattr(angles, first)), float(getattr(angles, second)))
    way = straight if was[0] == was[1] else math.copysign(1.0, was[0] - was[1])
    now = bend(root, place, lengths, way)
    return angles._replace(**{first: near_to(now[0], was[0]), second: near_to(now[1], was[1])})


def blend(a: KeyPose, b: KeyPose, share: float) -> KeyPose:
    """The written pose a share of the way between two."""
    places = dict(b.holds)
    holds = tuple(
        (part, Point(*(u + (v - u) * share for u, v in zip(spot, places.get(part, spot), strict=True))))
        for part, spot in a.holds
    )
    at = Point(a.at.x + (b.at.x - a.at.x) * share, a.at.y + (b.at.y - a.at.y) * share)
    return KeyPose(a.angles.towards(b.angles, share), at, holds)


def seconds(figure: Figure) -> float:
    """How long one loop lasts."""
    if figure.loop == "hold":
        return BREATH
    if figure.loop == "round":
        return figure.beats[0] * len(figure.poses)
    if figure.loop == "one_way":
        return figure.beats[0] + figure.beats[1] + REST
    return sum(figure.beats) + REST


def _steps(a: KeyPose, b: KeyPose) -> int:
    """How many straight pieces are needed so that no piece turns a rod by much more than eight degrees."""
    widest = max(abs(u - v) for u, v in zip(a.angles, b.angles, strict=True))
    return max(3, min(9, math.ceil(widest / DEGREES_A_STEP)))


def _spread(poses: tuple[KeyPose, ...]) -> list[KeyPose]:
    """The poses with as many between them as a smooth drawing needs, evenly spaced in time."""
    if len(poses) == 1:
        return list(poses)
    steps = max(_steps(a, b) for a, b in pairwise(poses))
    if len(poses) > 2:
        steps = min(steps, 4)
    count = steps * (len(poses) - 1)
    found = []
    for index in range(count + 1):
        eased = (1 - math.cos(math.pi * index / count)) / 2 * (len(poses) - 1)
        leg = min(int(eased), len(poses) - 2)
        found.append(blend(poses[leg], poses[leg + 1], eased - leg))
    return found


def _curve(four: Sequence[float], share: float, pull: float = 0.5) -> float:
    """A value on the smooth curve from the second to the third of four.

    With a pull of 0.5 it is the curve of Catmull and Rom (1974); pull is the speed at a key pose, as a share of
    the way from the one before to the one after.
    """
    p, a, b, n = four
    leave, arrive = pull * (b - p), pull * (n - a)
    return a + share * (leave + share * (3 * (b - a) - 2 * leave - arrive + share * (2 * (a - b) + leave + arrive)))


def _circuit(poses: tuple[KeyPose, ...], steps: int) -> list[KeyPose]:
    """The poses of a movement that goes round, smoothed through every key pose."""
    found = []
    for index in range(len(poses) * steps + 1):
        leg, step = divmod(index, steps)
        four = [poses[(leg + offset) % len(poses)] for offset in (-1, 0, 1, 2)]
        share = step / steps

        def spot(places: Sequence[Point], share: float = share) -> Point:
            # A pedal goes through four key places on a circle and must not leave it.
            return Point(*(_curve([p[axis] for p in places], share, CIRCLE) for axis in (0, 1)))

        rods = {rod: _curve([getattr(pose.angles, rod) for pose in four], share) for rod in Angles._fields}
        holds = tuple((part, spot([pose.holds[n][1] for pose in four])) for n, (part, _) in enumerate(four[1].holds))
        found.append(KeyPose(Angles(**rods), spot([pose.at for pose in four]), holds))
    return found


def moments(figure: Figure) -> list[Moment]:
    """The whole loop, solved; the last moment equals the first."""
    if figure.loop == "hold":
        return [solve(figure, figure.poses[-1])]
    if figure.loop == "round":
        way = _circuit(figure.poses, 4 if len(figure.poses) > 2 else 6)
        return [solve(figure, pose, index / (len(way) - 1)) for index, pose in enumerate(way)]
    way = _spread(figure.poses)
    there, held, back = figure.beats
    whole, last = seconds(figure), len(way) - 1
    found = [solve(figure, pose, index / last * there / whole) for index, pose in enumerate(way)]
    if figure.loop == "one_way":
        # What cannot be undone, a landing, stays for a moment and begins again.
        return [*found, found[-1]._replace(share=0.995), found[0]._replace(share=1.0)]
    turn = [moment._replace(share=(there + held + (last - i) / last * back) / whole) for i, moment in enumerate(found)]
    if held > 0:
        found.append(turn[-1])
    found.extend(reversed(turn[:-1]))
    found.append(found[0]._replace(share=1.0))
    return found
