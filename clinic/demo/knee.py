"""How a knee does from week to week: its pain and its score on any day, by the trend that it follows. Pure.

In tenths of a point, so that nothing is a float.
"""

from dataclasses import dataclass
from random import Random

from clinic.demo.courses import Course, Trend

# Tenths of a point of worst pain lost, and of AKPS won, in a week.
PAIN_A_WEEK: dict[Trend, int] = {"better": 6, "slow": 3, "flare": 6, "silent": 4, "worse": -3}
AKPS_A_WEEK: dict[Trend, int] = {"better": 30, "slow": 8, "flare": 22, "silent": 10, "worse": -14}
FLARE_DAYS = range(-5, 1)
FLARE = 40


@dataclass(frozen=True, slots=True)
class Knee:
    """One knee since its first visit. Days count from today."""

    trend: Trend
    first: int
    worst_then: int
    akps_then: int

    @classmethod
    def of(cls, course: Course, random: Random, *, first: int) -> "Knee":
        worst = random.randint(5, 8)
        return cls(course.trend, first, worst * 10, 90 * 10 - worst * 40 + random.randint(-40, 60))

    def worst(self, day: int) -> int:
        """Worst pain of the last days, 0 to 10."""
        flare = FLARE if self.trend == "flare" and day in FLARE_DAYS else 0
        return self._pain(day, self.worst_then + flare)

    def usual(self, day: int) -> int:
        return max(self.worst(day) - 3, 0)

    def resting(self, day: int) -> int:
        """On an ordinary morning."""
        return max(self._pain(day, self.worst_then) - 5, 0)

    def in_session(self, day: int) -> int:
        """Loading hurts less than the worst moment of the week; a flare shows."""
        if self.trend == "flare" and day in FLARE_DAYS:
            return 6
        ease = 2 if self.trend == "worse" else 3
        return min(max(self._pain(day, self.worst_then) - ease, 0), 4)

    def akps(self, day: int) -> int:
        dip = 60 if self.trend == "flare" and day in FLARE_DAYS else 0
        won = AKPS_A_WEEK[self.trend] * max(day - self.first, 0) // 7
        return min(max((self.akps_then + won - dip) // 10, 30), 98)

    def better_by(self, day: int) -> int:
        """Points of worst pain lost since the first visit, for what patients say of their change."""
        return self.worst_then // 10 - self.worst(day)

    def _pain(self, day: int, then: int) -> int:
        eased = PAIN_A_WEEK[self.trend] * max(day - self.first, 0) // 7
        return min(max((then - eased + 5) // 10, 0), 10)
