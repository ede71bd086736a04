"""What the Progress page says: the sentence first, then score, pain, sessions and running, each with its table."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import F

from assessments import charts, instruments
from assessments.models import OutcomeRequest, OutcomeScore
from assessments.progress import Step, Story
from assessments.services import rule_history, story_of
from patients.models import Episode, Patient
from programmes.charts import running_chart
from programmes.services import Weekly, weekly

# The score that the page tells first; another one when it was never asked.
FIRST_TOLD = "akps"
NARROW, WIDE = 314, 560
NARROW_PAIN, WIDE_PAIN = 314, 420
MEANS = {
    None: "",
    "worse": "Worse than at the start",
    "within_error": "Could be day-to-day change",
    "important": "A change that counts",
    "important_and_real": "A change that counts",
}


@dataclass(frozen=True, slots=True)
class Progress:
    episode: Episode | None
    story: Story | None
    others: list[Story]
    weekly: Weekly
    next: OutcomeRequest | None
    on: date

    @property
    def empty(self) -> bool:
        drawn = self.weekly.sessions or self.weekly.pain or self.weekly.running
        return not (self.story and self.story.steps) and not drawn

    @property
    def headline(self) -> tuple[str, str]:
        """The first sentence, and the rest of what is to say."""
        lines = [self.story.patient] if self.story else []
        lines += [line for line in (self.weekly.pain_says, self.weekly.sessions_say, self.weekly.running_says) if line]
        first, _, rest = " ".join(lines).partition(". ")
        return (f"{first}." if rest else first), rest

    def score_chart(self, width: int) -> str:
        return charts.score_chart(self.story, width=width) if self.story else ""

    def pain_chart(self, width: int) -> str:
        return charts.pain_chart(
            [(week.start, week.pain) for week in self.weekly.pain], says=self.weekly.pain_says, width=width
        )

    def running_chart(self, width: int) -> str:
        return running_chart(self.weekly.running, says=self.weekly.running_says, width=width)


def meaning(step: Step) -> str:
    """One row of the table in words."""
    return MEANS[step.band] if step.change else "The start"


def progress_for(patient: Patient, on: date) -> Progress:
    """Of the open episode, else of the last one."""
    episode = (
        Episode.objects.visible_to(patient.user)
        .select_related("lead")
        .order_by(F("closed_on").desc(nulls_first=True), "-opened_on")
        .first()
    )
    if episode is None:
        return Progress(None, None, [], Weekly([], [], []), None, on)
    scores = list(OutcomeScore.objects.visible_to(patient.user).filter(episode=episode).in_order())
    asked = list(
        OutcomeRequest.objects.visible_to(patient.user)
        .filter(episode=episode, state=OutcomeRequest.State.ASKED, closes_on__gte=on)
        .order_by("due_on")
    )
    stories = _stories(scores, asked)
    first = next((each for each in stories if each.instrument.key == FIRST_TOLD), stories[0] if stories else None)
    return Progress(
        episode=episode,
        story=first,
        others=[each for each in stories if each is not first],
        weekly=weekly(episode=episode, on=on),
        next=next((each for each in asked if first and each.instrument == first.instrument.key), None)
        or next(iter(asked), None),
        on=on,
    )


def _stories(scores: Iterable[OutcomeScore], asked: Iterable[OutcomeRequest]) -> list[Story]:
    series: dict[tuple[str, str], list[OutcomeScore]] = defaultdict(list)
    for score in scores:
        series[score.instrument, score.side].append(score)
    due = {each.instrument: each.due_on for each in reversed(list(asked))}
    shelf = set(instruments.keys())
    rules = rule_history()
    return [
        story_of(instrument=key, side=side, scores=series[key, side], rules=rules, next_due=due.get(key))
        for key, side in series
        if key in shelf
    ]
