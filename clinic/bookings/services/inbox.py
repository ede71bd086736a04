"""The inbox: who works on an enquiry, what was tried, and how it ended without a booking."""

from collections.abc import Sequence
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from clinic.accounts.models import User
from clinic.bookings.models import AppointmentType, Enquiry, EnquiryCall, WaitingEntry
from clinic.bookings.services.refusals import EnquiryRefused
from patients.models import Patient

HEARD_FROM_US = {EnquiryCall.Result.SPOKE, EnquiryCall.Result.MESSAGE_LEFT}


def open_enquiry(enquiry: Enquiry) -> Enquiry:
    """The enquiry as it is now, locked. Raises EnquiryRefused when it is no longer open. Inside a transaction."""
    fresh = Enquiry.objects.select_for_update().filter(pk=enquiry.pk)[0]
    if fresh.state not in {Enquiry.State.OPEN, Enquiry.State.WAITING_LIST}:
        raise EnquiryRefused(f"This enquiry is {fresh.get_state_display().lower()} already.")
    return fresh


@transaction.atomic
def claim(*, enquiry: Enquiry, by: User, now: datetime, take_over: bool = False) -> Enquiry:
    """Mine now. Raises EnquiryRefused when a colleague has it, unless it is taken over on purpose."""
    fresh = open_enquiry(enquiry)
    if fresh.owner_id not in {None, by.pk} and not take_over:
        raise EnquiryRefused(f"{fresh.owner} is working on this enquiry.")
    fresh.owner = by
    fresh.save(update_fields=["owner"])
    return fresh


@transaction.atomic
def log_call(*, enquiry: Enquiry, result: str, by: User, now: datetime, note: str = "") -> EnquiryCall:
    """One try to reach them. Speaking or leaving a message is the first answer, and the caller's enquiry from then."""
    fresh = open_enquiry(enquiry)
    call = EnquiryCall(enquiry=fresh, at=now, by=by, result=result, note=note.strip())
    call.full_clean()
    call.save()
    if fresh.answered_at is None and result in HEARD_FROM_US:
        fresh.answered_at = now
    fresh.owner = fresh.owner or by
    fresh.save(update_fields=["answered_at", "owner"])
    return call


@transaction.atomic
def snooze_enquiry(*, enquiry: Enquiry, until: datetime | None, by: User, now: datetime) -> Enquiry:
    """Out of sight until then; None brings it back."""
    fresh = open_enquiry(enquiry)
    if until is not None and until <= now:
        raise ValidationError({"snoozed_until": "Choose a time that is still to come."})
    fresh.snoozed_until = until
    fresh.owner = fresh.owner or by
    fresh.save(update_fields=["snoozed_until", "owner"])
    return fresh


@transaction.atomic
def close_enquiry(*, enquiry: Enquiry, why: str, by: User, now: datetime) -> Enquiry:
    """Closed without a booking, with the reason."""
    fresh = open_enquiry(enquiry)
    if not why.strip():
        raise ValidationError({"closed_why": "Say why the enquiry is closed."})
    fresh.state, fresh.closed_why = Enquiry.State.CLOSED, why.strip()
    fresh.owner = fresh.owner or by
    fresh.clean_fields(exclude=["phone"])
    fresh.save(update_fields=["state", "closed_why", "owner"])
    return fresh


@transaction.atomic
def correct_enquiry(*, enquiry: Enquiry, by: User, now: datetime, **corrected: str) -> Enquiry:
    """Name, phone, email, knee or message put right while the caller is on the phone."""
    fresh = open_enquiry(enquiry)
    for field in ("name", "phone", "email", "knee", "message"):
        if field in corrected:
            setattr(fresh, field, corrected[field].strip())
    fresh.full_clean()
    fresh.save()
    return fresh


@transaction.atomic
def join_waiting_list(
    *,
    patient: Patient,
    type: AppointmentType,
    by: User | None,
    now: datetime,
    physio: User | None = None,
    parts_of_day: Sequence[str] = (),
    weekdays: Sequence[int] = (),
    urgent: bool = False,
    note: str = "",
    until: date | None = None,
    enquiry: Enquiry | None = None,
) -> WaitingEntry:
    """On the list for one type of visit. Asked again, the place stays and the wishes are the new ones."""
    entry = patient.waiting.select_for_update().filter(type=type, closed_at__isnull=True).first()
    if entry is None:
        entry = WaitingEntry(patient=patient, type=type, since=timezone.localdate(now))
    entry.physio, entry.urgent, entry.note, entry.until = physio, urgent, note.strip(), until
    entry.parts_of_day, entry.weekdays = list(parts_of_day), list(weekdays)
    if until is not None and until < timezone.localdate(now):
        raise ValidationError({"until": "Choose a day that is still to come."})
    entry.clean_fields()
    try:
        with transaction.atomic():
            entry.save()
    except IntegrityError:
        entry = patient.waiting.get(type=type, closed_at__isnull=True)
    if enquiry is not None:
        fresh = open_enquiry(enquiry)
        fresh.state, fresh.patient = Enquiry.State.WAITING_LIST, patient
        fresh.save(update_fields=["state", "patient"])
    return entry


@transaction.atomic
def leave_waiting_list(*, entry: WaitingEntry, why: str, now: datetime) -> WaitingEntry:
    """Off the list, with the reason. Leaving twice changes nothing."""
    fresh = WaitingEntry.objects.select_for_update().get(pk=entry.pk)
    if fresh.closed_at is None:
        fresh.closed_at, fresh.closed_why = now, why.strip()
        fresh.clean_fields()
        fresh.save(update_fields=["closed_at", "closed_why"])
    return fresh
