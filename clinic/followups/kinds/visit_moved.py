"""A visit was moved: the new time, and a calendar file that replaces the old one."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.utils import timezone

from clinic.bookings.models import Appointment
from clinic.followups.definition import Calendar, Example, Given, Kind, Message, Planned, undo_minute
from clinic.followups.visits import occasion_of, still_stands
from clinic.followups.wording import day

LOOK_BACK = timedelta(days=2)


def due(now: datetime) -> Iterator[Planned]:
    """Booked anew after a change is what only a move leaves behind; the history keeps it when it is confirmed since."""
    upcoming = Appointment.objects.upcoming(now).filter(sequence__gt=0)
    moves = (
        Appointment.history.filter(
            id__in=upcoming.order_by().values("pk"),
            status=Appointment.Status.BOOKED,
            sequence__gt=0,
            status_at__gt=now - LOOK_BACK,
        )
        .order_by("history_id")
        .values_list("id", "status_at", "start")
    )
    visits = {visit.pk: visit for visit in upcoming.select_related("patient")} if (latest := list(moves)) else {}
    for pk, moved_at, start in latest:
        visit = visits.get(pk)
        # Moved within a minute of the booking: the confirmation tells the new time.
        if visit is None or visit.start != start or moved_at <= visit.booked_at + undo_minute():
            continue
        yield Planned(
            occasion=f"{occasion_of(visit)}:{int(moved_at.timestamp())}",
            patient=visit.patient,
            appointment=visit,
            due_at=moved_at + undo_minute(),
            too_late_after=visit.start,
        )


def subject(message: Message) -> str:
    visit = message.appointment
    return f"Your visit is now on {day(timezone.localtime(visit.start))}" if visit else "Your visit has moved"


KIND = Kind(
    key="visit_moved",
    title="Visit moved",
    due=due,
    still_wanted=still_stands,
    subject=subject,
    ignores_quiet_hours=True,
    calendar=Calendar.PUBLISH,
    example=Example(
        now="2026-11-24 09:00",
        rows=[
            Given(
                "visit",
                "cal",
                {"start": "2026-12-04 07:20", "booked": "2026-11-20 10:00", "moved": "2026-11-24 08:58"},
            ),
            Given("visit", "dee", {"start": "2026-12-03 09:00", "booked": "2026-11-20 10:00"}),
        ],
        due={"cal": "2026-11-24 08:59"},
    ),
)
