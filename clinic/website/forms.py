"""The enquiry, one question a page: six small forms, each checked when it is sent."""

from typing import Any
from uuid import uuid4

from django import forms
from phonenumber_field.formfields import PhoneNumberField

from assessments.redflags import PATIENT_RULES
from clinic.bookings.models import Enquiry
from patients.models import Side

NONE_OF_THESE = "none"
DAYS = [("mon", "Monday"), ("tue", "Tuesday"), ("wed", "Wednesday"), ("thu", "Thursday"), ("fri", "Friday")]
PARTS = [("morning", "Mornings"), ("afternoon", "Afternoons"), ("evening", "Evenings")]
STOPS = [
    ("running", "Running"),
    ("stairs", "Stairs"),
    ("work", "Work"),
    ("sleep", "Sleep"),
    ("sport", "Other sport"),
    ("sitting", "Sitting for long"),
]


class KneeForm(forms.Form):
    knee = forms.ChoiceField(
        label="Which knee is sore?",
        choices=[(Side.LEFT, "Left knee"), (Side.RIGHT, "Right knee"), (Side.BOTH, "Both knees")],
        widget=forms.RadioSelect,
        error_messages={"required": "Pick one to carry on."},
    )


class RedFlagForm(forms.Form):
    """Every question is answered: ticked is yes, the rest is no, and 'none of these' must be an active choice."""

    red_flags = forms.MultipleChoiceField(
        label="Do any of these fit you today?",
        help_text="We ask everyone. It helps us send you to the right place first. Tick all that fit.",
        choices=[(rule.id, rule.question.label) for rule in PATIENT_RULES if rule.question]
        + [(NONE_OF_THESE, "None of these")],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Tick what fits, or “None of these”."},
    )

    def clean_red_flags(self) -> list[str]:
        picked: list[str] = self.cleaned_data["red_flags"]
        if NONE_OF_THESE in picked and len(picked) > 1:
            raise forms.ValidationError("You ticked “None of these” and another one. Keep what fits.")
        return picked

    @staticmethod
    def answers(picked: list[str]) -> dict[str, bool]:
        return {rule.id: rule.id in picked for rule in PATIENT_RULES}


class SinceForm(forms.Form):
    duration = forms.ChoiceField(
        label="How long has it been sore?",
        choices=Enquiry.Duration.asked(),
        widget=forms.RadioSelect,
        error_messages={"required": "Pick one to carry on."},
    )
    is_runner = forms.TypedChoiceField(
        label="Do you run?",
        choices=[("yes", "Yes, or I did before this"), ("no", "No")],
        coerce=lambda answer: answer == "yes",
        widget=forms.RadioSelect,
        error_messages={"required": "Pick one to carry on."},
    )


class StopsForm(forms.Form):
    stops = forms.MultipleChoiceField(
        label="What does it stop you doing?",
        help_text="Tick all that fit. You can leave this out.",
        choices=STOPS,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    message = forms.CharField(
        label="Anything else we should know?",
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=2000,
        required=False,
        error_messages={"max_length": "Keep this under 2,000 characters. You can tell us the rest when we talk."},
    )


class WhenForm(forms.Form):
    days = forms.MultipleChoiceField(
        label="Which days suit you?", choices=DAYS, widget=forms.CheckboxSelectMultiple, required=False
    )
    parts = forms.MultipleChoiceField(
        label="Which part of the day?", choices=PARTS, widget=forms.CheckboxSelectMultiple, required=False
    )


class ContactForm(forms.Form):
    """Phone or email: one is enough. The last field is for robots."""

    name = forms.CharField(
        label="Your name",
        max_length=120,
        error_messages={"required": "Tell us your name.", "max_length": "Use at most 120 characters."},
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    phone = PhoneNumberField(
        label="Phone",
        help_text="A number where we can reach you in the day. Phone or email, one is enough.",
        required=False,
        error_messages={"invalid": "Check the number. A UK number looks like 07700 900123."},
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
    )
    email = forms.EmailField(
        label="Email",
        required=False,
        error_messages={"invalid": "Check the address. It looks like name@example.org."},
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    consent_contact = forms.BooleanField(
        label="You may contact me about this",
        error_messages={"required": "Tick this, so that we may answer you."},
    )
    marketing = forms.BooleanField(
        label="Send me news now and then", help_text="Only if you like. You can stop it any time.", required=False
    )
    website = forms.CharField(required=False, widget=forms.HiddenInput(attrs={"autocomplete": "off"}))

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean() or {}
        if not self.errors and not cleaned.get("phone") and not cleaned.get("email"):
            self.add_error("phone", "Give a phone number or an email, so that we can answer.")
        return cleaned


class RingBackForm(forms.Form):
    """Somebody who should call and can't: a name, a number, and when."""

    name = forms.CharField(
        label="Your name",
        max_length=120,
        error_messages={"required": "Tell us your name."},
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    phone = PhoneNumberField(
        label="Your phone number",
        error_messages={
            "required": "Give the number to ring.",
            "invalid": "Check the number. A UK number looks like 07700 900123.",
        },
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
    )
    best_time = forms.ChoiceField(
        label="Best time to ring",
        choices=[("Before 1pm", "Before 1pm"), ("After 1pm", "After 1pm")],
        widget=forms.RadioSelect,
        error_messages={"required": "Pick one to carry on."},
    )


STEPS: dict[str, type[forms.Form]] = {
    "knee": KneeForm,
    "red-flags": RedFlagForm,
    "since": SinceForm,
    "stops": StopsForm,
    "when": WhenForm,
    "contact": ContactForm,
}


ORDER_OF_STEPS = list(STEPS)


def preferred_words(days: list[str], parts: list[str]) -> list[str]:
    """Days and parts of the day as the desk reads them."""
    return [words for value, words in [*DAYS, *PARTS] if value in {*days, *parts}]


def stops_words(stops: list[str]) -> str:
    return ", ".join(words for value, words in STOPS if value in stops)


def new_key() -> str:
    return str(uuid4())
