"""A measure asked one question a screen: which questions there are, where somebody is, what they answered."""

from dataclasses import dataclass
from hashlib import sha256
from typing import Literal

from django.utils.safestring import SafeString, mark_safe

from assessments import instruments
from assessments.instruments.answers import Answer, Item, in_figures
from assessments.instruments.definition import Instrument
from assessments.models import OutcomeRequest, OutcomeScore
from programmes.drawing import figure_of

# About so long for one question, from the three minutes that thirteen take.
SECONDS_EACH = 14
# What a question of the knee score looks like: its item, and the exercise that shows the same movement.
ART = {
    "support": "single-leg-deadlift",
    "walk": "walking",
    "stairs": "eccentric-step-down",
    "squat": "double-leg-squat",
    "run": "cadence-run",
    "jump": "single-leg-hop",
    "sit": "sit-to-stand",
}
Control = Literal["options", "pain", "numbers", "number"]


@dataclass(frozen=True, slots=True)
class Question:
    """One screen. `asks_name`: the patient says what the activity is (PSFS, the first time)."""

    number: int
    item: Item
    label: str
    name: str
    asks_name: bool
    needed: bool
    answer: Answer | None

    @property
    def control(self) -> Control:
        if self.item.kind != "number" or self.in_words:
            return "options"
        if self.item.key.startswith("nprs"):
            return "pain"
        return "numbers" if len(self.item.possible_answers()) <= 11 else "number"

    @property
    def in_words(self) -> bool:
        """A few numbers that all carry words: boxes of a form, picked by their words."""
        possible = self.item.possible_answers()
        return len(possible) <= 7 and all(number in self.item.anchors for number in possible)

    @property
    def given(self) -> str:
        """The kept answer as a form sends it; empty while there is none."""
        return "" if self.answer is None else _sent(self.answer)

    @property
    def choices(self) -> list[tuple[str, str]]:
        """Key and words of each answer, the words unchanged from the measure."""
        if self.item.kind == "choice":
            return [(option.key, option.label) for option in self.item.options]
        if self.item.kind == "yes_no":
            return [("true", "Yes"), ("false", "No")]
        numbers = [int(number) for number in self.item.possible_answers()]
        return [
            (str(number), self.item.anchors[number] if self.in_words else f"{number}".replace("-", "−"))
            for number in numbers
        ]

    @property
    def anchors(self) -> str:
        """“−5 is “Very much worse”, 5 is …”; empty where no number carries words."""
        if self.in_words:
            return ""
        said = [f"{number} is “{words}”".replace("-", "−") for number, words in self.item.anchors.items()]
        return f"{', '.join(said)}." if said else ""

    @property
    def art(self) -> SafeString:
        """A drawing of what is asked about, where the library has one."""
        slug = ART.get(self.item.key)
        if slug is None:
            return SafeString("")
        try:
            return mark_safe(figure_of(slug, mode="thumbnail", ident=f"art-{self.item.key}"))
        except LookupError:
            return SafeString("")

    @property
    def answered(self) -> str:
        """The answer in words, for the list at the end."""
        return "" if self.answer is None else self.in_print(self.answer)

    def in_print(self, answer: Answer) -> str:
        """An answer in the words it was picked by."""
        return dict(self.choices).get(_sent(answer), _sent(answer))

    def taken(self, given: str) -> Answer:
        """What was sent, as the measure takes it. Raises ValueError with a sentence."""
        value: object = given
        if self.item.kind == "yes_no":
            value = {"true": True, "false": False}.get(given)
        elif self.item.kind == "number":
            try:
                value = in_figures(given)
            except ValueError:
                raise ValueError(f"Give a whole number from {self.item.minimum} to {self.item.maximum}.") from None
        return self.item.clean(value)


@dataclass(frozen=True, slots=True)
class Sheet:
    """One measure being filled in."""

    request: OutcomeRequest
    instrument: Instrument
    questions: tuple[Question, ...]

    @property
    def first_open(self) -> Question | None:
        """Where to go on: the first needed question without an answer."""
        return next((each for each in self.questions if each.needed and each.answer is None), None)

    @property
    def fingerprint(self) -> str:
        """Changes with the version and with every answer and name: what somebody saw is what they send."""
        seen = [self.instrument.version, *(f"{each.item.key}={each.given}={each.name}" for each in self.questions)]
        return sha256("|".join(seen).encode()).hexdigest()[:16]

    def minutes_left(self, number: int) -> int:
        return max(round((len(self.questions) - number + 1) * SECONDS_EACH / 60), 1)


def sheet_of(request: OutcomeRequest) -> Sheet:
    """The questions of a request with what has been answered so far, on whatever device."""
    instrument = instruments.get(request.instrument)
    own = instrument.own_items
    answers = instrument.still_taken(request.answers)
    before = OutcomeScore.objects.filter(episode_id=request.episode_id).of(instrument.key).names() if own else {}
    names = {**before, **request.labels}
    # Activities are named once; later on only those that have a name are rated again.
    items = [item for item in instrument.items if not before or item.key in before]
    least = instrument.full or len(items)
    return Sheet(
        request=request,
        instrument=instrument,
        questions=tuple(
            Question(
                number=number,
                item=item,
                label=names.get(item.key) or item.label,
                name=names.get(item.key, ""),
                asks_name=own and not before,
                needed=number <= least,
                answer=answers.get(item.key),
            )
            for number, item in enumerate(items, 1)
        ),
    )


def _sent(answer: Answer) -> str:
    """An answer as a form sends it."""
    return str(answer).lower() if isinstance(answer, bool) else str(answer)
