"""The weeks of an episode, brought from its sessions, mornings and runs."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Max

from patients.models import Episode
from programmes import load
from programmes.models import CheckIn, Row, Run, SessionLog
from programmes.models.run import RunQuerySet
from programmes.weekly import (
    PainWeek,
    SessionWeek,
    in_the_last,
    pain_figures,
    pain_says,
    pain_weeks,
    running_figures,
    running_says,
    session_weeks,
)

RUN_WEEKS = 12


@dataclass(frozen=True, slots=True)
class Weekly:
    """`sessions` and `pain` the oldest week first, `running` the newest first; empty lists where nothing was said."""

    sessions: list[SessionWeek]
    pain: list[PainWeek]
    running: list[load.Week]

    @property
    def done(self) -> int:
        return sum(week.done for week in self.sessions)

    @property
    def planned(self) -> int:
        """Weeks that are over count whole; this week only what has been done so far."""
        return sum(week.done if week.now else max(week.planned, week.done) for week in self.sessions)

    @property
    def figures(self) -> dict[str, str]:
        """What the physio reads beside each picture."""
        kept = f"Done {self.done} of {self.planned} planned{in_the_last(self.sessions)}."
        return {
            "pain": pain_figures(self.pain),
            "sessions": kept if self.planned else "",
            "running": running_figures(self.running),
        }

    @property
    def pain_says(self) -> str:
        return pain_says(self.pain)

    @property
    def sessions_say(self) -> str:
        if not self.planned:
            return ""
        return f"You’ve done {self.done} of {self.planned} planned sessions{in_the_last(self.sessions)}."

    @property
    def running_says(self) -> str:
        return running_says(self.running)


def weekly(*, episode: Episode, on: date) -> Weekly:
    """Six queries, however long the course; of a long one the last half year."""
    programme = episode.programmes.order_by("-starts_on", "-pk").first()
    sessions = list(SessionLog.objects.filter(programme__episode=episode).values_list("on", "pain_during"))
    answers = CheckIn.objects.filter(patient=episode.patient_id, on__gte=episode.opened_on)
    standing = Run.objects.filter(episode=episode).standing().between(episode.opened_on, on).order_by("on")
    sore = standing.filter(pain__isnull=False).values_list("on").annotate(Max("pain"))
    told = [*sessions, *answers.values_list("on", "pain_morning"), *sore]
    worst: dict[date, int] = {}
    for day, pain in told:
        worst[day] = max(pain, worst.get(day, 0))
    planned: list[SessionWeek] = []
    if programme:
        rows = Row.objects.filter(
            phase__programme=programme, phase__number=programme.phase_number, retired_in__isnull=True
        )
        days = {day for row in rows.values_list("days", flat=True) for day in row}
        planned = session_weeks(
            {day for day, _ in sessions},
            planned=len(days),
            starts_on=programme.starts_on,
            ends_on=programme.ends_on,
            on=on,
        )
    return Weekly(sessions=planned, pain=pain_weeks(worst, on=on), running=_running(standing, on=on))


def _running(standing: RunQuerySet, *, on: date) -> list[load.Week]:
    """The last weeks that the log reaches back to."""
    runs = [run.for_rules() for run in standing.between(on - timedelta(weeks=RUN_WEEKS), on)]
    weeks = load.calendar_weeks(runs, on=on, count=RUN_WEEKS)
    return [week for week in weeks if runs and week.ends_on >= runs[0].on]
