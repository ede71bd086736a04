"""What one exercise looks like, as data: a few poses, what stays planted, what stands around the person."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from programmes.figures.skeleton import Angles, Point, View

Loop = Literal["there_and_back", "one_way", "round", "hold"]
Side = Literal["near", "far"]


@dataclass(frozen=True)
class KeyPose:
    """One pose as it was written: angles, where the anchor is, and where held hands and feet must be."""

    angles: Angles
    at: Point
    holds: tuple[tuple[str, Point], ...] = ()


@dataclass(frozen=True)
class Thing:
    """A prop that stands still on the floor, one that is worn on a limb, or one that links two places."""

    kind: str
    on: str = ""
    measures: Mapping[str, float] = field(default_factory=dict)
    ends: tuple[str | Point, ...] = ()
    front: bool = False


@dataclass(frozen=True)
class Arrow:
    """The coral arrow: along the way of one joint, moved aside so that it does not cover the body."""

    of: str
    shift: Point
    bow: float = 0.0


@dataclass(frozen=True)
class Figure:
    """An exercise figure, ready to be solved and drawn."""

    title: str
    description: str
    view: View
    anchor: str
    poses: tuple[KeyPose, ...]
    loop: Loop = "there_and_back"
    beats: tuple[float, float, float] = (3.0, 1.0, 2.0)
    dot: Side = "near"
    bun: bool = True
    standing: tuple[Thing, ...] = ()
    worn: tuple[Thing, ...] = ()
    links: tuple[Thing, ...] = ()
    arrow: Arrow | None = None
    barefoot: bool = False

    @property
    def ends(self) -> tuple[KeyPose, KeyPose]:
        """The two poses that tell the exercise: first and last, or the first two of a movement that goes round."""
        return (self.poses[0], self.poses[1]) if self.loop == "round" else (self.poses[0], self.poses[-1])

    @property
    def lies(self) -> bool:
        """Whether the trunk lies rather than stands or sits."""
        return abs(math.cos(math.radians(self.poses[0].angles.torso))) < 0.6

    @classmethod
    def from_dict(
        cls, table: Mapping[str, object], *, title: str, beats: tuple[float, float, float] = (3.0, 1.0, 2.0)
    ) -> Figure:
        """The figure of a `[figure]` table; beats are seconds there, held and back.

        Raises FigureError with the name of the key that is wrong.
        """
        from programmes.figures.reading import figure_from

        return figure_from(table, title=title, beats=beats)
