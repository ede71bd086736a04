"""The morning after a session: one question, answered by one tap, at half past seven."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from clinic.followups.definition import Example, Given, Kind, Message, Planned
from clinic.followups.wording import at_local
from programmes.models import CheckIn, SessionLog

AT = time(7, 30)
# After noon it is no morning's answer any more.
UNTIL = time(12, 0)


def due(now: datetime) -> Iterator[Planned]:
    """One for each patient and morning, however many sessions were logged the day before."""
    on = timezone.localdate(now)
    logs = SessionLog.objects.between(on - timedelta(days=1), on).select_related("programme__episode__patient")
    for log in logs:
        morning = log.on + timedelta(days=1)
        patient = log.programme.episode.patient
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
    # They logged a session to be asked the next morning, before the day changes the answer.
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
