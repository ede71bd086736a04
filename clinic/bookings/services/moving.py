"""What happens to a visit once it is booked: moved, cancelled, or one step along its day."""

from collections.abc import Callable
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from clinic.accounts.models import User
from clinic.bookings.models import Appointment, Practice
from clinic.bookings.models.appointment import MoveRefused
from clinic.bookings.services.booking import busy_patient
from clinic.bookings.services.taking import find_slot, guarded, lock_day
from patients.access import CLINICAL, STAFF, Role, role_of

STEPS: dict[str, Callable[..., None]] = {
    "confirm": Appointment.confirm,
    "arrive": Appointment.arrive,
    "start": Appointment.begin,
    "attend": Appointment.attend,
    "miss": Appointment.miss,
}


@transaction.atomic
def move(
    *,
    appointment: Appointment,
    start: datetime,
    physio: User | None = None,
    by: User | None,
    now: datetime,
    squeeze_in_reason: str = "",
) -> Appointment:
    """To another time, and another physio if named; the visit is booked again, to be confirmed anew.

    The old time is free only once the new one is taken. Raises MoveRefused when the state or the notice forbids it,
    SlotTaken with other times, ValidationError by field.
    """
    lock_day(start)
    visit = _fresh(appointment)
    whom = physio or visit.physio
    if visit.status not in {Appointment.Status.BOOKED, Appointment.Status.CONFIRMED}:
        raise MoveRefused(f"This visit is {visit.get_status_display().lower()}, so it can't be moved.")
    _within_notice(visit, by, now)
    if start <= now:
        raise ValidationError({"start": "This time has passed. Choose a later one."})
    if role_of(whom) not in CLINICAL:
        raise ValidationError({"physio": "Choose a physio."})
    reason = squeeze_in_reason.strip()
    if reason and role_of(by) not in STAFF:
        raise ValidationError({"squeeze_in": "Only staff can squeeze a visit in."})
    slot = find_slot(
        physio=whom, type=visit.type, start=start, by=by, now=now, besides=visit.pk, squeeze_in=bool(reason)
    )
    busy_patient(
        patient=visit.patient,
        slot_start=slot.start,
        slot_end=slot.end,
        type=visit.type,
        physio=whom,
        by=by,
        now=now,
        besides=visit.pk,
    )
    visit.start, visit.end, visit.physio, visit.room_id = slot.start, slot.end, whom, slot.room
    visit.squeeze_in_reason = reason
    visit.status, visit.status_at = Appointment.Status.BOOKED, now
    visit.sequence += 1
    visit.clean_fields(exclude=["patient", "episode", "physio", "room", "type", "booked_by"])
    with guarded(physio=whom, type=visit.type, start=start, by=by, now=now):
        visit.save()
    return visit


@transaction.atomic
def cancel(*, appointment: Appointment, why: str, by: User | None, now: datetime) -> Appointment:
    """Cancelled with a reason, and marked late inside the practice's notice. A patient can't cancel so late.

    Raises MoveRefused.
    """
    visit = _fresh(appointment)
    practice = _within_notice(visit, by, now)
    limit = Appointment._meta.get_field("cancelled_why").max_length or 0
    if len(why.strip()) > limit:
        raise ValidationError({"reason": f"Keep the reason under {limit} characters."})
    visit.cancel(by=by, why=why, now=now, notice_hours=practice.cancel_notice_hours)
    return visit


@transaction.atomic
def step(*, appointment: Appointment, action: str, by: User | None, now: datetime) -> Appointment:
    """One edge of the day: `action` is confirm, arrive, start, attend or miss. Raises MoveRefused.

    A patient may only confirm. The row is read anew and locked, so two clicks at once make one step.
    """
    if role_of(by) == Role.PATIENT and action != "confirm":
        raise MoveRefused("Only the clinic can do this.")
    visit = _fresh(appointment)
    STEPS[action](visit, now=now)
    return visit


def _fresh(appointment: Appointment) -> Appointment:
    """The visit as it is now, locked until the transaction ends."""
    locked = Appointment.objects.select_for_update(of=("self",)).with_people()
    return locked.get(pk=appointment.pk)


def _within_notice(visit: Appointment, by: User | None, now: datetime) -> Practice:
    """A patient changes a visit only while the notice has not begun."""
    practice = Practice.current()
    hours = practice.cancel_notice_hours
    if role_of(by) == Role.PATIENT and (visit.start - now).total_seconds() < hours * 3600:
        raise MoveRefused(
            f"Less than {hours} hours remain, so this can't be changed here. Call us on {practice.phone_display}."
        )
    return practice
