"""A figure as one SVG: ground and props behind, the body, what lies in front, an arrow.

Everything is written as presentation attributes, so the drawing needs no style sheet and no script. A page
may stop the loop with the `pauseAnimations()` of the `<svg class="figure moving">`, and shows the still to
somebody who asked for less motion; paper has the pair.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from html import escape
from typing import Literal

from programmes.figures import shapes
from programmes.figures.body import Artist
from programmes.figures.figure import Figure, KeyPose
from programmes.figures.marks import arrow, ground, then
from programmes.figures.motion import Moment, moments, solve
from programmes.figures.props import PAINTED, SIGNS, STANDING
from programmes.figures.shapes import number
from programmes.figures.skeleton import FLOOR, Skeleton

Mode = Literal["animated", "still", "pair", "thumbnail"]
SAFE_IDENT = re.compile(r"[A-Za-z][A-Za-z0-9_-]*\Z")
WIDE, HIGH, GAP = 240, 220, 20
LOOKS: Mapping[Mode, str] = {"animated": "moving", "still": "still", "pair": "side-by-side", "thumbnail": "thumbnail"}


def draw(exercise_figure: Figure, *, mode: Mode, ident: str) -> str:
    """The figure as one `<svg>`.

    animated loops with the tempo; still shows the first pose as a ghost, the last one, and an arrow; pair
    shows the two poses side by side, for paper; thumbnail is the last pose alone, cropped to the body.
    ident begins every id inside, so it must differ between the figures of a page.
    Raises ValueError for an ident that is no id, FigureError for poses that cannot be.
    """
    if not SAFE_IDENT.match(ident):
        raise ValueError(f"{ident!r} cannot begin an id")
    figure = exercise_figure
    first, last = (solve(figure, pose) for pose in figure.ends)
    shown = first if figure.loop == "round" else last
    frame = f"0 0 {WIDE} {HIGH}"
    if mode == "animated":
        inside = _scene(figure, moments(figure), breathes=figure.loop == "hold")
    elif mode == "still":
        ghost = figure.poses[0] if figure.loop != "round" and len(figure.poses) > 1 else None
        inside = _scene(figure, [shown], ghost=ghost) + arrow(figure)
    elif mode == "pair":
        frame = f"0 0 {2 * WIDE + GAP} {HIGH}"
        inside = _pair(figure, first, last)
    else:
        frame = _crop(shown.joints, figure)
        inside = _scene(figure, [shown])
    css = f"figure {LOOKS[mode]}"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="{css}" viewBox="{frame}" role="img" '
        f'aria-labelledby="{ident}-title {ident}-desc">'
        f'<title id="{ident}-title">{escape(figure.title)}</title>'
        f'<desc id="{ident}-desc">{escape(figure.description)}</desc>{inside}</svg>'
    )


def _scene(figure: Figure, way: Sequence[Moment], *, ghost: KeyPose | None = None, breathes: bool = False) -> str:
    """Ground, props and body from back to front; with one moment nothing moves."""
    far = shapes.FAR if figure.view == "side" or figure.lies else shapes.NEAR
    artist = Artist(figure, way, shapes.NEAR, far, breathes=breathes)
    # The shadow of a loop lies where the body ends; that of somebody who stays, under the body.
    parts = [ground(solve(figure, figure.poses[-1]) if len(way) > 1 else way[-1])]
    behind = [thing for thing in figure.standing if not thing.front]
    parts += [STANDING[thing.kind](thing.measures) for thing in behind if thing.kind not in PAINTED]
    if ghost:
        parts.append(Artist(figure, [solve(figure, ghost)], shapes.GHOST, shapes.GHOST).body())
    parts += [STANDING[thing.kind](thing.measures) for thing in behind if thing.kind in PAINTED]
    links = [(thing.front, artist.link(index)) for index, thing in enumerate(figure.links)]
    parts += [text for front, text in links if not front]
    parts.append(artist.body())
    parts += [text for front, text in links if front]
    parts += [STANDING[thing.kind](thing.measures) for thing in figure.standing if thing.front]
    return "".join(parts)


def _pair(figure: Figure, first: Moment, last: Moment) -> str:
    """Two stills side by side, each whole, so that nothing depends on colour or on motion."""
    mark = "" if figure.loop == "round" else arrow(figure)
    one, other = _scene(figure, [first]), _scene(figure, [last]) + mark
    moved = f'<g class="after" transform="translate({WIDE + GAP} 0)">{other}</g>'
    return f'<g class="before">{one}</g>{then(WIDE + GAP / 2, HIGH / 2)}{moved}'


def _crop(joints: Skeleton, figure: Figure) -> str:
    """A square view box around the body, the floor and any sign."""
    spots = [*joints.values()]
    left, right = min(spot.x for spot in spots) - 14, max(spot.x for spot in spots) + 14
    top, bottom = min(spot.y for spot in spots) - 20, FLOOR + 5
    for thing in figure.standing:
        if thing.kind in SIGNS:
            up, along = SIGNS[thing.kind]
            right, top = max(right, thing.measures["x"] + along), min(top, thing.measures["y"] - up)
    side = max(right - left, bottom - top)
    edges = ((left + right - side) / 2, bottom - side, side, side)
    return " ".join(number(edge) for edge in edges)
