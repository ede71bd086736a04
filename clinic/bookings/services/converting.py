"""From an enquiry to a booked patient, in one transaction: everything is written, or nothing."""

from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from assessments.models import RedFlag
from assessments.services import ask_measures, open_red_flags
from clinic.accounts.models import User
from clinic.accounts.services import give_portal_account
from clinic.bookings.models import Appointment, AppointmentType, Enquiry, WaitingEntry
from clinic.bookings.services.booking import book, booked_before
from clinic.bookings.services.inbox import join_waiting_list, open_enquiry
from clinic.bookings.services.taking import lock_day
from patients.matching import Person, known_patient
from patients.models import Consent, Patient, record_consent
from patients.phones import e164
from patients.services import episode_for_knee, open_episode, register_patient, update_patient


@transaction.atomic
def book_from_enquiry(
    *,
    enquiry: Enquiry,
    physio: User,
    type: AppointmentType,
    start: datetime,
    date_of_birth: date | None,
    by: User | None,
    now: datetime,
    patient: Patient | None = None,
    idempotency_key: str | None = None,
    request_digest: str = "",
    squeeze_in_reason: str = "",
    **corrected: Any,
) -> Appointment:
    """Patient, episode, visit, consents, portal account and first measures; the enquiry is closed as booked.

    `patient` is the record that the desk chose; without it a sure match is taken or a new record made. `corrected`
    are contacts put right on the phone (full_name, phone, email, postcode …) and `knee`.
    Raises SlotTaken, KeyReused, EnquiryRefused, and ValidationError by field.
    """
    lock_day(start)
    if idempotency_key and (earlier := booked_before(key=idempotency_key, digest=request_digest)):
        return earlier
    fresh = open_enquiry(enquiry)
    on = timezone.localdate(now)
    knee = corrected.pop("knee", "") or fresh.knee
    who = patient_of(enquiry=fresh, patient=patient, date_of_birth=date_of_birth, by=by, now=now, corrected=corrected)
    episode = episode_for_knee(patient=who, side=knee) or open_episode(
        patient=who, side=knee, lead=physio, on=on, is_runner=fresh.is_runner
    )
    visit = book(
        patient=who,
        episode=episode,
        physio=physio,
        type=type,
        start=start,
        by=by,
        now=now,
        idempotency_key=idempotency_key,
        request_digest=request_digest,
        squeeze_in_reason=squeeze_in_reason,
    )
    ask_measures(episode=episode, point="baseline", on=timezone.localdate(visit.start), opens_on=on)
    fresh.state, fresh.patient, fresh.snoozed_until = Enquiry.State.BOOKED, who, None
    fresh.owner, fresh.answered_at = fresh.owner or by, fresh.answered_at or now
    fresh.save(update_fields=["state", "patient", "snoozed_until", "owner", "answered_at"])
    return visit


@transaction.atomic
def waiting_list_from_enquiry(
    *,
    enquiry: Enquiry,
    type: AppointmentType,
    date_of_birth: date | None,
    by: User | None,
    now: datetime,
    patient: Patient | None = None,
    wishes: dict[str, Any] | None = None,
    **corrected: Any,
) -> WaitingEntry:
    """The patient is known from now and waits. `wishes` goes to `join_waiting_list` (physio, urgent, until …)."""
    fresh = open_enquiry(enquiry)
    corrected.pop("knee", None)
    who = patient_of(enquiry=fresh, patient=patient, date_of_birth=date_of_birth, by=by, now=now, corrected=corrected)
    return join_waiting_list(patient=who, type=type, by=by, now=now, enquiry=fresh, **(wishes or {}))


def patient_of(
    *,
    enquiry: Enquiry,
    patient: Patient | None,
    date_of_birth: date | None,
    by: User | None,
    now: datetime,
    corrected: dict[str, Any],
) -> Patient:
    """The patient behind an enquiry, found or made, with consents, account and red flags. Inside a transaction."""
    asked = {"full_name": enquiry.name, "phone": e164(enquiry.phone), "email": enquiry.email, **corrected}
    person = Person(asked["full_name"], date_of_birth, e164(asked["phone"]), asked["email"])
    known = patient or enquiry.patient or known_patient(person)
    if known is None:
        who = register_patient(now=now, date_of_birth=date_of_birth, **asked)
    else:
        who = _completed(known, asked=asked, corrected=corrected, date_of_birth=date_of_birth, now=now)
    _keep_consents(enquiry, who, is_new=known is None, by=by, now=now)
    give_portal_account(patient=who)
    open_red_flags(patient=who, answers=enquiry.red_flags, source=RedFlag.Source.ENQUIRY.value, now=now)
    return who


def _completed(
    known: Patient, *, asked: dict[str, Any], corrected: dict[str, Any], date_of_birth: date | None, now: datetime
) -> Patient:
    """What the record lacked is filled in; what it has changes only where the desk put it right."""
    if known.date_of_birth and date_of_birth and known.date_of_birth != date_of_birth:
        raise ValidationError(
            {"date_of_birth": "This patient's record has another date of birth. Check who is calling."}
        )
    changes = {field: value for field, value in corrected.items() if value}
    for field, value in {**asked, "date_of_birth": date_of_birth}.items():
        if value and not getattr(known, field):
            changes.setdefault(field, value)
    return update_patient(patient=known, changes=changes, on=timezone.localdate(now)) if changes else known


def _keep_consents(enquiry: Enquiry, patient: Patient, *, is_new: bool, by: User | None, now: datetime) -> None:
    """Yes to messages about care as asked on the form. A box left empty is no withdrawal of an earlier yes."""
    how = f"enquiry, {enquiry.get_channel_display().lower()}"
    for purpose, given in (
        (Consent.Purpose.SERVICE_MESSAGES, enquiry.consent_contact),
        (Consent.Purpose.MARKETING, enquiry.marketing),
    ):
        if given or is_new:
            record_consent(patient=patient, purpose=purpose, given=given, how=how, at=now, by=by)
