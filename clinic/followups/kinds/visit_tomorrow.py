"""The day before a visit, at nine in the morning: still right? One press says so."""

from collections.abc import Iterator
from datetime import datetime, time, timedelta

from django.utils import timezone

from clinic.bookings.models import Appointment
from clinic.followups.definition import Example, Given, Kind, Planned
from clinic.followups.visits import known_since, occasion_of, still_stands, subject_with_day
from clinic.followups.wording import at_local

PLAN_AHEAD = timedelta(days=3)
# After that hour the word "tomorrow" would arrive at night.
LATEST = time(21, 0)


def due(now: datetime) -> Iterator[Planned]:
    visits = Appointment.objects.upcoming(now).filter(start__lt=now + PLAN_AHEAD).select_related("patient")
    for visit in visits:
        eve = timezone.localdate(visit.start) - timedelta(days=1)
        due_at, latest = at_local(eve, time(9, 0)), at_local(eve, LATEST)
        # Whoever booked or moved it since then knows.
        if known_since(visit) < due_at and now <= latest:
            yield Planned(
                occasion=occasion_of(visit),
                patient=visit.patient,
                appointment=visit,
                due_at=due_at,
                too_late_after=latest,
            )


KIND = Kind(
    key="visit_tomorrow",
    title="Visit tomorrow",
    due=due,
    still_wanted=still_stands,
    subject=subject_with_day,
    example=Example(
        now="2026-11-24 08:00",
        rows=[
            Given("visit", "cal", {"start": "2026-11-25 17:40", "booked": "2026-11-10 10:00"}),
            Given("visit", "dee", {"start": "2026-12-03 09:00", "booked": "2026-11-10 10:00"}),
            Given("visit", "eve", {"start": "2026-11-25 09:00", "booked": "2026-11-10 10:00", "status": "cancelled"}),
        ],
        due={"cal": "2026-11-24 09:00"},
    ),
)
