"""What a patient wants back, beside the chart: their own activities with how well each goes, then the agreed goals."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from assessments.models import Examination, OutcomeScore

ACTIVITIES = "psfs"  # each from 0, can't do it, to 10, as before the knee
GOALS = "S30"


@dataclass(frozen=True, slots=True)
class Activity:
    """One activity of the patient's own scale. `now` and `start` are 0–10; None where it was left out."""

    name: str
    now: int | None
    start: int | None


@dataclass(frozen=True, slots=True)
class Goal:
    name: str
    by: date | None


@dataclass(frozen=True, slots=True)
class Wishes:
    activities: tuple[Activity, ...]
    goals: tuple[Goal, ...]

    def __bool__(self) -> bool:
        return bool(self.activities or self.goals)


def wishes(*, scores: Sequence[OutcomeScore], note: Examination | None) -> Wishes:
    """From the scores of one episode, oldest first, and its newest signed note with goals."""
    rated = [score for score in scores if score.instrument == ACTIVITIES]
    return Wishes(tuple(_activities(rated)), tuple(_goals(note.findings if note else {})))


def _activities(rated: Sequence[OutcomeScore]) -> Iterator[Activity]:
    names: dict[str, str] = next((score.labels for score in rated if score.labels), {})
    for key, name in names.items():
        yield Activity(name, rated[-1].answers.get(key), rated[0].answers.get(key))


def _goals(findings: Mapping[str, Any]) -> Iterator[Goal]:
    for row in findings.get(GOALS, ()):
        yield Goal(row["goal"], date.fromisoformat(row["target"]) if row.get("target") else None)
