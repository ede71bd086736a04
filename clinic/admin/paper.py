"""A paper form being typed in: its lines, what was typed into each, and what is wrong with it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from django.http import QueryDict

from assessments.instruments.answers import AnswerError, Item, in_figures
from assessments.instruments.definition import Instrument
from assessments.models import OutcomeScore
from patients.models import Episode

LONGEST_NAME = 80
# So many numbers stand side by side as boxes to tick; of more the number is typed.
MOST_BOXES = 5


@dataclass(frozen=True, slots=True)
class Box:
    """One answer to tick: what is sent, the key that ticks it, the words beside it."""

    value: str
    key: str
    words: str


@dataclass(frozen=True, slots=True)
class Line:
    """One item. `asks_name`: the patient has not named this activity yet (PSFS)."""

    item: Item
    label: str
    typed: str
    name: str
    asks_name: bool
    error: str

    @property
    def control(self) -> Literal["boxes", "number"]:
        many = self.item.kind == "number" and len(self.item.possible_answers()) > MOST_BOXES
        return "number" if many else "boxes"

    @property
    def worded(self) -> bool:
        """True where more than the ends carry words, so that the boxes need room."""
        return self.control == "boxes" and sum(bool(box.words) for box in self.boxes) > 2

    @property
    def boxes(self) -> list[Box]:
        if self.item.kind == "choice":
            return [Box(option.key, option.key, option.label) for option in self.item.options]
        if self.item.kind == "yes_no":
            return [Box("yes", "y", "Yes"), Box("no", "n", "No")]
        numbers = [int(number) for number in self.item.possible_answers()]
        return [Box(str(n), f"{n}".replace("-", "−"), self.item.anchors.get(n, "")) for n in numbers]

    @property
    def short(self) -> bool:
        """True where the words are as short as yes and no."""
        return all(len(box.words) <= len("Yes") for box in self.boxes)

    @property
    def anchors(self) -> str:
        """“0 is “No pain”, 10 is “Worst pain you can imagine”.”; empty where no number carries words."""
        said = ", ".join(f"{number} is “{words}”".replace("-", "−") for number, words in self.item.anchors.items())
        return f"{said}." if said else ""

    @property
    def range(self) -> str:
        """“−5 to 5”"""
        return f"{self.item.minimum} to {self.item.maximum}".replace("-", "−")

    def answer(self) -> object:
        """What was typed, as the measure takes it; None where the item was left empty."""
        if not self.typed:
            return None
        if self.item.kind == "yes_no":
            return {"yes": True, "no": False}.get(self.typed, self.typed)
        if self.item.kind == "number":
            try:
                return in_figures(self.typed)
            except ValueError:
                return self.typed
        return self.typed


@dataclass(frozen=True, slots=True)
class Gap:
    """The items that were left empty, key → words, and what the measure makes of the rest."""

    missing: Mapping[str, str]
    status: Literal["incomplete", "prorated"]

    @property
    def agreed(self) -> str:
        """What is sent to keep it so: with fewer answers than these it is asked again."""
        return ",".join(self.missing)

    @property
    def keeps(self) -> str:
        """The words of the button."""
        return "Keep it as incomplete, without a score" if self.status == "incomplete" else "Keep it as prorated"


class Paper:
    """What stands on the page: the day, the leg, who answered, and a line for each item."""

    def __init__(self, instrument: Instrument, episode: Episode, data: QueryDict, *, today: date) -> None:
        self.instrument, self.episode, self.today = instrument, episode, today
        self.errors: dict[str, str] = {}
        self._data = data
        self._named = episode.scores.of(instrument.key).names() if instrument.own_items else {}
        self.collected_on = self._text("collected_on") or today.isoformat()
        self.side = self._text("side") or (episode.side if episode.side in OutcomeScore.Limb.values else "")
        self.answered_by = self._text("answered_by") or instrument.answered_by
        self._look()

    @property
    def lines(self) -> list[Line]:
        return [
            Line(
                item=item,
                label=self._named.get(item.key, item.label),
                typed=self._text(item.key),
                name=self._text(f"label_{item.key}"),
                asks_name=self.instrument.own_items and item.key not in self._named,
                error=self.errors.get(item.key, ""),
            )
            for item in self.instrument.items
        ]

    @property
    def anchors(self) -> str:
        """What the ends of the scale say, once for all items; empty where each box says it for itself."""
        said = {line.anchors for line in self.lines}
        return said.pop() if len(said) == 1 and not any(line.worded for line in self.lines) else ""

    @property
    def wrongs(self) -> list[tuple[str, str]]:
        """What is to be fixed, place → sentence that names the place."""
        named = {item.key: self.instrument.numbered(item) for item in self.instrument.items}
        return [(key, f"{named[key]}: {said}" if key in named else said) for key, said in self.errors.items()]

    @property
    def gap(self) -> "Gap | None":
        """What is asked before too few answers are kept; None when all are there or it has been said."""
        answers = {line.item.key: line.answer() for line in self.lines}
        result = None if self.errors else self.instrument.score(answers)
        if result is None or not result.answered or result.status == "complete":
            return None
        missing = {item.key: self.instrument.numbered(item) for item in self.instrument.unanswered(answers)}
        agreed = set(self._text("keep").split(","))
        return None if agreed >= set(missing) else Gap(missing, result.status)

    def refuse(self, errors: Mapping[str, str]) -> None:
        self.errors |= errors

    def said(self) -> dict[str, Any]:
        """What the verb that keeps scores is told. Only of papers without errors."""
        lines = self.lines
        return {
            "answers": {line.item.key: line.answer() for line in lines},
            "labels": {line.item.key: line.name for line in lines if line.asks_name and line.name},
            "collected_on": date.fromisoformat(self.collected_on),
            "side": self.side if self.instrument.per_limb else "",
            "answered_by": self.answered_by,
        }

    def _look(self) -> None:
        """What the form itself can see; the rest is the verb's."""
        try:
            if date.fromisoformat(self.collected_on) > self.today:
                self.errors["collected_on"] = "The day can't be in the future."
        except ValueError:
            self.errors["collected_on"] = "Write the day as year-month-day, such as 2026-03-31."
        try:
            self.instrument.clean({line.item.key: line.answer() for line in self.lines})
        except AnswerError as refused:
            typed = {line.item.key: line.typed for line in self.lines}
            self.refuse({key: f"“{typed[key]}” is no answer here. {said}" for key, said in refused.errors.items()})
        for line in self.lines:
            if len(line.name) > LONGEST_NAME:
                self.errors[line.item.key] = f"Keep the activity to {LONGEST_NAME} letters."
            elif line.asks_name and line.typed and not line.name:
                self.errors[line.item.key] = "Say what the activity is."

    def _text(self, name: str) -> str:
        """As it was sent, without the null characters that no keyboard makes and no text column takes."""
        return self._data.get(name, "").replace("\x00", "").strip()
