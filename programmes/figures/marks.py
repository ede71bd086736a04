"""What is drawn around the body: the ground under it, the arrow beside it, the sign between two stills."""

from __future__ import annotations

from programmes.figures import shapes
from programmes.figures.figure import Figure
from programmes.figures.motion import Moment, solve
from programmes.figures.shapes import line, number
from programmes.figures.skeleton import FLOOR, Point


def ground(moment: Moment) -> str:
    """The shadow under the body and the line of the floor."""
    low = [spot.x for spot in moment.joints.values() if spot.y > FLOOR - 60] or [moment.hip.x]
    middle, half = (min(low) + max(low)) / 2, max(34.0, (max(low) - min(low)) / 2 + 8)
    n = number
    return (
        f'<ellipse cx="{n(middle)}" cy="{n(FLOOR + 1.5)}" rx="{n(half)}" ry="4" '
        f'fill="{shapes.SHADOW}" fill-opacity=".13"/>' + line(f"M14 {n(FLOOR + 0.8)}H226", "#DDD1BE", 1.8)
    )


def arrow(figure: Figure) -> str:
    """The dotted coral arrow along the way that a joint takes, moved aside; nothing for a figure without one."""
    mark = figure.arrow
    if mark is None:
        return ""
    poses = (figure.poses[-1], figure.poses[0]) if figure.loop == "round" else figure.ends
    start, end = (solve(figure, pose).joints[mark.of] for pose in poses)
    way = Point(end.x - start.x, end.y - start.y)
    length = max(0.1, (way.x**2 + way.y**2) ** 0.5)
    wanted = max(20.0, min(34.0, length))
    middle = Point((start.x + end.x) / 2 + mark.shift.x, (start.y + end.y) / 2 + mark.shift.y)
    ux, uy = way.x / length, way.y / length
    tail = Point(middle.x - ux * wanted / 2, middle.y - uy * wanted / 2)
    tip = Point(middle.x + ux * wanted / 2, middle.y + uy * wanted / 2)
    bow = Point(middle.x - uy * mark.bow, middle.y + ux * mark.bow)
    hx, hy = tip.x - bow.x, tip.y - bow.y
    size = max(0.1, (hx**2 + hy**2) ** 0.5)
    hx, hy = hx / size * 5.5, hy / size * 5.5
    n = number
    shaft = f"M{n(tail.x)} {n(tail.y)}Q{n(bow.x)} {n(bow.y)} {n(tip.x)} {n(tip.y)}"
    barb = (
        f"M{n(tip.x - hx - hy * 0.75)} {n(tip.y - hy + hx * 0.75)}L{n(tip.x)} {n(tip.y)}"
        f"L{n(tip.x - hx + hy * 0.75)} {n(tip.y - hy - hx * 0.75)}"
    )
    return (
        f'<g class="arrow" fill="none" stroke="{shapes.CORAL}" stroke-width="2" stroke-linecap="round">'
        f'<path d="{shaft}" stroke-dasharray=".1 4.2"/><path d="{barb}" stroke-linejoin="round"/></g>'
    )


def then(x: float, y: float) -> str:
    """The sign between two stills: first the left one, then the right one."""
    return line(f"M{number(x - 4)} {number(y - 8)}l8 8 -8 8", shapes.INK, 3)
