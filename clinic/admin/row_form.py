"""The forms of the programme page: one row's dose, and a pause."""

from collections.abc import Mapping
from typing import Any

from django import forms

from programmes.models import Pause, Row
from programmes.prescribing import WEEKDAYS

SHORT_DAYS = [(number, name[:3]) for number, name in enumerate(WEEKDAYS)]


class ToldByTheVerb(forms.Form):
    """A form whose last word has the verb: its refusals stand by their fields."""

    def take(self, errors: Mapping[str, str]) -> None:
        for field, sentence in errors.items():
            self.add_error(field if field in self.fields else None, sentence)


class WholeNumber(forms.IntegerField):
    """A whole number as it is typed; what is none says so. How large it may be is the verb's to say."""

    widget = forms.TextInput(attrs={"inputmode": "numeric", "maxlength": 5})
    default_error_messages = {"invalid": "Give a whole number."}


class RowForm(ToldByTheVerb):
    """The dose of one row, filled in with what stands."""

    sets = WholeNumber(label="Sets", error_messages={"required": "Give a whole number from 1 to 10."})
    reps = WholeNumber(label="Repetitions", required=False)
    seconds = WholeNumber(label="Seconds held or worked", required=False)
    tempo = forms.CharField(label="Tempo", max_length=12, required=False)
    load = forms.CharField(label="Load with its unit", max_length=60, required=False)
    rest_s = WholeNumber(label="Rest, seconds", error_messages={"required": "Give a whole number from 0 to 600."})
    side = forms.ChoiceField(label="Side", choices=Row.Side.choices)
    days = forms.TypedMultipleChoiceField(
        label="Days",
        choices=SHORT_DAYS,
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Pick at least one day of the week."},
    )
    note = forms.CharField(label="Note for the patient", max_length=200, required=False)

    def __init__(self, row: Row, data: Mapping[str, Any] | None = None) -> None:
        self.row = row
        initial = {name: getattr(row, name) for name in self.base_fields}
        super().__init__(data, auto_id=f"r{row.pk}-%s", initial=initial)


class PauseForm(ToldByTheVerb):
    starts_on = forms.DateField(label="First day", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    ends_on = forms.DateField(label="Last day", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    reason = forms.ChoiceField(label="Why", choices=Pause.Reason.choices)
