"""What runners send: a run in a few taps, or a file from their watch or app."""

from decimal import Decimal
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from clinic.portal.forms import pain_field
from programmes.load import LADDER
from programmes.models import Run
from programmes.models.run import FAR, LONG
from programmes.runs import MOST_BYTES, TOO_LARGE
from programmes.runs.definition import LONGEST_KM, LONGEST_MINUTES, number


class AmountField(forms.DecimalField):
    """A number with a point or a comma: some keypads have only the one."""

    widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})

    def to_python(self, value: Any) -> Any:
        if isinstance(value, str) and value.strip():
            try:
                return number(value)
            except ValueError as error:
                raise forms.ValidationError(str(error)) from error
        return super().to_python(value)


def _amount(label: str, lowest: Decimal, highest: Decimal, words: str) -> AmountField:
    return AmountField(
        label=label,
        min_value=lowest,
        max_value=highest,
        error_messages={"required": words, "min_value": words, "max_value": words},
    )


class RunForm(forms.Form):
    """One run. `ident` is made by the page, so that a second press finds the first. What was not said stays unknown."""

    ident = forms.UUIDField(widget=forms.HiddenInput)
    on = forms.DateField(
        label="Which day?",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": "Pick the day.", "invalid": "Pick the day, like 24/11/2026."},
    )
    distance_km = _amount("Kilometres", Decimal("0.01"), LONGEST_KM, FAR)
    minutes = _amount("Minutes", Decimal(1), LONGEST_MINUTES, LONG)
    pain = pain_field("Worst knee pain on the run?", required=False)
    step = forms.TypedChoiceField(
        label="Walk-run step",
        choices=[("", "No, just a run"), *((step.number, f"{step.number}: {step.words}") for step in LADDER)],
        coerce=int,
        empty_value=None,
        required=False,
        help_text="If your physio has started you on one.",
    )
    rpe = forms.TypedChoiceField(
        label="How hard was it?",
        choices=[
            ("", "Not sure"),
            (0, "0, no effort"),
            *((point, str(point)) for point in range(1, 10)),
            (10, "10, all I had"),
        ],
        coerce=int,
        empty_value=None,
        required=False,
    )
    surface = forms.ChoiceField(label="Where?", choices=[("", "Not said"), *Run.Surface.choices], required=False)
    hills = forms.BooleanField(label="It had hills", required=False)
    fast = forms.BooleanField(label="It had fast parts", required=False)
    walk_breaks = forms.BooleanField(label="I took walk breaks", required=False)


class RunFileForm(forms.Form):
    file = forms.FileField(
        label="GPX, TCX or CSV file",
        help_text=f"{MOST_BYTES // 1024 // 1024} MB at most.",
        error_messages={"required": "Pick the file first.", "empty": "This file is empty."},
    )

    def clean_file(self) -> "UploadedFile[bytes]":
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        if file.size and file.size > MOST_BYTES:
            raise forms.ValidationError(TOO_LARGE, code="too_large")
        return file
