"""The runs of an episode, with the mornings after them."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import PositiveSmallIntegerField, Value

from assessments.models import OutcomeScore
from patients.models import Episode
from programmes import progression
from programmes.models import CheckIn, Run, SessionLog


@dataclass(frozen=True, slots=True)
class RunningLog:
    """Runs that count, the oldest first; what the mornings were like, and which days had a session or a run."""

    runs: list[Run]
    answered: Mapping[date, int]
    busy: Collection[date]
    baseline: int

    @classmethod
    def of(cls, episode: Episode, *, since: date, on: date) -> "RunningLog":
        """Of one stretch, both days included. Three queries, however long the log."""
        runs = list(Run.objects.filter(episode=episode).standing().between(since, on).order_by("on", "pk"))
        answers = CheckIn.objects.filter(patient=episode.patient_id, on__gte=since).order_by()
        sessions = SessionLog.objects.filter(programme__episode=episode, on__gte=since).order_by()
        unsaid = Value(None, output_field=PositiveSmallIntegerField())
        told = list(answers.values_list("on", "pain_morning").union(sessions.values_list("on", unsaid), all=True))
        first = OutcomeScore.objects.filter(episode=episode).of("nprs_c").scored().in_order().first()
        return cls(
            runs=runs,
            answered={day: pain for day, pain in told if pain is not None},
            busy={*(day for day, pain in told if pain is None), *(run.on for run in runs)},
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
