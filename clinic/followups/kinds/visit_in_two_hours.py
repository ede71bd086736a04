"""Two hours before a visit: see you soon. For those who booked it on an earlier day."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from clinic.bookings.models import Appointment
from clinic.followups.definition import Example, Given, Kind, Planned
from clinic.followups.visits import known_since, occasion_of, still_stands, subject_with_day

BEFORE = timedelta(hours=2)
# Later than this they are on their way.
LATEST_BEFORE = timedelta(minutes=30)
PLAN_AHEAD = timedelta(days=1)


def due(now: datetime) -> Iterator[Planned]:
    soon = Appointment.objects.upcoming(now).filter(start__gt=now + LATEST_BEFORE, start__lt=now + PLAN_AHEAD)
    for visit in soon.select_related("patient"):
        if known_since(visit) < visit.start - timedelta(hours=12):
            yield Planned(
                occasion=occasion_of(visit),
                patient=visit.patient,
                appointment=visit,
                due_at=visit.start - BEFORE,
                too_late_after=visit.start - LATEST_BEFORE,
            )


KIND = Kind(
    key="visit_in_two_hours",
    title="Visit in two hours",
    due=due,
    still_wanted=still_stands,
    subject=subject_with_day,
    example=Example(
        now="2026-11-24 09:00",
        rows=[
            Given("visit", "cal", {"start": "2026-11-24 11:30", "booked": "2026-11-10 10:00"}),
            Given("visit", "dee", {"start": "2026-11-24 15:00", "booked": "2026-11-24 08:30"}),
            Given("visit", "eve", {"start": "2026-11-26 11:30", "booked": "2026-11-10 10:00"}),
        ],
        due={"cal": "2026-11-24 09:30"},
    ),
)
