"""Somebody did not come: an hour later, without blame, the way to another time."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from clinic.bookings.models import Appointment
from clinic.followups.definition import Example, Given, Kind, Message, Planned

AFTER = timedelta(hours=1)
TOO_LATE = timedelta(days=2)


def due(now: datetime) -> Iterator[Planned]:
    missed = Appointment.objects.filter(
        status=Appointment.Status.DID_NOT_ATTEND, start__gt=now - TOO_LATE, start__lte=now
    ).select_related("patient")
    for visit in missed:
        yield Planned(
            occasion=str(visit.uuid),
            patient=visit.patient,
            appointment=visit,
            due_at=visit.status_at + AFTER,
            too_late_after=visit.status_at + TOO_LATE,
        )


def still_wanted(message: Message, now: datetime) -> str | None:
    visit = message.appointment
    if visit is None or visit.status != Appointment.Status.DID_NOT_ATTEND:
        return "They came after all."
    if Appointment.objects.upcoming(now).filter(patient=visit.patient_id).exists():
        return "Another visit is booked."
    return None


def subject(message: Message) -> str:
    return "Another time for your visit?"


KIND = Kind(
    key="missed_visit",
    title="Visit missed",
    due=due,
    still_wanted=still_wanted,
    subject=subject,
    example=Example(
        now="2026-11-24 12:00",
        rows=[
            Given(
                "visit",
                "cal",
                {
                    "start": "2026-11-24 10:00",
                    "booked": "2026-11-10 10:00",
                    "status": "did_not_attend",
                    "since": "2026-11-24 10:20",
                },
            ),
            Given("visit", "dee", {"start": "2026-11-24 11:00", "booked": "2026-11-10 10:00", "status": "attended"}),
        ],
        due={"cal": "2026-11-24 11:20"},
    ),
)
