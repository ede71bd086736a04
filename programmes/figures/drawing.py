"""A figure as one SVG: ground and props behind, the body, what lies in front, an arrow.

Everything is written as presentation attributes, so the drawing needs no style sheet and no script. A page
may stop the loop with the `pauseAnimations()` of the `<svg class="figure moving">`.
"""

from __future__ import annotations

import re
from html import escape
from typing import Literal

from programmes.figures import shapes
from programmes.figures.body import Artist
from programmes.figures.figure import Figure
from programmes.figures.motion import Moment, moments, solve
from programmes.figures.props import CLOSE_UPS, STANDING, line
from programmes.figures.shapes import number
from programmes.figures.skeleton import FLOOR, FigureError, Point, Skeleton

Mode = Literal["animated", "still", "thumbnail"]
SAFE_IDENT = re.compile(r"[A-Za-z][A-Za-z0-9_-]*\Z")


def draw(exercise_figure: Figure, *, mode: Mode, ident: str) -> str:
    """The figure as one `<svg>`.

    animated loops with the tempo; still shows the first pose as a ghost, the last one, and an arrow;
    thumbnail is the last pose alone, cropped to the body. ident begins every id inside, so it must differ
    between the figures of a page.
    Raises ValueError for an ident that is no id, FigureError for poses that cannot be.
    """
    if not SAFE_IDENT.match(ident):
        raise ValueError(f"{ident!r} cannot begin an id")
    figure = exercise_figure
    last = solve(figure, figure.poses[0] if figure.loop == "round" else figure.poses[-1])
    way = moments(figure) if mode == "animated" else [last]
    near, far = shapes.NEAR, (shapes.FAR if figure.build.view == "side" else shapes.NEAR)
    breathes = mode == "animated" and figure.loop == "hold"
    artist = Artist(figure, way, near, far, breathes=breathes)
    parts = [_ground(last, figure), *(STANDING[t.kind](t.measures) for t in figure.standing if not t.front)]
    if mode == "still" and figure.loop in ("there_and_back", "one_way"):
        parts.append(Artist(figure, [solve(figure, figure.poses[0])], shapes.GHOST, shapes.GHOST).body())
    links = [(thing.front, artist.link(index)) for index, thing in enumerate(figure.links)]
    parts += [text for front, text in links if not front]
    parts.append(artist.body())
    parts += [text for front, text in links if front]
    parts += [STANDING[t.kind](t.measures) for t in figure.standing if t.front]
    if mode == "still" and figure.arrow:
        parts.append(_arrow(figure, last))
    frame = _crop(last.joints, figure) if mode == "thumbnail" else "0 0 240 220"
    css = "figure moving" if mode == "animated" else f"figure {mode}"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="{css}" viewBox="{frame}" role="img" '
        f'aria-labelledby="{ident}-title {ident}-desc">'
        f'<title id="{ident}-title">{escape(figure.title)}</title>'
        f'<desc id="{ident}-desc">{escape(figure.description)}</desc>{"".join(parts)}</svg>'
    )


def _ground(moment: Moment, figure: Figure) -> str:
    """The shadow under the body and the line of the floor."""
    low = [spot.x for spot in moment.joints.values() if spot.y > FLOOR - 60] or [moment.hip.x]
    middle, half = (min(low) + max(low)) / 2, max(34.0, (max(low) - min(low)) / 2 + 8)
    n = number
    return (
        f'<ellipse cx="{n(middle)}" cy="{n(FLOOR + 1.5)}" rx="{n(half)}" ry="4" '
        f'fill="{shapes.SHADOW}" fill-opacity=".13"/>' + line(f"M14 {n(FLOOR + 0.8)}H226", "#DDD1BE", 1.8)
    )


def _arrow(figure: Figure, last: Moment) -> str:
    """The dotted coral arrow along the way that a joint takes, moved aside."""
    arrow = figure.arrow
    if arrow is None:
        raise FigureError("arrow: the figure has none")
    first = solve(figure, figure.poses[0] if figure.loop != "round" else figure.poses[-1])
    start, end = first.joints[arrow.of], last.joints[arrow.of]
    way = Point(end.x - start.x, end.y - start.y)
    length = max(0.1, (way.x**2 + way.y**2) ** 0.5)
    wanted = max(20.0, min(34.0, length))
    middle = Point((start.x + end.x) / 2 + arrow.shift.x, (start.y + end.y) / 2 + arrow.shift.y)
    ux, uy = way.x / length, way.y / length
    tail = Point(middle.x - ux * wanted / 2, middle.y - uy * wanted / 2)
    tip = Point(middle.x + ux * wanted / 2, middle.y + uy * wanted / 2)
    bow = Point(middle.x - uy * arrow.bow, middle.y + ux * arrow.bow)
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


def _crop(joints: Skeleton, figure: Figure) -> str:
    """A square view box around the body, the floor and any close-up."""
    spots = [*joints.values()]
    left, right = min(spot.x for spot in spots) - 14, max(spot.x for spot in spots) + 14
    top, bottom = min(spot.y for spot in spots) - 20, FLOOR + 5
    for thing in figure.standing:
        if thing.kind in CLOSE_UPS:
            right, top = max(right, thing.measures["x"] + 37), min(top, thing.measures["y"] - 37)
    side = max(right - left, bottom - top)
    edges = ((left + right - side) / 2, bottom - side, side, side)
    return " ".join(number(edge) for edge in edges)
