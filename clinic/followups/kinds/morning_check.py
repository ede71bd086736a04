"""The morning after a session or a run of a plan: one question, answered by one tap, at half past seven."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from clinic.followups.definition import Example, Given, Kind, Message, Planned
from clinic.followups.wording import at_local
from programmes.models import CheckIn, Run, SessionLog

AT = time(7, 30)
# After noon it is no morning's answer any more.
UNTIL = time(12, 0)


def due(now: datetime) -> Iterator[Planned]:
    """One for each patient and morning, however much was logged the day before."""
    on = timezone.localdate(now)
    since = on - timedelta(days=1)
    logs = SessionLog.objects.between(since, on).select_related("programme__episode__patient")
    # A run outside a plan asks nothing of a morning; one of a plan counts only with it.
    runs = Run.objects.standing().between(since, on).filter(plan__isnull=False).select_related("episode__patient")
    days = {(log.programme.episode.patient, log.on) for log in logs} | {(run.episode.patient, run.on) for run in runs}
    for patient, day in sorted(days, key=lambda each: (each[1], each[0].pk)):
        morning = day + timedelta(days=1)
        yield Planned(
            occasion=f"{patient.uuid}:{morning}",
            patient=patient,
            due_at=at_local(morning, AT),
            too_late_after=at_local(morning, UNTIL),
        )


def still_wanted(message: Message, now: datetime) -> str | None:
    morning = date.fromisoformat(message.occasion.split(":")[1])
    answered = CheckIn.objects.filter(patient=message.patient, on=morning).exists()
    return "This morning is answered already." if answered else None


def subject(message: Message) -> str:
    return "A quick question"


KIND = Kind(
    key="morning_check",
    title="Morning check",
    due=due,
    still_wanted=still_wanted,
    subject=subject,
    # They logged it to be asked the next morning, before the day changes the answer.
    ignores_quiet_hours=True,
    example=Example(
        now="2026-11-24 20:00",
        rows=[
            Given("log", "cal", {"on": "2026-11-24"}),
            Given("log", "dee", {"on": "2026-11-20"}),
        ],
        due={"cal": "2026-11-25 07:30"},
    ),
)
