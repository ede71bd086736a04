"""What messages about one visit have in common: their occasion, and whether the visit still stands."""

from datetime import datetime
from typing import Any

from clinic.bookings.models import Appointment
from clinic.followups.definition import Message, undo_minute
from clinic.followups.wording import day
from patients.access import STAFF, role_of

MOVED = "The visit was moved."
CANCELLED = "The visit was cancelled."
STARTED = "The visit has started."


def occasion_of(visit: Appointment) -> str:
    """A visit at a time: after a move it is another occasion."""
    return f"{visit.uuid}:{int(visit.start.timestamp())}"


def still_stands(message: Message, now: datetime) -> str | None:
    """None while the visit is expected at the time that the message was planned for; else why not."""
    visit = message.appointment
    if visit is None:
        return "The visit is gone."
    if visit.status == Appointment.Status.CANCELLED:
        return CANCELLED
    if not _same_time(visit, message.occasion):
        return MOVED
    if visit.start <= now:
        return STARTED
    if visit.status not in {Appointment.Status.BOOKED, Appointment.Status.CONFIRMED}:
        return f"The visit is {visit.get_status_display().lower()}."
    return None


def _same_time(visit: Appointment, occasion: str) -> bool:
    """An occasion that names no time is about the visit whenever it is."""
    _, _, rest = occasion.partition(":")
    start = rest.split(":")[0]
    return not start.isdigit() or int(start) == int(visit.start.timestamp())


def known_since(visit: Appointment) -> datetime:
    """When the patient was last told a time: at the booking, or at the last move."""
    return visit.status_at if visit.status == Appointment.Status.BOOKED else visit.booked_at


def tell_from(at: datetime, by: Any) -> datetime:
    """When to tell of a change made at `at`: the desk has a minute to take it back, a patient's own act is answered."""
    return at + undo_minute() if by is None or role_of(by) in STAFF else at


def subject_with_day(message: Message) -> str:
    """`Your visit on Thursday 3 December`."""
    visit = message.appointment
    return f"Your visit on {day(visit.start)}" if visit else "Your visit"
