"""What is worn on a limb, drawn so many units along it, and what is stretched between two places."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from programmes.figures.shapes import BAND, EDGE, INK, RIM, line, number


def _band(along: float) -> str:
    return line(f"M-9.4 {number(along)}H9.4", BAND, 4.6)


def _dumbbell(along: float) -> str:
    heads = f"M-9 {number(along - 4)}v8M9 {number(along - 4)}v8"
    return line(f"M-7 {number(along)}H7", EDGE, 3) + line(heads, INK, 5)


def _bar(along: float) -> str:
    """The end of a barbell: we look along it at the disc."""
    y = number(along)
    return f'<circle cy="{y}" r="15" {RIM}/><circle cy="{y}" r="4" fill="{INK}"/>'


def _cuff(along: float) -> str:
    return f'<rect x="-7.4" y="{number(along - 5)}" width="14.8" height="10" rx="3" fill="{BAND}"/>'


def _plate(along: float) -> str:
    """The plate of a leg press under the sole, on the strut that slides along the rail."""
    return (
        line(f"M-11 {number(along - 20)}V-58", EDGE, 4)
        + f'<rect x="-14" y="{number(along - 22)}" width="6" height="52" rx="2" {RIM}/>'
    )


WORN: Mapping[str, Callable[[float], str]] = {
    "band": _band, "dumbbell": _dumbbell, "bar": _bar, "cuff": _cuff, "plate": _plate,
}  # fmt: skip

# Colour and width of what is stretched between two places.
LINKS: Mapping[str, tuple[str, float]] = {
    "band": (BAND, 5.0), "thin-band": (BAND, 3.0), "strap": (BAND, 2.6), "crank": (INK, 4.0),
}  # fmt: skip
