"""Where things stand in a day's column: rows of five minutes, and side by side where two share a time. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

ROW_MINUTES = 5
ROWS_AN_HOUR = 60 // ROW_MINUTES
MOST_LANES = 4


@dataclass(frozen=True, slots=True)
class Hours:
    """The part of the day that is drawn, in whole hours by the wall clock: first included, last not."""

    first: int
    last: int

    @property
    def rows(self) -> int:
        return (self.last - self.first) * ROWS_AN_HOUR

    @property
    def marks(self) -> list[tuple[int, int]]:
        """Each hour and the row that it begins on."""
        return [(hour, (hour - self.first) * ROWS_AN_HOUR + 1) for hour in range(self.first, self.last)]

    def row(self, moment: datetime) -> int:
        """The row in which a local moment lies; 1 is the first, and nothing is drawn above it."""
        minutes = (moment.hour - self.first) * 60 + moment.minute
        return min(max(minutes // ROW_MINUTES + 1, 1), self.rows)

    def span(self, start: datetime, end: datetime) -> int:
        """How many rows from start to end, at least one; past midnight ends with the day."""
        if end.date() > start.date():
            return max(self.rows - self.row(start) + 1, 1)
        last = (end.hour - self.first) * 60 + end.minute
        bottom = min(-(-last // ROW_MINUTES), self.rows)
        return max(bottom - self.row(start) + 1, 1)

    def has(self, moment: datetime) -> bool:
        return self.first <= moment.hour < self.last


def hours_of(moments: Iterable[tuple[datetime, datetime]], *, usual: tuple[int, int] = (8, 18)) -> Hours:
    """Enough of the day for all of it, whole hours; the usual hours where nothing is planned."""
    firsts: list[int] = []
    lasts: list[int] = []
    for start, end in moments:
        firsts.append(start.hour)
        lasts.append(24 if end.date() > start.date() else -(-(end.hour * 60 + end.minute) // 60))
    return Hours(min(firsts, default=usual[0]), max(lasts, default=usual[1]))


def lanes(spans: Sequence[tuple[datetime, datetime]]) -> list[tuple[int, int]]:
    """For spans in order of their start: each one's place and how many share the width, both from 1."""
    found: list[tuple[int, int]] = [(1, 1)] * len(spans)
    group: list[int] = []
    ends: list[datetime] = []
    until: datetime | None = None

    def close() -> None:
        for place in group:
            found[place] = (found[place][0], min(len(ends), MOST_LANES))

    for place, (start, end) in enumerate(spans):
        if until is not None and start >= until:
            close()
            group, ends, until = [], [], None
        lane = next((n for n, busy in enumerate(ends) if busy <= start), len(ends))
        if lane == len(ends):
            ends.append(end)
        else:
            ends[lane] = end
        found[place] = (min(lane + 1, MOST_LANES), 1)
        group.append(place)
        until = max(until, end) if until else end
    close()
    return found


def gaps(
    free: tuple[datetime, datetime], taken: Iterable[tuple[datetime, datetime]], *, least: timedelta
) -> list[tuple[datetime, datetime]]:
    """What is left of a free stretch between the taken ones, when at least so long."""
    left: list[tuple[datetime, datetime]] = []
    start, close = free
    for begin, end in sorted(taken):
        if begin - start >= least:
            left.append((start, min(begin, close)))
        start = max(start, end)
    if close - start >= least:
        left.append((start, close))
    return [(a, b) for a, b in left if b - a >= least]
