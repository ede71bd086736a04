"""Signs beside the person, for what a pose cannot tell: a beat, silence, and close-ups in a round."""

from __future__ import annotations

from collections.abc import Mapping

from programmes.figures.shapes import BAND, CORAL, EDGE, INK, SKIN, WHITE, line, number, path

Measures = Mapping[str, float]


def beat(m: Measures) -> str:
    """A phone that ticks: the metronome of a cadence drill."""
    n, x, y = number, m["x"], m["y"]
    phone = f'<rect x="{n(x)}" y="{n(y)}" width="16" height="27" rx="3.5" fill="{INK}"/>'
    screen = f'<rect x="{n(x + 2)}" y="{n(y + 3)}" width="12" height="19" rx="1.5" fill="{WHITE}"/>'
    waves = line(f"M{n(x + 21)} {n(y + 7)}q5 6 0 13M{n(x + 26)} {n(y + 3)}q8 10 0 21", BAND, 2)
    return phone + screen + waves + line(f"M{n(x + 3)} {n(y + 13)}h2l1.5 -4 2 7 1.5 -3h3", INK, 1.2)


def quiet(m: Measures) -> str:
    """A loudspeaker with a stroke through it: land without a sound."""
    speaker = path("M-9 -5h6l8 -7v24l-8 -7h-6Z", INK)
    waves = line("M10 -5q4 5 0 10M15 -9q7 9 0 18", EDGE, 2)
    place = f"translate({number(m['x'])} {number(m['y'])})"
    return f'<g transform="{place}">{speaker}{waves}{line("M-12 13L19 -14", CORAL, 3)}</g>'


def _close_up(m: Measures, inside: str) -> str:
    """The round of a close-up, its middle at (x, y)."""
    return (
        f'<g transform="translate({number(m["x"])} {number(m["y"])})">'
        f'<circle r="34" fill="{WHITE}" stroke="{EDGE}" stroke-width="1.6"/>{inside}</g>'
    )


def arch(m: Measures) -> str:
    """A close-up of a bare foot whose arch is drawn up, with the way the ball of the foot goes."""
    foot = (
        "M-18 -24Q-18 -8 -22 6Q-24 14 -15 14Q-3 13 0 8Q6 9 10 14H24Q28 10 22 7Q4 0 -2 -24Z",
        "M20 20H4m4 -3.5l-4 3.5 4 3.5",
        "M3 3v-13m-3 3.5l3 -3.5 3 3.5",
    )
    skin = f'<path d="{foot[0]}" fill="{SKIN}"/>'
    return _close_up(m, skin + line(foot[1], CORAL, 2) + line(foot[2], CORAL, 2))


def kneecap(m: Measures) -> str:
    """A close-up of a knee from the front: a thumb on the outside slides the kneecap inwards."""
    leg = "M-14 -31Q-11 -8 -13 0Q-12 10 -11 32H9Q12 8 12 0Q12 -10 15 -31Z"
    skin = f'<path d="{leg}" fill="{SKIN}"/>'
    cap = f'<ellipse cy="-1" rx="7.4" ry="8.6" fill="{CORAL}" stroke="{WHITE}" stroke-width="1.6"/>'
    thumb, way = line("M30 7L13 0", INK, 7.5), line("M10 -15H-8m4 -3.5l-4 3.5 4 3.5", WHITE, 2)
    return _close_up(m, skin + cap + thumb + way)
