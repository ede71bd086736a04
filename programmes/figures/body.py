"""The body as SVG: nested groups that only turn, so a limb can neither stretch nor slip from its joint."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from programmes.figures import shapes
from programmes.figures.figure import Figure, Side
from programmes.figures.kit import LINKS, WORN
from programmes.figures.motion import BREATH, Moment, seconds
from programmes.figures.shapes import Coat, number
from programmes.figures.skeleton import (
    FOOT,
    FOREARM,
    HIP_HALF,
    SHIN,
    SHOULDER_HALF,
    SHOULDER_HEIGHT,
    THIGH,
    TORSO,
    UPPER_ARM,
    away,
    heading,
)

MIDDLE = (0.0, 0.0)


class Artist:
    """Draws one body through its moments; with one moment nothing moves."""

    def __init__(self, figure: Figure, way: Sequence[Moment], near: Coat, far: Coat, *, breathes: bool = False) -> None:
        self.figure, self.way, self.view, self.breathes = figure, way, figure.view, breathes
        self.near, self.far = near, far
        self.bare = near is shapes.GHOST
        times = ";".join(f"{moment.share:.3f}".rstrip("0").rstrip(".") for moment in way)
        self.clock = f'dur="{number(seconds(figure))}s" repeatCount="indefinite" keyTimes="{times}"'

    def moving(self, tag: str, name: str, values: Sequence[str]) -> str:
        """An animation of one attribute, or nothing when it stays the same."""
        if len(set(values)) == 1:
            return ""
        kind = (
            f'animateTransform attributeName="transform" type="{name}"'
            if tag == "g"
            else f'animate attributeName="{name}"'
        )
        return f'<{kind} {self.clock} values="{";".join(values)}"/>'

    def hung(self, at: Callable[[Moment], tuple[float, float]], inner: str) -> str:
        """A group at a place that may move along with the moments, when a rod tilts."""
        values = [f"{number(x)} {number(y)}" for x, y in map(at, self.way)]
        return f'<g transform="translate({values[0]})">{self.moving("g", "translate", values)}{inner}</g>'

    def seen(self, lengths: Callable[[Moment], float], full: float, inner: str) -> str:
        """A rod drawn at its full length and shortened to the length that it looks."""
        values = [f"1 {lengths(moment) / full:.2f}" for moment in self.way]
        if set(values) == {"1 1.00"}:
            return inner
        return f'<g transform="scale({values[0]})">{self.moving("g", "scale", values)}{inner}</g>'

    def turned(self, rod: str, parent: str, at: tuple[float, float], inner: str) -> str:
        """A group that hangs at a place of its parent rod and turns by the angle between the two."""
        turns = [
            getattr(m.angles, parent) - getattr(m.angles, rod) if parent else -getattr(m.angles, rod) for m in self.way
        ]
        values = [number(turn) for turn in turns]
        move = self.moving("g", "rotate", values)
        place = "" if at == MIDDLE else f"translate({number(at[0])} {number(at[1])})"
        if not move:
            spin = "" if values[0] == "0" else f"rotate({values[0]})"
            return f'<g transform="{place}{spin}">{inner}</g>' if place or spin else f"<g>{inner}</g>"
        group = f'<g transform="rotate({values[0]})">{move}{inner}</g>'
        return f'<g transform="{place}">{group}</g>' if place else group

    def limb(self, name: str, outline: str, length: float = 0.0) -> str:
        """One rod of the body with what is worn on it; a ghost is nameless and wears nothing."""
        if self.bare:
            return outline
        worn = (thing for thing in self.figure.worn if thing.on == name)
        kit = "".join(WORN[thing.kind](thing.measures.get("at", 0.9) * length) for thing in worn)
        return f'<g class="{name}">{outline}</g>{kit}'

    def coat(self, side: Side) -> Coat:
        """The colours of a leg: a shin that is lifted behind somebody who faces us is pale like all that is far."""
        if side == "near" or self.bare:
            return self.near
        return shapes.FAR if self.way[0].angles.far_shin_tilt < -45 else self.far

    def leg(self, side: Side) -> str:
        """Thigh over shin over shoe, hung from the hip."""
        coat, view = self.coat(side), self.view
        shoe = self.limb(f"{side} foot", shapes.foot(coat, view, bare=self.figure.barefoot), FOOT)
        foot = self.turned(f"{side}_foot", f"{side}_shin", MIDDLE, shoe)
        foot = self.hung(lambda moment: (0.0, moment.angles.leg(side)[1]), foot)
        shin = self.limb(f"{side} shin", shapes.shin(coat, SHIN, view), SHIN)
        shin = self.seen(lambda moment: moment.angles.leg(side)[1], SHIN, shin)
        lower = self.turned(f"{side}_shin", f"{side}_thigh", MIDDLE, foot + shin)
        lower = self.hung(lambda moment: (0.0, moment.angles.leg(side)[0]), lower)
        thigh = self.limb(f"{side} thigh", shapes.thigh(coat, THIGH), THIGH)
        thigh = self.seen(lambda moment: moment.angles.leg(side)[0], THIGH, thigh)
        return self.at_hip(side, lower + thigh)

    def at_hip(self, side: Side, inner: str) -> str:
        """What hangs along a thigh; from the front each hip sits at its end of the pelvis."""
        rod = f"{side}_thigh"
        if self.view == "side":
            return self.turned(rod, "", MIDDLE, inner)
        across = HIP_HALF if side == "near" else -HIP_HALF
        return self.turned("pelvis", "", MIDDLE, self.turned(rod, "pelvis", (across, 0.0), inner))

    def arm(self, side: Side) -> str:
        """Upper arm over forearm, in the frame of the trunk."""
        coat = self.near if side == "near" else self.far
        lower = self.limb(f"{side} forearm", shapes.forearm(coat), FOREARM)
        below = self.turned(f"{side}_fore", f"{side}_upper", (0.0, UPPER_ARM), lower)
        upper = self.limb(f"{side} upper-arm", shapes.upper_arm(coat), UPPER_ARM)
        across = 0.0
        if self.view == "front":
            # The trunk is drawn hanging, so its left is the right of somebody who stands.
            across = -SHOULDER_HALF if side == "near" else SHOULDER_HALF
        return self.turned(f"{side}_upper", "torso", (across, SHOULDER_HEIGHT), below + upper)

    def trunk(self) -> str:
        """Trunk and head; the chest of somebody who holds still widens a little and comes back."""
        view = self.view
        chest = shapes.torso(self.near, view)
        if self.breathes:
            breath = (
                f'<animateTransform attributeName="transform" type="scale" dur="{number(BREATH)}s" '
                'repeatCount="indefinite" values="1 1;1.05 1;1 1"/>'
            )
            chest = f"<g>{breath}{chest}</g>"
        face = self.limb("head", shapes.head(self.near, view, bun=self.figure.bun))
        return self.limb("torso", chest, TORSO) + self.turned("head", "torso", (0.0, TORSO), face)

    def hips(self) -> str:
        """The hips of somebody who faces us; they tip with the pelvis, and the belt line shows it."""
        return self.turned("pelvis", "", MIDDLE, shapes.hips(self.near))

    def dot(self) -> str:
        """The coral dot on the knee that matters."""
        side = self.figure.dot
        mark = self.hung(lambda moment: (0.0, moment.angles.leg(side)[0]), shapes.knee())
        return self.at_hip(side, f'<g class="dot">{mark}</g>')

    def placed(self, inner: str) -> str:
        """The whole body, moved so that what is planted stays where it is."""
        return self.hung(lambda moment: moment.hip, inner)

    def body(self) -> str:
        """Far limbs, near leg, trunk, near arm and the dot, from back to front."""
        legs = self.leg("far") + self.leg("near")
        front = self.view == "front"
        hips = self.hips() if front else ""
        if front and not self.figure.lies:
            trunk = self.turned("torso", "", MIDDLE, self.trunk())
            arms = self.turned("torso", "", MIDDLE, self.arm("far") + self.arm("near"))
            behind, before = "", trunk + hips + arms
        else:
            behind = self.turned("torso", "", MIDDLE, self.arm("far"))
            trunk = self.turned("torso", "", MIDDLE, self.trunk() + self.arm("near"))
            before = hips + trunk
        whole = self.placed(behind + legs + before + ("" if self.bare else self.dot()))
        return f'<g class="ghost">{whole}</g>' if self.bare else whole

    def link(self, index: int) -> str:
        """A band, strap or crank between two places; one that wraps reaches beyond both."""
        thing = self.figure.links[index]
        colour, width = LINKS[thing.kind]
        over = thing.measures.get("wrap", 0.0)
        tracks: dict[str, list[str]] = {"x1": [], "y1": [], "x2": [], "y2": []}
        for moment in self.way:
            start, end = (moment.joints[end] if isinstance(end, str) else end for end in thing.ends)
            if over:
                way = heading(start, end)
                start, end = away(start, way + 180.0, over), away(end, way, over)
            for name, value in zip(tracks, (*start, *end), strict=True):
                tracks[name].append(number(value))
        fixed = " ".join(f'{name}="{values[0]}"' for name, values in tracks.items())
        moves = "".join(self.moving("line", name, values) for name, values in tracks.items())
        look = f'stroke="{colour}" stroke-width="{number(width)}" stroke-linecap="round"'
        return f"<line {fixed} {look}>{moves}</line>"
