"""What runners send: a run in a few taps, or a file from their watch or app."""

from decimal import Decimal
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from clinic.portal.forms import pain_field
from programmes.load import LADDER
from programmes.models import Run
from programmes.models.run import FAR, LONG, MOST_COUNTS
from programmes.models.running_plan import QUICKEST, SLOWEST
from programmes.runs import MOST_BYTES, TOO_LARGE
from programmes.runs.definition import LONGEST_KM, LONGEST_MINUTES, number
from programmes.services import PlanToday


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


class CountsField(forms.CharField):
    """Steps a minute, each time that somebody counted them: "168, 170"."""

    def __init__(self) -> None:
        super().__init__(
            label="Steps in a minute",
            help_text="Count them a few times on the run, like 168, 170, 166.",
            max_length=80,
            required=False,
            widget=forms.TextInput(attrs={"autocomplete": "off"}),
        )

    def clean(self, value: Any) -> list[int]:
        words = super().clean(value).replace(",", " ").replace(";", " ").split()
        counts = [int(word) if word.isdecimal() and len(word) < 4 else 0 for word in words]
        if len(counts) > MOST_COUNTS or not all(SLOWEST <= count <= QUICKEST for count in counts):
            raise forms.ValidationError(f"Whole numbers from {SLOWEST} to {QUICKEST}, {MOST_COUNTS} at most.")
        return counts


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
        label="Was it your plan’s run?",
        choices=[("", "No, just a run"), *((number, str(number)) for number in range(1, len(LADDER) + 1))],
        coerce=int,
        empty_value=None,
        required=False,
    )
    cadence = CountsField()
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

    def __init__(self, *args: Any, told: PlanToday | None = None, **kwargs: Any) -> None:
        """`told` is the running plan: without one there is no step to ask about, without retraining no count."""
        super().__init__(*args, **kwargs)
        if not (told and told.asks_for_runs):
            del self.fields["step"]
        else:
            # A page that was open while the plan moved on is still taken; only two are offered.
            offered = [(told.standing.step, f"Yes: {told.session.title.lower()}"), ("", "No, just a run")]
            self.fields["step"].widget = forms.RadioSelect(choices=offered)
        if not (told and told.plan.own_cadence):
            del self.fields["cadence"]


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
