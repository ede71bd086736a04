"""The check questions of an article: answered, answered again, never marked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class QuizQuestion:
    """One question with what was chosen; `says` is the reason that follows any answer."""

    name: str
    stem: str
    options: tuple[tuple[str, str], ...]
    right_one: str
    says: str
    chosen: str

    @property
    def right(self) -> bool:
        return self.chosen == self.right_one


@dataclass(frozen=True, slots=True)
class Quiz:
    questions: tuple[QuizQuestion, ...]
    tried: bool

    @classmethod
    def of(cls, quiz: Sequence[Mapping[str, Any]], *, given: Mapping[str, str]) -> "Quiz":
        """From an article's stored questions: `{stem, options: [words], key: place from 0, feedback}`."""
        return cls(
            questions=tuple(
                QuizQuestion(
                    name=f"q{place}",
                    stem=str(each["stem"]),
                    options=tuple((str(number), str(words)) for number, words in enumerate(each["options"])),
                    right_one=str(each["key"]),
                    says=str(each.get("feedback", "")),
                    chosen=given.get(f"q{place}", ""),
                )
                for place, each in enumerate(quiz, 1)
            ),
            tried=bool(given),
        )

    @property
    def complete(self) -> bool:
        return all(question.chosen for question in self.questions)

    @property
    def all_right(self) -> bool:
        return all(question.right for question in self.questions)
