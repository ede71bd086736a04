"""The run log read: weeks, the last runs with what came before each, what the rules say, the walk-run step."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from patients.models import Episode
from programmes import load, progression
from programmes.models import CheckIn, Run, SessionLog

WEEKS = 12
SHOWN_RUNS = 20
MONTH = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class ShownRun:
    """One run, the longest of the 30 days before it in km, and whether rule L7 speaks of it."""

    run: Run
    longest: Decimal | None
    jump: bool


@dataclass(frozen=True, slots=True)
class StepAdvice:
    """The step of the last walk-run, where it leads, and the earliest day for it."""

    here: load.Step
    move: load.Move
    not_before: date

    @property
    def next(self) -> load.Step:
        return load.LADDER[self.move.step - 1]


@dataclass(frozen=True, slots=True)
class RunningLoad:
    """All that a page says about running. `weeks` and `runs` have the newest first; empty lists without a run."""

    weeks: list[load.Week]
    runs: list[ShownRun]
    advice: list[load.Advice]
    step: StepAdvice | None

    @property
    def leads(self) -> list[load.Advice]:
        return [each for each in self.advice if each.tone != "note"]

    @property
    def notes(self) -> list[load.Advice]:
        return [each for each in self.advice if each.tone == "note"]

    @property
    def says(self) -> list[load.Advice]:
        """The notes that the patient reads."""
        return [each for each in self.notes if each.patient]

    @property
    def longest(self) -> Decimal | None:
        """Of the 30 days before the last run."""
        return self.runs[0].longest if self.runs else None

    @property
    def last(self) -> Run | None:
        return self.runs[0].run if self.runs else None


def running_load(*, episode: Episode, on: date) -> RunningLoad:
    """Of the last twelve weeks. The number of queries doesn't grow with the log."""
    standing = Run.objects.filter(episode=episode).standing()
    last = standing.between(episode.opened_on, on).newest_first().first()
    if last is None:
        return RunningLoad([], [], [], None)
    since = last.on - timedelta(weeks=WEEKS) - MONTH
    runs = list(standing.between(since, on).order_by("on", "pk"))
    mornings = _Mornings.of(episode, runs, since=since)
    logged = [run.for_rules() for run in runs]
    weeks = load.calendar_weeks(logged, on=on, count=WEEKS)
    return RunningLoad(
        weeks=[week for week in weeks if week.ends_on >= runs[0].on],
        runs=_shown(runs, logged),
        advice=load.advise(logged, on=on, rise=mornings.rise(last)),
        step=_step(runs, mornings),
    )


def _shown(runs: Sequence[Run], logged: Sequence[load.Run]) -> list[ShownRun]:
    first = max(len(runs) - SHOWN_RUNS, 0)
    shown = [
        ShownRun(
            run,
            load.longest_before(logged[place], logged[:place]),
            load.longest_run(logged[place], logged[:place]) is not None,
        )
        for place, run in enumerate(runs)
        if place >= first
    ]
    return shown[::-1]


def _step(runs: Sequence[Run], mornings: "_Mornings") -> StepAdvice | None:
    done = [(run, load.StepRun(run.step, run.pain, mornings.worse(run))) for run in runs if run.step is not None]
    move = load.climb([each for _, each in done])
    if move is None:
        return None
    last = done[-1][0]
    return StepAdvice(load.LADDER[done[-1][1].step - 1], move, last.on + timedelta(days=load.DAYS_BETWEEN))


@dataclass(frozen=True, slots=True)
class _Mornings:
    """What the mornings were like, and which days had a session or a run before them."""

    answered: Mapping[date, int]
    busy: Collection[date]
    baseline: int

    @classmethod
    def of(cls, episode: Episode, runs: Sequence[Run], *, since: date) -> "_Mornings":
        answers = CheckIn.objects.filter(patient=episode.patient_id, on__gte=since)
        sessions = SessionLog.objects.filter(programme__episode=episode, on__gte=since)
        first = episode.scores.of("nprs_c").scored().in_order().first()
        return cls(
            answered=dict(answers.values_list("on", "pain_morning")),
            busy={*sessions.values_list("on", flat=True), *(run.on for run in runs)},
            baseline=int(first.score) if first and first.score is not None else 0,
        )

    def rise(self, run: Run) -> int | None:
        """Points by which the morning after was above the usual one; None while nobody has said."""
        pain = run.pain_morning
        if pain is None:
            pain = self.answered.get(run.on + timedelta(days=1))
        if pain is None:
            return None
        usual = progression.usual_morning(self.answered, self.busy, on=run.on, baseline=self.baseline)
        return pain - progression.round_half_up(usual)

    def worse(self, run: Run) -> bool | None:
        rise = self.rise(run)
        return None if rise is None else rise > 0
