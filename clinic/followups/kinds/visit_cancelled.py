"""A visit was cancelled: it is off, the calendar forgets it, and how to book another."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from clinic.bookings.models import Appointment
from clinic.followups.definition import Calendar, Example, Given, Kind, Message, Planned, undo_minute
from clinic.followups.visits import tell_from
from clinic.followups.wording import day

LOOK_BACK = timedelta(days=2)


def due(now: datetime) -> Iterator[Planned]:
    gone = Appointment.objects.filter(
        status=Appointment.Status.CANCELLED, start__gt=now, status_at__gt=now - LOOK_BACK
    ).select_related("patient", "cancelled_by")
    for visit in gone:
        # Taken back within the minute: nobody was told that it was booked.
        if visit.status_at <= visit.booked_at + undo_minute():
            continue
        yield Planned(
            occasion=str(visit.uuid),
            patient=visit.patient,
            appointment=visit,
            due_at=tell_from(visit.status_at, visit.cancelled_by),
            too_late_after=visit.start,
        )


def still_wanted(message: Message, now: datetime) -> str | None:
    visit = message.appointment
    if visit is None or visit.status != Appointment.Status.CANCELLED:
        return "The visit is on again."
    return None if visit.start > now else "The time of the visit has passed."


def subject(message: Message) -> str:
    visit = message.appointment
    return f"Your visit on {day(visit.start)} is cancelled" if visit else "Your visit is cancelled"


KIND = Kind(
    key="visit_cancelled",
    title="Visit cancelled",
    due=due,
    still_wanted=still_wanted,
    subject=subject,
    ignores_quiet_hours=True,
    calendar=Calendar.CANCEL,
    example=Example(
        now="2026-11-24 09:00",
        rows=[
            Given(
                "visit",
                "cal",
                {
                    "start": "2026-12-03 17:40",
                    "booked": "2026-11-20 10:00",
                    "status": "cancelled",
                    "since": "2026-11-24 08:59",
                },
            ),
            Given("visit", "dee", {"start": "2026-12-03 09:00", "booked": "2026-11-20 10:00"}),
        ],
        due={"cal": "2026-11-24 09:00"},
    ),
)
