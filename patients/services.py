"""The verbs of the record: register a patient, put contacts right, open an episode."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from patients.models import Episode, Patient

CONTACTS = (
    "full_name",
    "preferred_name",
    "date_of_birth",
    "sex",
    "phone",
    "email",
    "address",
    "postcode",
    "needs",
)
OLDEST = 120
NAMES_A_PERSON = "Give the name."


@transaction.atomic
def register_patient(*, full_name: str, now: datetime, **contacts: Any) -> Patient:
    """A new record. `contacts` are fields of CONTACTS. Raises ValidationError by field."""
    patient = Patient(registered_on=timezone.localdate(now))
    _write(patient, {"full_name": full_name, **contacts}, on=timezone.localdate(now))
    return patient


@transaction.atomic
def update_patient(*, patient: Patient, changes: Mapping[str, Any], on: date) -> Patient:
    """Contacts put right; what is not named stays. Raises ValidationError by field."""
    fresh = Patient.objects.select_for_update().get(pk=patient.pk)
    _write(fresh, changes, on=on)
    return fresh


@transaction.atomic
def open_episode(
    *,
    patient: Patient,
    side: str,
    lead: Any,
    on: date,
    is_runner: bool = True,
    onset_on: date | None = None,
    problem: str = Episode.Problem.PFPS,
) -> Episode:
    """A new course of care. Raises ValidationError, also where one is open for this side already."""
    if onset_on is not None and onset_on > on:
        raise ValidationError({"onset": "It can't have begun in the future."})
    episode = Episode(
        patient=patient, side=side, lead=lead, opened_on=on, is_runner=is_runner, onset_on=onset_on, problem=problem
    )
    episode.clean_fields(exclude=["patient", "lead"])
    episode.validate_constraints()
    episode.save()
    return episode


def episode_for_knee(*, patient: Patient, side: str) -> Episode | None:
    """The open episode that covers this knee: its own, or one for both."""
    found = {episode.side: episode for episode in patient.episodes.open()}
    return found.get(side) or found.get("both")


def _write(patient: Patient, changes: Mapping[str, Any], *, on: date) -> None:
    unknown = set(changes) - set(CONTACTS)
    if unknown:
        raise TypeError(f"A patient has no contact called {', '.join(sorted(unknown))}.")
    for field, value in changes.items():
        setattr(patient, field, value.strip() if isinstance(value, str) else value)
    patient.email = patient.email.lower()
    wrong: dict[str, Any] = {}
    if not patient.full_name:
        wrong["full_name"] = [NAMES_A_PERSON]
    if born := _wrong_birth(patient.date_of_birth, on):
        wrong["date_of_birth"] = [born]
    try:
        patient.clean_fields(exclude=["user", *wrong])
    except ValidationError as error:
        wrong.update(error.message_dict)
    if wrong:
        raise ValidationError(wrong)
    patient.validate_constraints()
    patient.save()


def _wrong_birth(born: Any, on: date) -> str:
    if not isinstance(born, date):
        return ""
    if born > on:
        return "The date of birth can't be in the future."
    return "Check the year of birth." if born.year < on.year - OLDEST else ""
