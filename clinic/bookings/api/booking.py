"""What somebody sent to book a visit, turned into one call of the verb: for whom, with whom, and may they."""

import hashlib
import json
from typing import Any
from uuid import UUID

from django.shortcuts import get_object_or_404
from django.utils import timezone
from rest_framework.exceptions import PermissionDenied
from rest_framework.request import Request

from clinic.accounts.models import User
from clinic.bookings.models import Appointment, Enquiry
from clinic.bookings.services import book, book_from_enquiry
from patients.access import Role, role_of
from patients.models import Episode, Patient
from patients.problems import Invalid
from patients.services import open_episode

LONGEST_KEY = 80


def book_asked(request: Request, said: dict[str, Any]) -> Appointment:
    """Books for an enquiry, a named patient, or the patient who asks. `said` is a valid BookSerializer."""
    by, now = person(request), timezone.now()
    physio = physio_by(said["physio"])
    own_diary(request, physio)
    key = request.headers.get("Idempotency-Key", "")
    if len(key) > LONGEST_KEY:
        raise Invalid({"Idempotency-Key": f"Keep the key under {LONGEST_KEY} characters."})
    told: dict[str, Any] = {
        "physio": physio,
        "type": said["type"],
        "start": said["start"],
        "by": by,
        "now": now,
        "idempotency_key": key or None,
        "request_digest": _digest(request),
        "squeeze_in_reason": said.get("squeeze_in", {}).get("reason", ""),
    }
    if "enquiry" in said:
        if role_of(by) not in {Role.DESK, Role.OWNER}:
            raise PermissionDenied("The front desk books from an enquiry.")
        enquiry = get_object_or_404(Enquiry.objects.visible_to(by), uuid=said["enquiry"])
        known = _patient(by, said["patient"]) if "patient" in said else None
        return book_from_enquiry(enquiry=enquiry, patient=known, date_of_birth=said["date_of_birth"], **told)
    if "patient" not in said and role_of(by) != Role.PATIENT:
        raise Invalid({"patient": "Say for whom: an enquiry or a patient."})
    patient = _patient(by, said.get("patient"))
    return book(patient=patient, episode=_episode(patient, said, physio, by), **told)


def _patient(by: User, uuid: UUID | None) -> Patient:
    """The patient named, or the one who books; somebody else's is not found."""
    mine = Patient.objects.visible_to(by)
    return get_object_or_404(mine if uuid is None else mine.filter(uuid=uuid))


def _episode(patient: Patient, said: dict[str, Any], physio: User, by: User) -> Episode:
    if episode := patient.current_episode():
        return episode
    if "knee" in said and role_of(by) != Role.PATIENT:
        return open_episode(patient=patient, side=said["knee"], lead=physio, on=timezone.localdate())
    raise Invalid({"knee": "This patient is not in care now. Say which knee, to open an episode."})


def physio_by(uuid: UUID) -> User:
    physio = User.objects.clinicians().filter(uuid=uuid).first()
    if physio is None:
        raise Invalid({"physio": "There is no such physio."})
    return physio


def own_diary(request: Request, physio: User) -> None:
    """A physio writes in the own diary only."""
    if role_of(request.user) == Role.PHYSIO and physio != request.user:
        raise PermissionDenied("This is another physio's diary.")


def person(request: Request) -> User:
    assert isinstance(request.user, User)  # noqa: S101 - the permission has let nobody else in
    return request.user


def _digest(request: Request) -> str:
    """The same person sending the same body: what an idempotency key may be used for again."""
    body = json.dumps(request.data, sort_keys=True, default=str)
    return hashlib.sha256(f"{request.user.pk}:{body}".encode()).hexdigest()
