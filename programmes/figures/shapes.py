"""The outlines of the body, each drawn hanging straight down from its joint, and the colours they wear."""

from __future__ import annotations

import math
from typing import NamedTuple

from programmes.figures.skeleton import ANKLE_HEIGHT, FOOT, FOREARM, TORSO, UPPER_ARM


class Coat(NamedTuple):
    """The four colours of a limb."""

    skin: str
    top: str
    shorts: str
    shoe: str


NEAR = Coat("#33796B", "#1D5C52", "#123F37", "#123F37")
FAR = Coat("#A9C6BC", "#93B5A9", "#7FA498", "#8FB0A5")
GHOST = Coat("#DDE2D6", "#DDE2D6", "#DDE2D6", "#DDE2D6")
CORAL, WHITE, BAND, PROP, EDGE, SHADOW = "#EA5F3C", "#FFFDFA", "#E0A526", "#E9DFCF", "#CDBFA9", "#1D3B34"
INK, SKIN = NEAR.shorts, NEAR.skin
RIM = f'fill="{PROP}" stroke="{EDGE}" stroke-width="1.6" stroke-linejoin="round"'


def number(value: float) -> str:
    """A coordinate with one decimal at most and nothing superfluous."""
    text = f"{value:.1f}"
    if text.endswith(".0"):
        text = text[:-2]
    return "0" if text == "-0" else text


def capsule(length: float, wide: float, narrow: float, start: float = 0.0) -> str:
    """The path of a tapered limb: a round of radius wide at its joint, one of radius narrow at its end."""
    slope = (wide - narrow) / (length - start)
    rise = math.sqrt(1 - slope**2)
    n = number
    return (
        f"M{n(-wide * rise)} {n(start + wide * slope)}"
        f"A{n(wide)} {n(wide)} 0 1 1 {n(wide * rise)} {n(start + wide * slope)}"
        f"L{n(narrow * rise)} {n(length + narrow * slope)}"
        f"A{n(narrow)} {n(narrow)} 0 0 1 {n(-narrow * rise)} {n(length + narrow * slope)}Z"
    )


def path(outline: str, fill: str, more: str = "") -> str:
    """A filled path element."""
    return f'<path fill="{fill}" d="{outline}"{more}/>'


def line(points: str, colour: str, width: float) -> str:
    """A round-ended stroke along a path."""
    return (
        f'<path d="{points}" fill="none" stroke="{colour}" stroke-width="{number(width)}" '
        'stroke-linecap="round" stroke-linejoin="round"/>'
    )


def thigh(coat: Coat, length: float) -> str:
    """The thigh with the leg of the shorts over its upper two thirds."""
    return path(capsule(length, 10.5, 7.2), coat.skin) + path(capsule(length * 0.62, 11.2, 9.4), coat.shorts)


def shin(coat: Coat, length: float, view: str) -> str:
    """The shin; from the side the calf has its belly behind."""
    n, belly, low = number, length * 0.33, length * 0.85
    calf = f"M2 {n(length * 0.5)}L-4.6 {n(low)}Q-10.6 {n(belly)} -5 1Z"
    if view == "front":
        calf = f"M7 4Q8.2 {n(belly)} 5 {n(low)}L-5 {n(low)}Q-8.2 {n(belly)} -7 4Z"
    return path(capsule(length, 7.2, 4.6) + calf, coat.skin)


def foot(coat: Coat, view: str, *, bare: bool = False) -> str:
    """The shoe with its pale sole, or the bare foot; from the side the toes hang down, the sole is at the left."""
    n, low, toe = number, -ANKLE_HEIGHT, FOOT + 1.5
    if view == "front":
        tip = n(ANKLE_HEIGHT + 0.6)
        front = f"M-5.4 -3.5Q0 -7.5 5.4 -3.5Q7.4 4 5.6 7.6Q0 {tip} -5.6 7.6Q-7.4 4 -5.4 -3.5Z"
        return path(front, coat.shoe)
    upper = "Q-1 -9.6 4.6 -6.6L5.2 3.6Q1.8 9 -1"
    outline = f"M{n(low)} -7.6{upper} {n(toe - 7)}Q-3.4 {n(toe)} {n(low)} {n(toe)}Z"
    if coat is GHOST or bare:
        return path(outline, coat.skin)
    seam = f'<path d="M{n(low + 0.7)} -7V{n(toe - 0.8)}" stroke="{WHITE}" stroke-width="1.4"/>'
    return path(outline, coat.shoe) + seam


def upper_arm(coat: Coat) -> str:
    """The upper arm with a short sleeve."""
    return path(capsule(UPPER_ARM, 6.6, 5), coat.skin) + path(capsule(15, 7.2, 6.4), coat.top)


def forearm(coat: Coat) -> str:
    """The forearm and the hand."""
    return path(capsule(FOREARM, 5, 3.7), coat.skin) + path(capsule(FOREARM + 6.5, 4.3, 3.3, FOREARM - 1), coat.skin)


def torso(coat: Coat, view: str) -> str:
    """The trunk from the hips to the shoulders, in shirt and shorts."""
    top = number(TORSO - 3)
    neck = path(capsule(TORSO + 9, 4.8, 4.2, TORSO - 6), coat.skin)
    if view == "front":
        shirt = (
            f"M-11.5 2Q-9.6 16 -12.6 30L-18 42Q-19 {top} -13 {number(TORSO - 1)}L-5 {number(TORSO + 1)}"
            f"Q0 {number(TORSO - 7)} 5 {number(TORSO + 1)}L13 {number(TORSO - 1)}"
            f"Q19 {top} 18 42L12.6 30Q9.6 16 11.5 2Z"
        )
        return neck + path(shirt, coat.top)
    # Local left is the front of the body: the drawing hangs down, and the person stands the other way up.
    shirt = (
        "M-10.6 0Q-9.8 12 -10.2 17Q-12.6 28 -12 34Q-11.6 42 -8 46"
        f"Q-3 {number(TORSO + 2.5)} 4 {number(TORSO + 0.5)}"
        f"Q12 46 12.2 35Q11.6 27 10.4 18Q10 10 11.4 0Z"
    )
    hips = "M-11.2 0A11.3 11.3 0 0 1 11.4 0L10.6 8.6Q0 10.6 -10.4 8.6Z"
    return neck + path(shirt, coat.top) + path(hips, coat.shorts)


def hips(coat: Coat) -> str:
    """The shorts of somebody who faces us, drawn upright, with the belt line."""
    shorts = path("M-11 -9Q0 -12 11 -9Q15.5 -4 17 4Q0 12 -17 4Q-15.5 -4 -11 -9Z", coat.shorts)
    if coat is GHOST:
        return shorts
    return shorts + f'<path d="M-11.6 -7.8Q0 -10.4 11.6 -7.8" stroke="{FAR.skin}" stroke-width="1.8" fill="none"/>'


def head(coat: Coat, view: str, *, bun: bool = True) -> str:
    """The head above the neck: skin, cap of hair, and a bun or short hair."""
    if view == "front":
        skull = f'<ellipse cy="19" rx="10.4" ry="12.4" fill="{coat.skin}"/>'
        hair = "M-10.6 21Q-10 32.6 0 32.8Q10 32.6 10.6 21Q9 27 0 27.4Q-9 27 -10.6 21Z"
        knot = f'<circle cy="34" r="4.9" fill="{coat.shorts}"/>' if bun else ""
        return knot + skull + path(hair, coat.shorts)
    face = "M9 24Q7 31.4 0 31.4Q-10.8 31 -11 20L-14 15.4L-10.8 14.6Q-10.4 9 -8 7.6Q-4 6.4 0 7L6 9Q10 14 9 24Z"
    hair = "M-10.8 21.4Q-9.8 32.6 1 32.8Q12 32 11.6 20Q11 13.4 6.6 11.2Q8 17 4.4 20.4Q-4 24 -10.8 21.4Z"
    knot = f'<circle cx="12.6" cy="27.6" r="4.9" fill="{coat.shorts}"/>' if bun else ""
    return path(face, coat.skin) + path(hair, coat.shorts) + knot


def knee() -> str:
    """The coral dot that marks the knee, with its halo."""
    return (
        f'<circle r="11" fill="{CORAL}" fill-opacity=".22"/>'
        f'<circle r="5.6" fill="{CORAL}" stroke="{WHITE}" stroke-width="1.6"/>'
    )
