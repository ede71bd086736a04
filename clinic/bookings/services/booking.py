"""Booking a visit, and keeping a slot while somebody is on the phone."""

from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from clinic.accounts.models import User
from clinic.accounts.services import give_portal_account
from clinic.bookings.models import Appointment, AppointmentType, Hold
from clinic.bookings.services.refusals import KeyReused, SlotTaken
from clinic.bookings.services.taking import find_slot, guarded, lock_day, other_slots
from patients.access import CLINICAL, STAFF, Role, role_of
from patients.models import Episode, Patient

HOLD_FOR = timedelta(minutes=5)


@transaction.atomic
def book(
    *,
    patient: Patient,
    episode: Episode,
    physio: User,
    type: AppointmentType,
    start: datetime,
    by: User | None,
    now: datetime,
    idempotency_key: str | None = None,
    request_digest: str = "",
    squeeze_in_reason: str = "",
) -> Appointment:
    """The visit, in a free room of its own.

    Raises SlotTaken with other times; ValidationError by field; KeyReused when the key came with another request.
    The same key and digest give the visit that was booked the first time. A patient books public types with the
    practice's notice; staff may squeeze in with a reason.
    """
    lock_day(start)
    if idempotency_key and (earlier := booked_before(key=idempotency_key, digest=request_digest)):
        return earlier
    _check(patient=patient, episode=episode, physio=physio, type=type, start=start, by=by, now=now)
    reason = squeeze_in_reason.strip()
    if reason and role_of(by) not in STAFF:
        raise ValidationError({"squeeze_in": "Only staff can squeeze a visit in."})
    slot = find_slot(physio=physio, type=type, start=start, by=by, now=now, squeeze_in=bool(reason))
    busy_patient(patient=patient, slot_start=slot.start, slot_end=slot.end, type=type, physio=physio, by=by, now=now)
    visit = Appointment(
        patient=patient,
        episode=episode,
        physio=physio,
        room_id=slot.room,
        type=type,
        start=slot.start,
        end=slot.end,
        status_at=now,
        booked_at=now,
        booked_by=by,
        squeeze_in_reason=reason,
        idempotency_key=idempotency_key or None,
        request_digest=request_digest,
    )
    visit.clean_fields(exclude=["patient", "episode", "physio", "room", "type", "booked_by"])
    try:
        with guarded(physio=physio, type=type, start=start, by=by, now=now):
            visit.save()
    except IntegrityError as error:
        # Only the key can collide here: sent at the same moment for two different days.
        if idempotency_key and Appointment.objects.filter(idempotency_key=idempotency_key).exists():
            raise KeyReused from error
        raise
    if patient.user_id is None:
        give_portal_account(patient=patient)
    if by is not None:
        Hold.objects.filter(by=by, physio=physio, start__lt=slot.end, end__gt=slot.start).delete()
    return visit


def booked_before(*, key: str, digest: str) -> Appointment | None:
    """What this key booked earlier; KeyReused when it was for something else."""
    earlier = Appointment.objects.with_people().filter(idempotency_key=key).first()
    if earlier is not None and earlier.request_digest != digest:
        raise KeyReused
    return earlier


@transaction.atomic
def hold_slot(*, physio: User, type: AppointmentType, start: datetime, by: User, now: datetime) -> Hold:
    """Keeps a free slot, its buffer included, for five minutes. Raises SlotTaken."""
    lock_day(start)
    Hold.objects.filter(until__lte=now).delete()
    Hold.objects.filter(by=by, physio=physio, start=start).delete()
    slot = find_slot(physio=physio, type=type, start=start, by=by, now=now)
    end = slot.end + timedelta(minutes=type.buffer_minutes)
    return Hold.objects.create(physio=physio, room_id=slot.room, start=slot.start, end=end, by=by, until=now + HOLD_FOR)


@transaction.atomic
def release_hold(*, hold: Hold) -> None:
    """The slot is free again at once. Letting go twice is no error."""
    Hold.objects.filter(pk=hold.pk).delete()


def busy_patient(
    *,
    patient: Patient,
    slot_start: datetime,
    slot_end: datetime,
    type: AppointmentType,
    physio: User,
    by: User | None,
    now: datetime,
    besides: int | None = None,
) -> None:
    """Nobody can be at two visits at once: SlotTaken when the patient has another one then."""
    others = patient.appointments.live().touching(slot_start, slot_end)
    if others.exists() if besides is None else others.exclude(pk=besides).exists():
        raise SlotTaken(
            "There is another visit of this patient at that time.",
            other_slots(physio=physio, type=type, start=slot_end, by=by, now=now),
        )


def _check(
    *,
    patient: Patient,
    episode: Episode,
    physio: User,
    type: AppointmentType,
    start: datetime,
    by: User | None,
    now: datetime,
) -> None:
    wrong: dict[str, str] = {}
    if start <= now:
        wrong["start"] = "This time has passed. Choose a later one."
    if episode.patient_id != patient.pk:
        wrong["episode"] = "This episode belongs to another patient."
    elif not episode.is_open:
        wrong["episode"] = "This episode is closed. Open a new one first."
    if role_of(physio) not in CLINICAL:
        wrong["physio"] = "Choose a physio."
    if role_of(by) == Role.PATIENT and not type.public:
        wrong["type"] = "Call us to book this kind of visit."
    if wrong:
        raise ValidationError(wrong)
