"""Charts of scores and of pain as SVG, drawn on the server: numbers in, one picture out.

Only presentation attributes, so that they show under a strict content policy, on paper and in both faces of the
clinic. Pain is told by shape as well as colour. What is missing is a dotted line, never nought.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from html import escape
from itertools import pairwise

from assessments.progress import Story

INK, QUIET, LINE, CARD = "#16302B", "#435A54", "#E2D9CA", "#FFFDFA"
GREEN, CORAL, BAND = "#1D5C52", "#EA5F3C", "#EFE8DC"
# Circle fine, triangle OK, square ease back: fill, edge and ground of each band.
FINE, OK, EASE = ("#2579A0", "#2579A0", "#DCEBF3"), ("#E0A526", "#765000", "#FAEDCD"), ("#8C1D40", "#8C1D40", "#F7E1E6")
LEFT, RIGHT, TOP, FOOT = 40, 16, 20, 32
# Narrower ones are drawn for a phone, so their letters keep their size there.
PHONE = 400

Point = tuple[date, Decimal | int | None]


@dataclass(frozen=True, slots=True)
class Frame:
    """Where a day and a value lie on the paper; sizes in pixels."""

    width: int
    height: int
    first: date
    last: date
    lowest: Decimal
    highest: Decimal

    def x(self, on: date) -> float:
        days = max((self.last - self.first).days, 1)
        return round(LEFT + (self.width - LEFT - RIGHT) * (on - self.first).days / days, 1)

    def y(self, value: Decimal | int) -> float:
        share = (Decimal(value) - self.lowest) / (self.highest - self.lowest)
        return round(self.height - FOOT - (self.height - TOP - FOOT) * float(share), 1)

    @property
    def right(self) -> int:
        return self.width - RIGHT


def score_chart(story: Story, *, width: int = 460, height: int = 270) -> str:
    """The scores of a story with the line from which a change counts. Empty while nothing is scored."""
    if not story.steps:
        return ""
    points: list[Point] = [(step.point.on, step.score) for step in story.steps]
    frame = _frame(story, width, height)
    parts = [*_grid(frame, _ticks(frame), avoid=story.counts_from), *_change_band(story, frame)]
    parts += _weeks(frame)
    parts.append(_path(frame, points, GREEN, 2.5))
    for place, (on, score) in enumerate(points):
        if score is None:
            continue
        now = place == len(points) - 1
        x, y = frame.x(on), frame.y(score)
        parts.append(
            f'<circle cx="{x}" cy="{y}" r="{7 if now else 5}" fill="{CORAL if now else GREEN}" stroke="{CARD}" '
            f'stroke-width="2"/>'
        )
        # The first number stands to the right below its point, so that it keeps off the axis.
        at = (x + 4, y + 22, "start") if place == 0 else (x, y - 13, "middle" if x < frame.right - 12 else "end")
        parts.append(text_at(at[0], at[1], story.instrument.shown(score), at[2], strong=True))
    return picture(width, height, story.patient, parts)


def pain_chart(points: Sequence[Point], *, says: str, width: int = 460, height: int = 240) -> str:
    """Pain 0 to 10 by day or week on its three grounds. Empty when there is no number at all."""
    if not any(pain is not None for _, pain in points):
        return ""
    frame = Frame(width, height, points[0][0], points[-1][0], Decimal(0), Decimal(10))
    edges = (
        (Decimal(0), Decimal("2.5"), FINE),
        (Decimal("2.5"), Decimal("5.5"), OK),
        (Decimal("5.5"), Decimal(10), EASE),
    )
    parts = [
        f'<rect x="{LEFT}" y="{frame.y(high)}" width="{frame.right - LEFT}" '
        f'height="{round(frame.y(low) - frame.y(high), 1)}" fill="{colours[2]}"/>'
        for low, high, colours in edges
    ]
    parts += [text_at(LEFT - 10, frame.y(value) + 5, str(value), "end") for value in (0, 5, 10)]
    parts += [*_weeks(frame), _path(frame, points, INK, 2)]
    parts += [pain_shape(frame.x(on), frame.y(pain), int(pain)) for on, pain in points if pain is not None]
    return picture(width, height, says, parts)


def pain_shape(x: float, y: float, pain: int, size: float = 6.5) -> str:
    """One point: circle 0 to 2, triangle 3 to 5, square 6 and more."""
    ring = f'stroke="{CARD}" stroke-width="1.5"'
    if pain <= 2:
        return f'<circle cx="{x}" cy="{y}" r="{size}" fill="{FINE[0]}" {ring}/>'
    if pain <= 5:
        top, foot, half = round(y - size - 1, 1), round(y + size - 1, 1), size + 1
        path = f"M{x} {top}L{round(x + half, 1)} {foot}H{round(x - half, 1)}Z"
        return f'<path d="{path}" fill="{OK[0]}" stroke="{OK[1]}" stroke-width="1.5" stroke-linejoin="round"/>'
    return (
        f'<rect x="{round(x - size, 1)}" y="{round(y - size, 1)}" width="{2 * size}" height="{2 * size}" rx="2.5" '
        f'fill="{EASE[0]}" {ring}/>'
    )


def _frame(story: Story, width: int, height: int) -> Frame:
    """The whole scale when it is short; else from the next twenty below the scores to the end of the scale."""
    instrument = story.instrument
    lowest, highest = Decimal(instrument.lowest), Decimal(instrument.highest)
    if highest - lowest > 40:
        least = min(Decimal(step.score) for step in story.steps)
        floor = (least - 10) // 20 * 20
        lowest = max(lowest, min(floor, highest - 60))
    first, last = story.steps[0].point.on, story.steps[-1].point.on
    # At least twelve weeks wide, so that the first change does not look like a cliff.
    return Frame(width, height, first, max(last, date.fromordinal(first.toordinal() + 84)), lowest, highest)


def _ticks(frame: Frame) -> list[Decimal]:
    span = frame.highest - frame.lowest
    step = Decimal(20) if span > 40 else span / 2
    return [frame.lowest + step * n for n in range(int(span / step) + 1)]


def _grid(frame: Frame, ticks: Iterable[Decimal], *, avoid: Decimal | int | None) -> Iterator[str]:
    for value in ticks:
        y = frame.y(value)
        yield f'<path d="M{LEFT} {y}H{frame.right}" stroke="{LINE}"/>'
        # Two numbers on top of each other help nobody: the line that counts keeps its own.
        if avoid is None or abs(frame.y(avoid) - y) > 14:
            yield text_at(LEFT - 10, y + 5, f"{value:f}".removesuffix(".0"), "end")


def _change_band(story: Story, frame: Frame) -> Iterator[str]:
    """Ground for what could be day-to-day change, and the dashed line from which a change counts."""
    if story.counts_from is None or story.baseline is None or story.baseline.score is None:
        return
    counts, base = Decimal(story.counts_from), Decimal(story.baseline.score)
    other = min(max(base - (counts - base), frame.lowest), frame.highest)
    high, low = max(counts, other), min(counts, other)
    y = frame.y(counts)
    up, limit = counts > base, story.instrument.shown(story.counts_from)
    yield (
        f'<rect x="{LEFT}" y="{frame.y(high)}" width="{frame.right - LEFT}" '
        f'height="{round(frame.y(low) - frame.y(high), 1)}" fill="{BAND}"/>'
    )
    yield f'<path d="M{LEFT} {y}H{frame.right}" stroke="{QUIET}" stroke-width="1.25" stroke-dasharray="4 3"/>'
    yield text_at(LEFT - 10, y + 5, limit, "end", strong=True)
    # Below its line where scores rise, above it where they fall: the points are on the other side.
    yield text_at(
        frame.right - 4, y + 17 if up else y - 8, f"{'Over' if up else 'Under'} {limit}: a change that counts", "end"
    )


def _weeks(frame: Frame) -> Iterator[str]:
    """Start, and every third week; fewer when it is long."""
    weeks = (frame.last - frame.first).days // 7
    # One label for every 60 pixels at most.
    room = max((frame.width - LEFT - RIGHT) // 60, 1)
    step = max(3 if weeks > 3 else 1, -(-weeks // room))
    y = frame.height - 8
    for week in range(0, weeks + 1, step):
        x = frame.x(date.fromordinal(frame.first.toordinal() + 7 * week))
        anchor = "start" if not week else "end" if x > frame.right - 14 else "middle"
        yield text_at(x, y, f"Wk {week}" if week else "Start", anchor)


def _path(frame: Frame, points: Sequence[Point], colour: str, thick: float) -> str:
    """A line through what is known; across a gap it is dotted."""
    known = [(place, on, value) for place, (on, value) in enumerate(points) if value is not None]
    solid, gaps = "", ""
    for (before, on, value), (after, next_on, next_value) in pairwise(known):
        run = f"M{frame.x(on)} {frame.y(value)}L{frame.x(next_on)} {frame.y(next_value)}"
        if after == before + 1:
            solid += run
        else:
            gaps += run
    ends = 'fill="none" stroke-linecap="round"'
    line = f'<path d="{solid}" {ends} stroke="{colour}" stroke-width="{thick}"/>' if solid else ""
    dots = f'<path d="{gaps}" {ends} stroke="{QUIET}" stroke-width="2" stroke-dasharray="1 5"/>' if gaps else ""
    return line + dots


def text_at(x: float, y: float, words: str, anchor: str, *, strong: bool = False) -> str:
    css = ' class="chart__label"' if strong else ""
    look = f'fill="{INK}" font-weight="700"' if strong else f'fill="{QUIET}"'
    return f'<text x="{x}" y="{round(y, 1)}" text-anchor="{anchor}" font-size="13" {look}{css}>{escape(words)}</text>'


def picture(width: int, height: int, says: str, parts: Iterable[str]) -> str:
    css = "chart chart--narrow" if width < PHONE else "chart"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="{css}" viewBox="0 0 {width} {height}" role="img" '
        f'aria-label="{escape(says)}">{"".join(parts)}</svg>'
    )
