"""What may be answered to one item of a measure, and how many points the answer is worth."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Answer = str | int | bool


class AnswerError(ValueError):
    """Answers that cannot be taken. `errors` maps each item key to one plain sentence."""

    def __init__(self, errors: Mapping[str, str]) -> None:
        self.errors = dict(errors)
        super().__init__(" ".join(f"{key}: {sentence}" for key, sentence in self.errors.items()))


@dataclass(frozen=True, slots=True)
class Option:
    """One thing to pick: its key is stored, its points are looked up."""

    key: str
    label: str
    points: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One question: options to pick from, a whole number from `minimum` to `maximum`, or yes and no.

    `anchors` puts words on some of the numbers. `yes_points` is what a yes is worth; a no is worth nothing.
    """

    key: str
    label: str
    hint: str = ""
    options: tuple[Option, ...] = ()
    minimum: int | None = None
    maximum: int | None = None
    anchors: Mapping[int, str] = field(default_factory=dict)
    yes_points: int | None = None

    @property
    def kind(self) -> Literal["choice", "number", "yes_no"]:
        """How the item is asked."""
        if self.options:
            return "choice"
        return "number" if self.yes_points is None else "yes_no"

    def possible_answers(self) -> tuple[Answer, ...]:
        """Every answer that is taken, in the order it is shown."""
        if self.kind == "choice":
            return tuple(option.key for option in self.options)
        if self.kind == "yes_no":
            return (False, True)
        return tuple(range(self.minimum or 0, (self.maximum or 0) + 1))

    def clean(self, answer: object) -> Answer:
        """The answer as it is stored. Raises `ValueError` with a sentence when it is none of the possible."""
        if self.kind == "choice":
            if isinstance(answer, str) and answer in self.possible_answers():
                return answer
            raise ValueError(f"Pick one of {_either(self.possible_answers())}.")
        if self.kind == "yes_no":
            # 1 and "true" mean the same on other people's forms; nothing else does.
            said = {"true": True, "false": False}.get(answer) if isinstance(answer, str) else answer
            if isinstance(said, int) and said in (0, 1):
                return bool(said)
            raise ValueError("Answer yes or no (true or false).")
        # A bool is an int to Python, and 4.5 or 4.0 are not numbers that a person can pick.
        if isinstance(answer, int) and not isinstance(answer, bool) and answer in self.possible_answers():
            return answer
        raise ValueError(f"Give a whole number from {self.minimum} to {self.maximum}.")

    def points(self, answer: Answer) -> int:
        """What a cleaned answer is worth."""
        if self.kind == "choice":
            return next(option.points for option in self.options if option.key == answer)
        if self.kind == "yes_no":
            return (self.yes_points or 0) if answer else 0
        return int(answer)


def in_figures(text: str) -> int:
    """The whole number that somebody typed, with either minus sign. Raises ValueError.

    `int` alone reads more than a person writes: `1_0`, figures of other scripts.
    """
    if not re.fullmatch(r"[-−]?[0-9]{1,9}", text):
        raise ValueError("Give a whole number in figures.")
    return int(text.replace("−", "-"))


def _either(words: tuple[Answer, ...]) -> str:
    """“a, b or c”."""
    *first, last = [str(word) for word in words]
    return f"{', '.join(first)} or {last}" if first else last
