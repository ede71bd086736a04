"""The things that stand around the person, each drawn from a few measures; x is the left edge."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from programmes.figures.shapes import BAND, EDGE, INK, RIM, WHITE, line, number
from programmes.figures.signs import Measures, arch, beat, kneecap, quiet
from programmes.figures.skeleton import FLOOR


def box(x: float, top: float, size: tuple[float, float], corner: float = 3.0) -> str:
    """A plain block with rounded corners; size is width and height."""
    left, high, wide, tall, round_ = (number(value) for value in (x, top, *size, corner))
    return f'<rect x="{left}" y="{high}" width="{wide}" height="{tall}" rx="{round_}" {RIM}/>'


def _step(m: Measures) -> str:
    height = m.get("h", 24)
    return box(m["x"], FLOOR - height, (m.get("w", 54), height))


def _wall(m: Measures) -> str:
    height = m.get("h", 170)
    return box(m["x"], FLOOR - height, (13, height), 4)


def _mirror(m: Measures) -> str:
    n, x, h, w = number, m["x"], m.get("h", 140), m.get("w", 9)
    frame = box(x, FLOOR - h - 8, (w, h + 4), 4)
    glass = line(f"M{n(x + w / 2)} {n(FLOOR - h - 1)}v{n(h - 12)}", WHITE, w - 5)
    return frame + glass + line(f"M{n(x - 6)} {n(FLOOR - 2)}h{n(w + 12)}", EDGE, 4)


def _tall_mirror(m: Measures) -> str:
    """A mirror seen from the front, behind the person."""
    n, x, h, w = number, m["x"], m.get("h", 176), m.get("w", 96)
    inside = f'x="{n(x + 4)}" y="{n(FLOOR - h)}" width="{n(w - 8)}" height="{n(h - 6)}"'
    glass = f'<rect {inside} rx="4" fill="{WHITE}"/>'
    return box(x, FLOOR - h - 4, (w, h + 2), 7) + glass


def _chair(m: Measures) -> str:
    n, x, seat, width = number, m["x"], FLOOR - m.get("h", 46), m.get("w", 48)
    legs = f"M{n(x + 4)} {n(FLOOR - 1)}V{n(seat - 46)}M{n(x + width - 6)} {n(FLOOR - 1)}V{n(seat)}"
    return line(legs, EDGE, 4) + box(x - 1, seat - 48, (9, 34), 4) + box(x, seat, (width, 8), 4)


def _bench(m: Measures) -> str:
    n, x, w, seat = number, m["x"], m.get("w", 70), FLOOR - m.get("h", 52)
    legs = f"M{n(x + 7)} {n(FLOOR - 1)}V{n(seat)}M{n(x + w - 7)} {n(FLOOR - 1)}V{n(seat)}"
    return line(legs, EDGE, 4) + box(x, seat, (w, 8), 4)


def _mat(m: Measures) -> str:
    return box(m["x"], FLOOR - 6, (m.get("w", 190), 6))


def _rug(m: Measures) -> str:
    """A mat seen a little from above, for somebody who lies on one side and faces us."""
    n, x, w, deep = number, m["x"], m.get("w", 190), m.get("deep", 34)
    return f'<path d="M{n(x + 9)} {n(FLOOR - deep)}H{n(x + w - 9)}L{n(x + w)} {n(FLOOR + 1)}H{n(x)}Z" {RIM}/>'


def _towel(m: Measures) -> str:
    """A rolled towel seen from its end; (x, y) is where it lies."""
    n, x, y = number, m["x"], m.get("y", FLOOR)
    roll = f'<ellipse cx="{n(x)}" cy="{n(y - 6)}" rx="11" ry="6.4" fill="{WHITE}" stroke="{INK}" stroke-width="1.2"/>'
    return roll + line(f"M{n(x - 5)} {n(y - 6)}q5 -4 9 0q-4 4 -8 2", INK, 1.2)


def _roller(m: Measures) -> str:
    x, r = number(m["x"]), m.get("r", 10)
    y = number(m.get("y", FLOOR - r))
    return "".join(f'<circle cx="{x}" cy="{y}" r="{number(size)}" {RIM}/>' for size in (r, r * 0.4))


def _cushion(m: Measures) -> str:
    h, w = m.get("h", 10), m.get("w", 26)
    return box(m["x"] - w / 2, m.get("y", FLOOR - 6) - h, (w, h), h / 2)


def _post(m: Measures) -> str:
    height = m.get("h", 130)
    return box(m["x"] - 3, FLOOR - height, (6, height))


def _treadmill(m: Measures) -> str:
    """A belt that may rise towards the front, and a rail with a console."""
    n, x, w, rise = number, m["x"], m.get("w", 150), m.get("rise", 0)
    top = FLOOR - 6 - rise
    belt = f'<path d="M{n(x)} {n(FLOOR - 6)}L{n(x + w)} {n(top)}V{n(FLOOR)}H{n(x)}Z" {RIM}/>'
    return line(f"M{n(x + w - 4)} {n(top)}l8 -84h-16", EDGE, 4.5) + belt


def _bike(m: Measures) -> str:
    """An exercise bike around its crank at (x, y); saddle at (sx, sy), handlebar at (hx, hy)."""
    n, x, y = number, m["x"], m["y"]
    saddle, bar = (m["sx"], m["sy"]), (m["hx"], m["hy"])
    base = line(f"M{n(x - 50)} {n(FLOOR - 2)}H{n(x + 56)}M{n(x)} {n(y)}V{n(FLOOR - 3)}", EDGE, 5)
    front = f"M{n(x)} {n(y)}L{n(x + 38)} {n(y - 24)}L{n(bar[0])} {n(bar[1])}l9 -3"
    frame = line(f"M{n(x)} {n(y)}L{n(saddle[0])} {n(saddle[1] + 3)}{front}", EDGE, 5)
    wheel = f'<circle cx="{n(x + 38)}" cy="{n(y + 8)}" r="22" {RIM}/>'
    return base + wheel + frame + line(f"M{n(saddle[0] - 11)} {n(saddle[1])}h20", INK, 5)


def _leg_press(m: Measures) -> str:
    """A seat under hips at (x, y), its leaning back rest, and the rail of the plate."""
    n, x, y = number, m["x"], m["y"]
    rail = line(f"M{n(x - 20)} {n(FLOOR - 2)}H{n(x + 110)}M{n(x + 4)} {n(FLOOR - 2)}V{n(y + 15)}", EDGE, 5)
    rest = line(f"M{n(x - 4)} {n(y + 13)}L{n(x - 48)} {n(y - 34)}", EDGE, 8)
    return rail + rest + line(f"M{n(x)} {n(y + 15)}H{n(x + 24)}", EDGE, 8)


def _path(m: Measures) -> str:
    """A line on the floor seen from the front, running from behind the person towards us; x is its middle."""
    x = m["x"]
    return f'<path d="M{number(x - 1.5)} {number(FLOOR - 34)}h3l4 48h-11Z" fill="{BAND}"/>'


STANDING: Mapping[str, Callable[[Measures], str]] = {
    "step": _step, "box": _step, "wall": _wall, "mirror": _mirror, "tall-mirror": _tall_mirror,
    "chair": _chair, "bench": _bench, "mat": _mat, "roller": _roller, "cushion": _cushion, "post": _post,
    "treadmill": _treadmill, "bike": _bike, "leg-press": _leg_press, "path": _path, "rug": _rug, "towel": _towel,
    "beat": beat, "quiet": quiet, "arch": arch, "kneecap": kneecap,
}  # fmt: skip
# What is painted on the floor shows through the ghost of somebody who stood on it.
PAINTED = frozenset({"path"})
# How far a sign reaches up from its place and to the right of it: a thumbnail keeps it whole.
SIGNS: Mapping[str, tuple[float, float]] = {
    "arch": (37, 37), "kneecap": (37, 37), "beat": (3, 34), "quiet": (17, 24),
}  # fmt: skip
