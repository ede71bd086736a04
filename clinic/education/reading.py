"""What a reader of an article gets beside the text: its picture and its check questions."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString, mark_safe

from clinic.education.models import Article
from programmes.drawing import figure_of

DRAWN_IN_THE_PAGE = {"", "balance", "run"}


def with_pictures(articles: Sequence[Article]) -> Sequence[Article]:
    """The same articles, each with `.picture`, the still drawing of the exercise it names."""
    for article in articles:
        article.picture = _picture(article)  # type: ignore[attr-defined]
    return articles


def _picture(article: Article) -> SafeString | None:
    if article.illustration in DRAWN_IN_THE_PAGE:
        return None
    try:
        drawn = figure_of(article.illustration, mode="still", ident=f"a{article.pk}")
    except LookupError:
        return None
    return mark_safe(drawn)


@dataclass(frozen=True, slots=True)
class Question:
    """One check question as the page shows it; `chosen` is empty until it is answered."""

    number: int
    total: int
    stem: str
    options: list[dict[str, Any]]
    chosen: str
    right: bool
    says: str
    next_number: int | None


def question_of(article: Article, number: str, answer: str) -> Question | None:
    """The asked-for question of an article, marked when it was answered; None where there is no quiz."""
    if not article.quiz:
        return None
    total = len(article.quiz)
    place = int(number) if number.isdecimal() and 1 <= int(number[:3]) <= total else 1
    asked = article.quiz[place - 1]
    chosen = answer if answer.isdecimal() and int(answer[:3]) < len(asked["options"]) else ""
    right = bool(chosen) and int(chosen) == asked["key"]
    return Question(
        number=place,
        total=total,
        stem=asked["stem"],
        options=[
            {"value": str(n), "words": words, "chosen": str(n) == chosen} for n, words in enumerate(asked["options"])
        ],
        chosen=chosen,
        right=right,
        says=asked["feedback"] if chosen else "",
        next_number=place + 1 if place < total else None,
    )
