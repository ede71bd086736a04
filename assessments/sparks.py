"""A fortnight of pain as one small strip on three grounds, with a dotted line where nobody said for days."""

from collections.abc import Sequence
from itertools import pairwise

from assessments.charts import EASE, FINE, INK, OK, pain_shape

WIDE, HIGH, EDGE = 132, 30, 8
HIGHEST = 10
# Mornings are asked after sessions, two or three days apart; longer is silence.
USUAL_GAP = 3
# The grounds of ease back, OK and fine end half way between two whole numbers.
GROUNDS = ((EASE, 10.0, 5.5), (OK, 5.5, 2.5), (FINE, 2.5, 0.0))

Said = tuple[int, int]  # the number of the day, the pain of that day


def pain_spark(pains: Sequence[int | None]) -> str:
    """The strip, one entry a day and the oldest first, 0 to 10 or None where nobody said.

    It says nothing to screen readers: the number has to stand beside it.
    """
    days = len(pains)
    said: list[Said] = [(day, pain) for day, pain in enumerate(pains) if pain is not None]
    parts = [
        f'<rect x="0" y="{_y(top)}" width="{WIDE}" height="{round(_y(foot) - _y(top), 1)}" fill="{ground[2]}"/>'
        for ground, top, foot in GROUNDS
    ]
    parts += [_line(days, one, other, dotted=other[0] - one[0] > USUAL_GAP) for one, other in pairwise(said)]
    if said:
        day, pain = said[-1]
        if day < days - 1:
            parts.append(_line(days, (day, pain), (days - 1, pain), dotted=True))
        parts.append(pain_shape(_x(days, day), _y(pain), pain, 4))
    return f'<svg class="spark" viewBox="0 0 {WIDE} {HIGH}" aria-hidden="true">{"".join(parts)}</svg>'


def _x(days: int, day: int) -> float:
    return round(EDGE + (WIDE - 2 * EDGE) * day / max(days - 1, 1), 1)


def _y(pain: float) -> float:
    """A little inside, so that the point of 0 or 10 stays whole."""
    return round(4 + (HIGH - 8) * (1 - pain / HIGHEST), 1)


def _line(days: int, one: Said, other: Said, *, dotted: bool) -> str:
    (x, y), (to_x, to_y) = ((_x(days, day), _y(pain)) for day, pain in (one, other))
    dots = ' stroke-dasharray="1.5 3"' if dotted else ""
    return f'<path d="M{x} {y}L{to_x} {to_y}" stroke="{INK}" stroke-width="1.75" stroke-linecap="round"{dots}/>'
