"""What an outcome measure is: its items, its formula, its missing-answer rule, its thresholds, its proof.

Scores are whole numbers or `Decimal`, never float. A missing answer is left out or None, never 0.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal, Self

from assessments.instruments.answers import Answer, AnswerError, Item
from assessments.instruments.examples import ChangeExample, RefusedExample, WorkedExample
from assessments.instruments.scores import Change, Grade, Result, Score, Scored, Threshold

Direction = Literal["higher", "lower", "none"]
Occasion = Literal["baseline", "week_2", "week_6", "week_12", "discharge", "month_6", "month_12"]
Need = Literal["required", "optional"]

# Scores with decimals are kept to three places, so that both databases store the same number.
KEPT = Decimal("0.001")


def add_up(points: Mapping[str, int]) -> Score:
    """The plain sum of the points."""
    return sum(points.values())


def average(points: Mapping[str, int]) -> Score:
    """The mean of the points of the items that were answered."""
    return (Decimal(sum(points.values())) / len(points)).quantize(KEPT, ROUND_HALF_UP)


@dataclass(frozen=True, kw_only=True)
class Instrument:
    """One outcome measure. `formula` is told the points of each answered item.

    `enough` answers give a score, `full` answers make it complete (both default to all items).
    `text_withheld` means that the words belong to somebody else: items are numbered and staff copy the
    ticks from the clinic's licensed form. `collected` says when it is asked for, `runners_only` of whom,
    `rest_days` how many days must lie between two askings. `two_ticks` says what counts where two answers of an
    item were ticked on paper. With `own_items` the patient names what is rated.
    """

    key: str
    version: str
    title: str
    patient_title: str
    instruction: str
    items: tuple[Item, ...]
    lowest: int
    highest: int
    direction: Direction
    source: str
    licence: str
    recall: str
    formula_text: str
    missing_rule: str
    formula: Callable[[Mapping[str, int]], Score] = add_up
    decimals: int = 0
    enough: int | None = None
    full: int | None = None
    error: Threshold | None = None
    important: Threshold | None = None
    # Thresholds that this measure alone has, by name.
    further: Mapping[str, Threshold] = field(default_factory=dict)
    grades: tuple[Grade, ...] = ()
    answered_by: Literal["patient", "clinician"] = "patient"
    text_withheld: bool = False
    per_limb: bool = False
    # False where the score is itself a change, so that the very first one already tells it.
    needs_baseline: bool = True
    own_items: bool = False
    two_ticks: str = ""
    rest_days: int = 0
    core: bool = False
    runners_only: bool = False
    collected: Mapping[Occasion, Need] = field(default_factory=dict)
    examples: tuple[WorkedExample, ...] = ()
    change_examples: tuple[ChangeExample, ...] = ()
    refused_examples: tuple[RefusedExample, ...] = ()

    def clean(self, answers: Mapping[str, object]) -> dict[str, Answer]:
        """The given answers as they are stored, in the order of the items. Raises `AnswerError`."""
        if not isinstance(answers, Mapping):
            raise AnswerError({"answers": "Send the answers as pairs of item and answer."})
        by_key = {item.key: item for item in self.items}
        errors: dict[str, str] = {str(key): "This measure has no such item." for key in answers if key not in by_key}
        cleaned: dict[str, Answer] = {}
        for key, item in by_key.items():
            if answers.get(key) is None:
                continue
            try:
                cleaned[key] = item.clean(answers[key])
            except ValueError as refusal:
                errors[key] = str(refusal)
        if errors:
            raise AnswerError(errors)
        return cleaned

    def unanswered(self, answers: Mapping[str, object]) -> tuple[Item, ...]:
        """The items that have no answer, in the order of the form."""
        return tuple(item for item in self.items if answers.get(item.key) is None)

    def numbered(self, item: Item) -> str:
        """The item as the form names it: “6. Running”; “Item 6” where the words are withheld."""
        place = self.items.index(item) + 1
        return item.label if item.label == f"Item {place}" else f"{place}. {item.label}"

    def still_taken(self, answers: Mapping[str, Answer]) -> dict[str, Answer]:
        """Those of the answers kept a while ago that this version still takes."""
        taken: dict[str, Answer] = {}
        for item in self.items:
            with suppress(ValueError):
                taken[item.key] = item.clean(answers.get(item.key))
        return taken

    def score(self, answers: Mapping[str, object]) -> Result:
        """Score the answers by the formula and the missing-answer rule. Raises `AnswerError`."""
        cleaned = self.clean(answers)
        total, answered = len(self.items), len(cleaned)
        if answered < max(1, self.enough if self.enough is not None else total):
            return Result(None, "incomplete", answered, total, answers=cleaned)
        score = self.formula({item.key: item.points(cleaned[item.key]) for item in self.items if item.key in cleaned})
        complete = answered >= (self.full if self.full is not None else total)
        grade = self.grade(score)
        return Result(
            score,
            "complete" if complete else "prorated",
            answered,
            total,
            grade.key if grade else "",
            cleaned,
        )

    def grade(self, score: Score | None) -> Grade | None:
        """The named stretch that the score lies in, if the measure has any."""
        if score is None:
            return None
        return next((grade for grade in self.grades if grade.lowest <= score <= grade.highest), None)

    def change(self, baseline: Scored | None, latest: Scored | None) -> Change | None:
        """How far the latest score lies from the baseline; None while there is nothing to compare."""
        if baseline is None or latest is None or baseline.score is None or latest.score is None:
            return None
        return self.change_of(latest.score - baseline.score)

    def change_of(self, difference: Score) -> Change:
        """A difference in points, turned towards better, with this measure's thresholds."""
        return Change(
            difference,
            -difference if self.direction == "lower" else difference,
            self.important.value if self.important else None,
            self.error.value if self.error else None,
        )

    def thresholds(self) -> dict[str, Threshold]:
        """Every size of change by its name, with words for it."""
        known = {
            "important": self.important and replace(self.important, words="a change counts from"),
            "error": self.error and replace(self.error, words="a change is beyond measurement error from"),
            **self.further,
        }
        return {name: threshold for name, threshold in known.items() if threshold}

    def with_thresholds(self, values: Mapping[str, Decimal]) -> Self:
        """This measure with other sizes of change, by name. What it has no threshold for stays without."""
        own = {name: replace(one, value=values.get(name, one.value)) for name, one in self.thresholds().items()}
        return replace(
            self,
            important=own.pop("important", None),
            error=own.pop("error", None),
            further=own,
        )

    def rounded(self, score: Score) -> Score:
        """The score as it is shown: half-up to the measure's decimals."""
        if not self.decimals:
            return int(Decimal(score).quantize(Decimal(1), ROUND_HALF_UP))
        return Decimal(score).quantize(Decimal(1).scaleb(-self.decimals), ROUND_HALF_UP)

    def shown(self, score: Score, *, signed: bool = False) -> str:
        """The rounded score in print, with a true minus sign; `signed` also prints the plus."""
        number = self.rounded(score)
        sign = "−" if number < 0 else "+" if signed and number > 0 else ""
        return f"{sign}{abs(number)}"
