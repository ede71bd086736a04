"""Fields of the desk: a birth date as it is said, a physio, an offered time; and sentences by the field."""

from datetime import date, datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.dateparse import parse_datetime
from phonenumber_field.phonenumber import PhoneNumber

from clinic.accounts.models import User
from clinic.bookings.choosing import Wished

BIRTH_FORMATS = ["%d %m %Y", "%d/%m/%Y", "%d.%m.%Y", "%d-%m-%Y", "%d%m%Y", "%d %b %Y", "%d %B %Y", "%Y-%m-%d"]
BIRTH_HINT = "Like 14 3 1988."
BIRTH_HOW = "Write the date as day, month and year, like 14 3 1988."


class BirthField(forms.DateField):
    """A date of birth as it is said on the phone; not in the future."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", "Date of birth")
        kwargs.setdefault("help_text", BIRTH_HINT)
        widget = forms.DateInput(format="%d %m %Y", attrs={"autocomplete": "off", "inputmode": "text"})
        super().__init__(input_formats=BIRTH_FORMATS, widget=widget, error_messages={"invalid": BIRTH_HOW}, **kwargs)

    def to_python(self, value: Any) -> date | None:
        return super().to_python(" ".join(value.replace(",", " ").split()) if isinstance(value, str) else value)


class PhysioField(forms.ModelChoiceField[User]):
    """A physio by uuid; nothing chosen is anyone."""

    def __init__(self, **kwargs: Any) -> None:
        physios = User.objects.clinicians().filter(working_hours__isnull=False).distinct()
        super().__init__(queryset=physios, to_field_name="uuid", required=False, empty_label="Anyone", **kwargs)


class SlotField(forms.CharField):
    """A start and a physio, as an offered time names them."""

    def clean(self, value: Any) -> Wished:
        super().clean(value)
        found = read_slot(str(value))
        if found is None:
            raise ValidationError("Choose one of the times.")
        return found


def read_slot(value: str) -> Wished | None:
    moment, _, uuid = value.partition(" ")
    try:
        start = parse_datetime(moment)
        physio = User.objects.clinicians().filter(uuid=uuid).first() if uuid else None
    except (ValueError, ValidationError):
        return None
    return Wished(start, physio) if physio and isinstance(start, datetime) and start.tzinfo else None


class DeskForm(forms.Form):
    """A form that takes over what a verb says about its fields."""

    NAMES: dict[str, str] = {}

    def take(self, error: ValidationError) -> None:
        """A verb's sentences to the fields they belong to; what has no field here goes on top."""
        found = error.message_dict if hasattr(error, "error_dict") else {"": error.messages}
        for field, sentences in found.items():
            ours = self.NAMES.get(field, field)
            for sentence in sentences:
                self.add_error(ours if ours in self.fields else None, sentence)


class PhoneField(forms.CharField):
    """A phone number in any way of writing it, kept as it was typed."""

    def validate(self, value: Any) -> None:
        super().validate(value)
        number = PhoneNumber.from_string(value) if value and any(c.isdigit() for c in value) else None
        if value and (number is None or not number.is_valid()):
            raise ValidationError("Check the phone number. A UK one has 10 or 11 digits.")


def phone_field() -> forms.CharField:
    return PhoneField(label="Phone", max_length=30, required=False, widget=forms.TextInput(attrs={"inputmode": "tel"}))


def email_field() -> forms.EmailField:
    return forms.EmailField(
        label="Email", required=False, error_messages={"invalid": "Write the email with an @ and a dot."}
    )
