"""A visit was booked: when, where, with whom, a calendar file, and the way in."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from clinic.bookings.models import Appointment
from clinic.followups.definition import Calendar, Example, Given, Kind, Planned
from clinic.followups.visits import still_stands, subject_with_day, tell_from

# After a breakdown of some days a confirmation is still worth sending, as long as the visit is to come.
LOOK_BACK = timedelta(days=7)


def due(now: datetime) -> Iterator[Planned]:
    visits = Appointment.objects.upcoming(now).filter(booked_at__gt=now - LOOK_BACK)
    for visit in visits.select_related("patient", "booked_by"):
        yield Planned(
            occasion=str(visit.uuid),
            patient=visit.patient,
            appointment=visit,
            due_at=tell_from(visit.booked_at, visit.booked_by),
            too_late_after=visit.start,
        )


KIND = Kind(
    key="booking_confirmation",
    title="Visit booked",
    due=due,
    still_wanted=still_stands,
    subject=subject_with_day,
    # It answers what somebody has just done, at whatever hour.
    ignores_quiet_hours=True,
    calendar=Calendar.PUBLISH,
    example=Example(
        now="2026-11-24 09:00",
        rows=[
            Given("visit", "cal", {"start": "2026-12-03 17:40", "booked": "2026-11-24 08:59"}),
            Given("visit", "dee", {"start": "2026-12-03 09:00", "booked": "2026-11-24 08:59", "status": "cancelled"}),
            Given("visit", "eve", {"start": "2026-11-24 08:00", "booked": "2026-11-23 12:00"}),
        ],
        due={"cal": "2026-11-24 09:00"},
    ),
)
