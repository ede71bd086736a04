"""How long an enquiry has waited, by the clock of the open clinic. Pure: it stops when we are shut."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from clinic.bookings.slots import LONDON

# Minutes until the first answer, by triage level. [design] clinic default
TARGETS = {"emergency": 30, "same_day": 30, "urgent": 4 * 60, "none": 8 * 60, "routine": 8 * 60}
LONGEST_DAYS = 60

Opening = Mapping[int, tuple[tuple[time, time], ...]]


@dataclass(frozen=True, slots=True)
class Wait:
    """Open minutes since somebody asked, and the target in minutes."""

    minutes: int
    target: int

    @property
    def late(self) -> bool:
        return self.minutes > self.target

    @property
    def used(self) -> int:
        """The part of the target that has gone, 0 to 100."""
        return min(100 * self.minutes // self.target, 100)

    @property
    def words(self) -> str:
        """18 min · 6 h 10 · 41 h"""
        hours, minutes = divmod(self.minutes, 60)
        if not hours:
            return f"{minutes} min"
        return f"{hours} h {minutes:02d}" if hours < 24 else f"{hours} h"


def opening(stretches: Iterable[tuple[int, time, time]]) -> Opening:
    """The clinic's own hours by weekday (Monday 0): open while anybody works."""
    days: dict[int, list[tuple[time, time]]] = {}
    for weekday, opens, closes in sorted(stretches):
        day = days.setdefault(weekday, [])
        if day and opens <= day[-1][1]:
            day[-1] = (day[-1][0], max(day[-1][1], closes))
        else:
            day.append((opens, closes))
    return {weekday: tuple(spans) for weekday, spans in days.items()}


def waited(
    *, since: datetime, now: datetime, triage: str, hours: Opening, shut: Collection[date], zone: ZoneInfo = LONDON
) -> Wait:
    """Open minutes from `since` to `now`. With no hours known the plain clock counts."""
    target = TARGETS.get(triage, TARGETS["routine"])
    if not hours:
        return Wait(max(int((now - since).total_seconds() // 60), 0), target)
    seconds = 0.0
    day, last = since.astimezone(zone).date(), now.astimezone(zone).date()
    day = max(day, last - timedelta(days=LONGEST_DAYS))
    while day <= last:
        for opens, closes in hours.get(day.weekday(), ()) if day not in shut else ():
            begin = max(datetime.combine(day, opens, zone), since)
            end = min(datetime.combine(day, closes, zone), now)
            seconds += max((end - begin).total_seconds(), 0)
        day += timedelta(days=1)
    return Wait(int(seconds // 60), target)
