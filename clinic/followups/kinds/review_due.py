"""Weeks 2, 6 and 12 of a programme: time to see each other, if no visit is booked. [design] clinic default."""

from collections.abc import Iterator
from datetime import datetime, time, timedelta

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from clinic.bookings.models import Appointment
from clinic.followups.definition import Example, Given, Kind, Message, Planned
from clinic.followups.treatment import still_runs
from clinic.followups.wording import at_local
from programmes.models import Programme

WEEKS = (2, 6, 12)
# A week ahead, so that there is still a choice of times.
AHEAD = timedelta(days=7)
TOO_LATE = timedelta(days=3)


def _asked_on(programme: Programme, week: int) -> datetime:
    return at_local(programme.starts_on + timedelta(weeks=week) - AHEAD, time(10, 0))


def due(now: datetime) -> Iterator[Planned]:
    on = timezone.localdate(now)
    today = Q()
    for week in WEEKS:
        start = on + AHEAD - timedelta(weeks=week)
        today |= Q(starts_on__gte=start - TOO_LATE, starts_on__lte=start)
    booked = Appointment.objects.upcoming(now).order_by().filter(patient=OuterRef("episode__patient"))
    programmes = Programme.objects.running_on(on).filter(today, ~Exists(booked), episode__closed_on__isnull=True)
    for programme in programmes.select_related("episode__patient"):
        for week in WEEKS:
            due_at = _asked_on(programme, week)
            if timezone.localdate(due_at) <= on and now <= due_at + TOO_LATE:
                yield Planned(
                    occasion=f"{programme.uuid}:week_{week}",
                    patient=programme.episode.patient,
                    due_at=due_at,
                    too_late_after=due_at + TOO_LATE,
                )


def still_wanted(message: Message, now: datetime) -> str | None:
    if reason := still_runs(message, now):
        return reason
    booked = Appointment.objects.upcoming(now).filter(patient=message.patient).exists()
    return "A visit is booked." if booked else None


def subject(message: Message) -> str:
    return "Time to plan your next visit"


KIND = Kind(
    key="review_due",
    title="Review due",
    due=due,
    still_wanted=still_wanted,
    subject=subject,
    example=Example(
        now="2026-11-24 09:00",
        rows=[
            Given("programme", "cal", {"starts": "2026-10-20"}),
            Given("programme", "dee", {"starts": "2026-10-20"}),
            Given("visit", "dee", {"start": "2026-12-03 09:00", "booked": "2026-11-10 10:00"}),
            Given("programme", "eve", {"starts": "2026-11-03"}),
        ],
        due={"cal": "2026-11-24 10:00"},
    ),
)
