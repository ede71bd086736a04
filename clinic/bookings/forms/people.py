"""Contacts of a patient, and what they wait for."""

from typing import Any

from django import forms

from clinic.bookings.choosing import PARTS
from clinic.bookings.forms.fields import BirthField, DeskForm, PhysioField, email_field, phone_field
from clinic.bookings.models import AppointmentType, WorkingHours
from patients.models import Patient


class ContactsForm(DeskForm):
    """Name and contacts of a patient, as the desk may change them."""

    full_name = forms.CharField(label="Name", max_length=120, error_messages={"required": "Give the name."})
    preferred_name = forms.CharField(label="What to call them", max_length=60, required=False)
    date_of_birth = BirthField(required=False)
    phone = phone_field()
    email = email_field()
    address = forms.CharField(label="Address", max_length=200, required=False)
    postcode = forms.CharField(label="Postcode", max_length=10, required=False)
    needs = forms.CharField(label="Access and communication needs", max_length=200, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Each field carries along what stood there when the page was opened."""
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.show_hidden_initial = True

    def changes(self) -> dict[str, Any]:
        """What was typed on this page; what another page has changed meanwhile stays as it is there."""
        shown = {name for name in self.fields if self.add_initial_prefix(name) in self.data}
        return {
            name: value for name, value in self.cleaned_data.items() if name not in shown or name in self.changed_data
        }

    @classmethod
    def of(cls, patient: Patient) -> dict[str, Any]:
        phone = str(patient.phone.as_national) if patient.phone else ""
        return {field: getattr(patient, field) for field in cls.base_fields} | {"phone": phone}


class WaitForm(DeskForm):
    """What somebody waits for, and when they could come."""

    type = forms.ModelChoiceField(AppointmentType.objects.all(), to_field_name="key", label="Visit", empty_label=None)
    physio = PhysioField(label="Physio")
    parts_of_day = forms.MultipleChoiceField(
        label="Part of day",
        required=False,
        choices=[(part, part.capitalize()) for part in PARTS],
        widget=forms.CheckboxSelectMultiple,
    )
    weekdays = forms.TypedMultipleChoiceField(
        label="Days",
        required=False,
        coerce=int,
        choices=WorkingHours.Weekday.choices[:6],
        widget=forms.CheckboxSelectMultiple,
    )
    until = forms.DateField(
        label="Until", required=False, widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )
    note = forms.CharField(label="Note", max_length=200, required=False)
    urgent = forms.BooleanField(label="Urgent", required=False)


class OffListForm(DeskForm):
    why = forms.CharField(max_length=200, error_messages={"required": "Say why they come off the list."})
