"""Choosing a time, and booking, moving or cancelling a visit."""

from collections.abc import Iterable
from typing import Any, cast
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError

from clinic.bookings.choosing import PARTS, Wished
from clinic.bookings.forms.fields import (
    BirthField,
    DeskForm,
    PhysioField,
    SlotField,
    email_field,
    phone_field,
    read_slot,
)
from clinic.bookings.models import AppointmentType
from patients.models import Patient

LATEST_YEAR = 2100


class TimeForm(DeskForm):
    """Choosing a time: with whom, when, and which of those offered."""

    NAMES = {"start": "slot"}

    physio = PhysioField(label="Physio")
    part = forms.ChoiceField(
        label="When", required=False, choices=[("", "Any time"), *((part, part.capitalize()) for part in PARTS)]
    )
    after = forms.DateField(
        label="From", required=False, widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )
    slot = SlotField(error_messages={"required": "Choose one of the times."})

    def wishes(self) -> dict[str, Any]:
        """What narrows the times: read field by field, so that one bad field does not stop the look."""
        found: dict[str, Any] = {}
        for name in ("physio", "part", "after"):
            try:
                found[name] = self.fields[name].clean(self._said(name)) or None
            except ValidationError:
                found[name] = None
        if found["after"] and found["after"].year > LATEST_YEAR:
            found["after"] = None
        return found

    def wished_slot(self) -> Wished | None:
        return read_slot(str(self._said("slot") or ""))

    def _said(self, name: str) -> Any:
        return self[name].value()


class MoveForm(TimeForm):
    """Another time for the same kind of visit."""


class NextForm(TimeForm):
    """The next visit of somebody we know."""

    type = forms.ModelChoiceField(AppointmentType.objects.all(), to_field_name="key", label="Visit", empty_label=None)
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)

    def chosen_type(self) -> AppointmentType | None:
        said = self["type"].value()
        key = said.key if isinstance(said, AppointmentType) else said
        return AppointmentType.objects.filter(key=key).first() if key else AppointmentType.objects.first()


class BookForm(NextForm):
    """An enquiry becomes a booking: who it is, and when they come."""

    NAMES = {"start": "slot", "phone": "phone", "full_name": "full_name"}
    NEW = "new"

    person = forms.ChoiceField(required=False, widget=forms.RadioSelect)
    full_name = forms.CharField(label="Name", max_length=120, error_messages={"required": "Give the name."})
    phone = phone_field()
    email = email_field()
    date_of_birth = BirthField(required=False)

    def __init__(self, *args: Any, candidates: Iterable[Patient] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.candidates = {str(patient.uuid): patient for patient in candidates}
        choices = [*((uuid, "Use this record") for uuid in self.candidates), (self.NEW, "New patient")]
        cast(forms.ChoiceField, self.fields["person"]).choices = choices

    @property
    def patient(self) -> Patient | None:
        """The record that was chosen."""
        return self.candidates.get(str(self["person"].value() or ""))

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        if self.candidates and not found.get("person") and "person" not in self.errors:
            self.add_error("person", "Is it the same person? Use the record, or choose New patient.")
        if not found.get("phone") and not found.get("email") and not {"phone", "email"} & set(self.errors):
            self.add_error("phone", "Give a phone number or an email, so that we can reach them.")
        return found


class CancelForm(DeskForm):
    reason = forms.CharField(
        label="Why is it cancelled?",
        max_length=200,
        error_messages={"required": "Say why the visit is cancelled."},
    )
