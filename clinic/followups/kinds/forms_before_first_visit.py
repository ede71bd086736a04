"""Before the first visit: the questions that are better answered at home."""

from collections.abc import Iterator
from datetime import datetime, time, timedelta

from django.db.models import Exists, OuterRef
from django.utils import timezone

from assessments.models import OutcomeRequest
from clinic.bookings.models import Appointment
from clinic.followups.definition import Example, Given, Kind, Message, Planned
from clinic.followups.visits import occasion_of, still_stands
from clinic.followups.wording import at_local

DAYS_BEFORE = 3
AFTER_BOOKING = timedelta(hours=1)
PLAN_AHEAD = timedelta(days=5)
ASKED = OutcomeRequest.objects.filter(point=OutcomeRequest.Point.BASELINE, state=OutcomeRequest.State.ASKED)


def due(now: datetime) -> Iterator[Planned]:
    """Three days before at ten, or an hour after a booking that was later than that."""
    visits = (
        Appointment.objects.upcoming(now)
        .filter(Exists(ASKED.filter(episode=OuterRef("episode"))), type__key="first", start__lt=now + PLAN_AHEAD)
        .select_related("patient")
    )
    for visit in visits:
        quiet_time = at_local(timezone.localdate(visit.start) - timedelta(days=DAYS_BEFORE), time(10, 0))
        yield Planned(
            occasion=occasion_of(visit),
            patient=visit.patient,
            appointment=visit,
            due_at=max(quiet_time, visit.booked_at + AFTER_BOOKING),
            too_late_after=visit.start - timedelta(hours=1),
        )


def still_wanted(message: Message, now: datetime) -> str | None:
    if reason := still_stands(message, now):
        return reason
    visit = message.appointment
    asked = visit is not None and ASKED.filter(episode=visit.episode_id).exists()
    return None if asked else "The questions have been answered."


def subject(message: Message) -> str:
    return "A few questions before your visit"


KIND = Kind(
    key="forms_before_first_visit",
    title="Questions before the first visit",
    due=due,
    still_wanted=still_wanted,
    subject=subject,
    example=Example(
        now="2026-11-24 09:00",
        rows=[
            Given("visit", "cal", {"start": "2026-11-27 17:40", "booked": "2026-11-10 10:00"}),
            Given("measure", "cal", {"point": "baseline", "opens": "2026-11-10", "closes": "2026-12-10"}),
            Given("visit", "dee", {"start": "2026-11-27 09:00", "booked": "2026-11-10 10:00"}),
        ],
        due={"cal": "2026-11-24 10:00"},
    ),
)
