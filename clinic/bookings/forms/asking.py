"""An enquiry as it is taken on the phone, and the short answers to one."""

from typing import Any
from uuid import uuid4

from django import forms

from assessments.redflags import PATIENT_RULES
from clinic.bookings.choosing import PARTS
from clinic.bookings.forms.fields import DeskForm, email_field, phone_field
from clinic.bookings.models import Enquiry, EnquiryCall


class EnquiryForm(DeskForm):
    """Somebody rings or stands at the door."""

    NAMES = {"red_flags": "screen"}
    channel = forms.ChoiceField(
        label="How", choices=[("phone", "On the phone"), ("walk_in", "At the door")], initial="phone"
    )
    name = forms.CharField(label="Name", max_length=120, error_messages={"required": "Ask for the name."})
    phone = phone_field()
    email = email_field()
    knee = forms.ChoiceField(
        label="Which knee",
        choices=[("left", "Left"), ("right", "Right"), ("both", "Both")],
        widget=forms.RadioSelect,
        error_messages={"required": "Ask which knee."},
    )
    duration = forms.ChoiceField(label="How long", choices=Enquiry.Duration, initial="6_to_12_weeks")
    is_runner = forms.BooleanField(label="Runs", required=False, initial=True)
    message = forms.CharField(
        label="What they say", max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    preferred = forms.MultipleChoiceField(
        label="When suits",
        required=False,
        choices=[(part, part.capitalize()) for part in PARTS],
        widget=forms.CheckboxSelectMultiple,
    )
    screen = forms.ChoiceField(
        label="Safety questions",
        required=False,
        choices=[("", "Not asked yet"), ("none", "Asked: none of these"), ("some", "Some of these")],
        widget=forms.RadioSelect,
        initial="",
    )
    flags = forms.MultipleChoiceField(
        label="What they say yes to",
        required=False,
        choices=[(rule.id, rule.question.label) for rule in PATIENT_RULES if rule.question],
        widget=forms.CheckboxSelectMultiple,
    )
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)

    def answers(self) -> dict[str, bool]:
        """The whole screen, or nothing when it was not asked."""
        if not self.cleaned_data["screen"]:
            return {}
        return {rule.id: rule.id in self.cleaned_data["flags"] for rule in PATIENT_RULES}

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        flags, screen = found.get("flags"), found.get("screen")
        if flags and screen != "some":
            found["screen"] = "some"
        elif screen == "some" and not flags:
            self.add_error("flags", "Tick what they say yes to, or choose none of these.")
        if not found.get("phone") and not found.get("email") and not {"phone", "email"} & set(self.errors):
            self.add_error("phone", "Ask for a phone number or an email, so that we can answer.")
        return found


class CallForm(DeskForm):
    result = forms.ChoiceField(choices=EnquiryCall.Result, error_messages={"required": "Say how the call went."})
    note = forms.CharField(label="Note", max_length=200, required=False)


class SnoozeForm(DeskForm):
    """Out of sight until a moment: one of a few, so that a press is enough."""

    NAMES = {"snoozed_until": "until"}
    until = forms.ChoiceField(
        choices=[("hour", "In an hour"), ("tomorrow", "Tomorrow, 9:00"), ("monday", "Monday, 9:00"), ("back", "Now")],
        error_messages={"required": "Choose when it comes back.", "invalid_choice": "Choose when it comes back."},
    )


class CloseForm(DeskForm):
    NAMES = {"closed_why": "why"}
    why = forms.CharField(
        label="Why is it closed?", max_length=200, error_messages={"required": "Say why the enquiry is closed."}
    )
