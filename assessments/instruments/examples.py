"""The proof that a measure carries: answers and what they must give, or why they must be refused."""

from collections.abc import Mapping
from dataclasses import dataclass

from assessments.instruments.scores import Score, Status


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkedExample:
    """Answers and the score they must give: the measure's own proof."""

    name: str
    answers: Mapping[str, object]
    score: Score | None
    status: Status = "complete"
    answered: int | None = None
    grade: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeExample:
    """Two sets of answers, the difference between them and the band it falls in."""

    name: str
    baseline: Mapping[str, object]
    latest: Mapping[str, object]
    difference: Score
    band: str
    partial: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class RefusedExample:
    """Answers that must be refused, and the item that the sentence belongs to."""

    name: str
    answers: Mapping[str, object]
    item: str
