"""What scoring gives: a result with its status, a named grade, a change with the thresholds that apply."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal, Protocol

from assessments.instruments.answers import Answer

Score = int | Decimal
Status = Literal["complete", "prorated", "incomplete"]
Band = Literal["worse", "within_error", "important", "important_and_real"]


@dataclass(frozen=True, slots=True)
class Threshold:
    """A size of change in points, with the paper or the choice that it comes from; `words` end in the number."""

    value: Decimal
    source: str
    words: str = ""


@dataclass(frozen=True, slots=True)
class Grade:
    """A named stretch of scores, both ends included: 4 to 6 is poor."""

    lowest: int
    highest: int
    key: str
    label: str


@dataclass(frozen=True, slots=True)
class Result:
    """A scored set of answers. `score` is None when too little was answered; `grade` is a key or empty."""

    score: Score | None
    status: Status
    answered: int
    total: int
    grade: str = ""
    answers: Mapping[str, Answer] = field(default_factory=dict)


class Scored(Protocol):
    """Anything that keeps a score and its answers: a `Result`, a point of a series, a stored row."""

    @property
    def score(self) -> Score | None: ...
    @property
    def answers(self) -> Mapping[str, Answer]: ...


@dataclass(frozen=True, slots=True)
class Change:
    """From baseline to latest. `improvement` is the difference in the direction of better.

    `important` and `error` are the thresholds that apply to this very comparison; `partial` says that
    something rated at baseline was not rated again.
    """

    difference: Score
    improvement: Score
    important: Decimal | None
    error: Decimal | None
    partial: bool = False
