"""The two questions of the emailed sign-in: which address, and which date of birth."""

from datetime import date
from typing import Any

from allauth.account.forms import ResetPasswordForm
from django import forms

from patients.access import STAFF, role_of


class AskLinkForm(forms.Form):
    email = forms.EmailField(label="Your email", help_text="The one you gave us when you booked.")


class BirthForm(forms.Form):
    """Three numbers are quicker and safer to type than any date picker."""

    day = forms.IntegerField(min_value=1, max_value=31)
    month = forms.IntegerField(min_value=1, max_value=12)
    year = forms.IntegerField(min_value=1900, max_value=2100)

    def clean(self) -> dict[str, object] | None:
        cleaned = super().clean()
        if cleaned and {"day", "month", "year"} <= cleaned.keys():
            try:
                cleaned["date_of_birth"] = date(cleaned["year"], cleaned["month"], cleaned["day"])
            except ValueError:
                raise forms.ValidationError("That day doesn't exist. Check the day and the month.") from None
        return cleaned


class ForgottenPasswordForm(ResetPasswordForm):  # type: ignore[misc]
    """A new password by mail is for staff, who have a second step. A patient's mailbox alone must open no record."""

    users: list[Any]

    def clean_email(self) -> Any:
        email = super().clean_email()
        self.users = [user for user in self.users if role_of(user) in STAFF]
        return email
