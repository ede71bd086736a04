"""What a person may do about messages: send one again, stop it, mend the address, say which they want."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from clinic.accounts.models import User
from clinic.followups.models import FollowUp, Preference
from patients.models import consented, record_consent

GONE = (FollowUp.State.SENT, FollowUp.State.DELIVERED)


class NotNow(Exception):
    """That can't be done with this message in its state; the text says why."""


@transaction.atomic
def resend(*, followup: FollowUp, now: datetime) -> FollowUp:
    """Due again at once. What was sent stays as it was: its second sending is a row of its own. Raises NotNow.

    Whether it is still wanted is asked once more before it leaves; only "too late" is overruled by the person.
    """
    row = FollowUp.objects.select_for_update(of=("self",)).get(pk=followup.pk)
    if row.state in {FollowUp.State.PLANNED, FollowUp.State.SENDING}:
        raise NotNow("This message is still on its way.")
    if row.state not in GONE:
        row.state, row.due_at, row.attempts, row.reason = FollowUp.State.PLANNED, now, 0, ""
        row.too_late_after = None
        row.save(update_fields=["state", "due_at", "attempts", "reason", "too_late_after"])
        return row
    repeats = FollowUp.objects.filter(kind=row.kind, occasion__startswith=f"{row.occasion}:again:")
    if repeats.filter(state__in=[FollowUp.State.PLANNED, FollowUp.State.SENDING]).exists():
        raise NotNow("It is being sent again already.")
    again = repeats.count() + 1
    return FollowUp.objects.create(
        kind=row.kind,
        occasion=f"{row.occasion}:again:{again}",
        patient=row.patient,
        staff=row.staff,
        enquiry=row.enquiry,
        appointment=row.appointment,
        due_at=now,
    )


def stop(*, followup: FollowUp, by: User) -> None:
    """A planned message does not leave. Raises NotNow when it has left already, or is leaving."""
    stopped = FollowUp.objects.planned().filter(pk=followup.pk)
    if stopped.update(state=FollowUp.State.SKIPPED, reason=f"Stopped by {by.name}.") != 1:
        raise NotNow("Too late to stop: this message is not waiting any more.")


@transaction.atomic
def mend_address(*, followup: FollowUp, email: str) -> None:
    """The patient's new address, for this message and all later ones; they sign in with it, too.

    Raises ValidationError by field.
    """
    patient = followup.patient
    if patient is None:
        raise ValidationError({"email": "Only a patient's address can be changed here."})
    address = email.strip().lower()
    validate_email(address)
    user = patient.user
    if user is not None and user.email != address:
        if User.objects.filter(email=address).exclude(pk=user.pk).exists():
            raise ValidationError({"email": "Somebody else signs in with this address. Check it with the patient."})
        user.email = address
        user.save(update_fields=["email"])
    patient.email = address
    patient.save(update_fields=["email"])


@transaction.atomic
def keep_wishes(*, preference: Preference, consents: Mapping[str, bool], how: str, by: Any, now: datetime) -> None:
    """Which messages a patient wants, and when not. `consents`: purpose → yes or no.

    A consent changes by a new row, never by rewriting the old one; what stays as it was gets none.
    """
    preference.save()
    patient = preference.patient
    for purpose, given in consents.items():
        if given != consented(patient, purpose):
            record_consent(patient=patient, purpose=purpose, given=given, how=how, at=now, by=by)
