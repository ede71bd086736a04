"""Weeks drawn on the server: kilometres run with the worst pain above, and sessions done of those planned.

Told by shape and pattern as well as by colour; the week we are in has a dashed edge, as it isn't over yet.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from math import ceil

from assessments.charts import CARD, CORAL, FOOT, GREEN, INK, LEFT, LINE, QUIET, RIGHT, pain_shape, picture, text_at
from programmes.load import Week, km
from programmes.weekly import SessionWeek

# Room above the bars for the shapes of pain; narrower bars leave out every second label.
HEAD = 34
LABEL_WIDTH = 46
SCALES = (5, 10, 20, 30, 40, 60, 80, 100)


def running_chart(weeks: Sequence[Week], *, says: str, width: int = 560, height: int = 220) -> str:
    """Kilometres week by week, the newest first in `weeks` and last on the paper. Empty without a week."""
    if not weeks:
        return ""
    told = list(reversed(weeks))
    most = max(week.distance_km for week in told)
    top = next((scale for scale in SCALES if most <= scale), ceil(most / 50) * 50)
    paper = _Paper(width, height, len(told), top)
    parts = paper.grid((0, top // 2 if top % 2 == 0 else Decimal(top) / 2, top))
    for place, week in enumerate(told):
        now = place == len(told) - 1
        if week.distance_km:
            parts.append(paper.bar(place, week.distance_km, CORAL if now else GREEN, dashed=now))
        if week.worst_pain is not None:
            parts.append(pain_shape(paper.middle(place), paper.y(week.distance_km) - 12, week.worst_pain, 5))
        parts += paper.label(place, f"{week.starts_on.day} {week.starts_on:%b}", now=now)
    return picture(width, height, says, parts)


def sessions_chart(weeks: Sequence[SessionWeek], *, says: str, width: int = 460, height: int = 200) -> str:
    """Sessions week by week, the oldest first: planned as an outline, done as a solid bar. Empty without a week."""
    if not weeks:
        return ""
    top = max(max(week.planned, week.done, 1) for week in weeks)
    paper = _Paper(width, height, len(weeks), top)
    parts = paper.grid((0, top))
    for place, week in enumerate(weeks):
        if week.planned:
            parts.append(paper.outline(place, week.planned))
        if week.done:
            parts.append(paper.bar(place, week.done, CORAL if week.now else GREEN, dashed=week.now))
        parts += paper.label(place, f"Wk {week.number}", now=week.now)
    return picture(width, height, says, parts)


class _Paper:
    """Where a bar and a value lie; sizes in pixels."""

    def __init__(self, width: int, height: int, bars: int, top: int) -> None:
        self.width, self.height, self.bars, self.top = width, height, bars, top
        # A few weeks alone would be as wide as doors.
        self.slot = min((width - LEFT - RIGHT) / bars, 64)
        self.thick = round(self.slot * 0.7, 1)

    def y(self, value: Decimal | int) -> float:
        return round(self.height - FOOT - (self.height - HEAD - FOOT) * float(value) / self.top, 1)

    def middle(self, place: int) -> float:
        return round(LEFT + self.slot * (place + 0.5), 1)

    def grid(self, values: Sequence[Decimal | int]) -> list[str]:
        right = self.width - RIGHT
        lines = [f'<path d="M{LEFT} {self.y(value)}H{right}" stroke="{LINE}"/>' for value in values]
        return lines + [text_at(LEFT - 10, self.y(value) + 5, km(Decimal(value)), "end") for value in values]

    def bar(self, place: int, value: Decimal | int, colour: str, *, dashed: bool) -> str:
        edge = f'stroke="{INK}" stroke-width="1.5" stroke-dasharray="4 3"' if dashed else f'stroke="{CARD}"'
        return f'{self._box(place, value)} fill="{colour}" {edge}/>'

    def outline(self, place: int, value: int) -> str:
        return f'{self._box(place, value)} fill="none" stroke="{QUIET}" stroke-width="1.25"/>'

    def label(self, place: int, words: str, *, now: bool) -> list[str]:
        every = max(ceil(LABEL_WIDTH / self.slot), 1)
        if not now and (self.bars - 1 - place) % every:
            return []
        x, anchor = self.middle(place), "middle"
        if x > self.width - RIGHT - LABEL_WIDTH / 2:
            x, anchor = self.width - RIGHT + 8, "end"
        return [text_at(x, self.height - 8, "Now" if now else words, anchor, strong=now)]

    def _box(self, place: int, value: Decimal | int) -> str:
        x, y = round(self.middle(place) - self.thick / 2, 1), self.y(value)
        return f'<rect x="{x}" y="{y}" width="{self.thick}" height="{round(self.height - FOOT - y, 1)}" rx="3"'
