"""The two questions of the emailed sign-in: which address, and which date of birth."""

from datetime import date

from django import forms


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
