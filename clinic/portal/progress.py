"""What the Progress page says: the sentence first, then score, pain and sessions, each with its table."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import F

from assessments import charts, instruments
from assessments.models import OutcomeRequest, OutcomeScore
from assessments.progress import Step, Story
from assessments.services import rule_history, story_of
from patients.models import Episode, Patient
from programmes.models import CheckIn, Programme, Row, SessionLog

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
class Week:
    """One week of the plan: `planned` sessions, `done` of them; `now` is the week we are in."""

    number: int
    start: date
    planned: int
    done: int
    pain: int | None
    now: bool

    @property
    def missed(self) -> int:
        return 0 if self.now else max(self.planned - self.done, 0)

    @property
    def to_come(self) -> int:
        return max(self.planned - self.done, 0) if self.now else 0


@dataclass(frozen=True, slots=True)
class Progress:
    episode: Episode | None
    story: Story | None
    others: list[Story]
    weeks: list[Week]
    pain_weeks: list[Week]
    next: OutcomeRequest | None
    on: date

    @property
    def empty(self) -> bool:
        return not (self.story and self.story.steps) and not self.weeks and not self.pain_weeks

    @property
    def headline(self) -> tuple[str, str]:
        """The first sentence, and the rest of what is to say."""
        lines = [self.story.patient] if self.story else []
        lines += [line for line in (self.pain_says, self.sessions_say) if line]
        first, _, rest = " ".join(lines).partition(". ")
        return (f"{first}." if rest else first), rest

    @property
    def pain_says(self) -> str:
        known = [week.pain for week in self.pain_weeks if week.pain is not None]
        if not known:
            return ""
        first, last = known[0], known[-1]
        if len(known) == 1 or first == last:
            return f"Your worst pain in a week is {last}."
        return f"Your worst pain each week {'fell' if last < first else 'went up'} from {first} to {last}."

    @property
    def done(self) -> int:
        return sum(week.done for week in self.weeks)

    @property
    def planned(self) -> int:
        """Weeks that are over count whole; this week only what has been done so far."""
        return sum(week.done if week.now else max(week.planned, week.done) for week in self.weeks)

    @property
    def sessions_say(self) -> str:
        if not self.planned:
            return ""
        return f"You’ve done {self.done} of {self.planned} planned sessions."

    def score_chart(self, width: int) -> str:
        return charts.score_chart(self.story, width=width) if self.story else ""

    def pain_chart(self, width: int) -> str:
        return charts.pain_chart(
            [(week.start, week.pain) for week in self.pain_weeks], says=self.pain_says, width=width
        )


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
        return Progress(None, None, [], [], [], None, on)
    scores = list(OutcomeScore.objects.visible_to(patient.user).filter(episode=episode).in_order())
    asked = list(
        OutcomeRequest.objects.visible_to(patient.user)
        .filter(episode=episode, state=OutcomeRequest.State.ASKED, closes_on__gte=on)
        .order_by("due_on")
    )
    stories = _stories(scores, asked)
    first = next((each for each in stories if each.instrument.key == FIRST_TOLD), stories[0] if stories else None)
    programme = Programme.objects.visible_to(patient.user).filter(episode=episode).order_by("-starts_on").first()
    sessions, pains = _logged(patient, episode)
    return Progress(
        episode=episode,
        story=first,
        others=[each for each in stories if each is not first],
        weeks=_weeks(programme, sessions, on) if programme else [],
        pain_weeks=_pain_weeks(pains, on),
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


def _logged(patient: Patient, episode: Episode) -> tuple[set[date], dict[date, int]]:
    """Days with a session, and the worst pain of each day, mornings included."""
    sessions = (
        SessionLog.objects.visible_to(patient.user).filter(programme__episode=episode).values_list("on", "pain_during")
    )
    mornings = (
        CheckIn.objects.visible_to(patient.user).filter(on__gte=episode.opened_on).values_list("on", "pain_morning")
    )
    days, worst = set(), dict[date, int]()
    for day, pain in sessions:
        days.add(day)
        worst[day] = max(pain, worst.get(day, 0))
    for day, pain in mornings:
        worst[day] = max(pain, worst.get(day, 0))
    return days, worst


def _weeks(programme: Programme, sessions: set[date], on: date) -> list[Week]:
    """Week by week since the start, against the days of the current phase."""
    days = Row.objects.filter(
        phase__programme=programme, phase__number=programme.phase_number, retired_in__isnull=True
    ).values_list("days", flat=True)
    planned = len({day for row in days for day in row})
    weeks = []
    start, number = programme.starts_on, 1
    while start <= min(on, programme.ends_on or on):
        end = start + timedelta(days=7)
        done = sum(start <= day < end for day in sessions)
        weeks.append(Week(number, start, planned, min(done, max(planned, 1)), None, start <= on < end))
        start, number = end, number + 1
    return weeks


def _pain_weeks(worst: dict[date, int], on: date) -> list[Week]:
    """The worst of each week from the first entry on; a week without one stays unknown."""
    if not worst:
        return []
    start, weeks = min(worst), list[Week]()
    while start <= on:
        end = start + timedelta(days=7)
        pains = [pain for day, pain in worst.items() if start <= day < end]
        weeks.append(Week(len(weeks) + 1, start, 0, 0, max(pains, default=None), start <= on < end))
        start = end
    while weeks[-1].pain is None:
        weeks.pop()
    return weeks
