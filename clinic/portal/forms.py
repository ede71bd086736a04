"""What patients send: a morning, danger signs, a session, a reason, their contacts."""

from typing import Any

from django import forms
from django.http import QueryDict

from assessments.redflags import PATIENT_KEYS, PATIENT_RULES
from clinic.followups.models import Preference
from patients.models import Patient
from programmes.models import Row, SessionEntry, SessionLog

PAIN_ERRORS = {
    "required": "Pick a number from 0 to 10.",
    "invalid": "Pain is a whole number from 0 to 10.",
    "min_value": "Pain is a whole number from 0 to 10.",
    "max_value": "Pain is a whole number from 0 to 10.",
}


def pain_field(label: str, **more: Any) -> forms.IntegerField:
    """0 to 10, empty until somebody picks."""
    return forms.IntegerField(label=label, min_value=0, max_value=10, error_messages=PAIN_ERRORS, **more)


class CheckInForm(forms.Form):
    """This morning's knee. "Some of these" leads on to the list, with the number kept."""

    NONE, SOME = "none", "some"

    pain = pain_field("Your knee this morning?")
    signs = forms.ChoiceField(
        label="Any of these today?",
        choices=[(NONE, "None of these"), (SOME, "Yes, one or more")],
        widget=forms.RadioSelect,
        error_messages={"required": "Tell us if any of these is there today."},
    )


class SignsForm(forms.Form):
    """The danger signs. "None of these" is an active choice, so an empty form is not an all-clear."""

    NONE = "none"

    signs = forms.MultipleChoiceField(
        label="Any of these today?",
        choices=[
            *((rule.id, rule.question.label) for rule in PATIENT_RULES if rule.question),
            (NONE, "None of these"),
        ],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Tick what fits, or “None of these”."},
    )

    def clean_signs(self) -> list[str]:
        ticked: list[str] = self.cleaned_data["signs"]
        if self.NONE in ticked and len(ticked) > 1:
            raise forms.ValidationError("Tick what fits, or “None of these”, not both.")
        return ticked

    def answers(self) -> dict[str, bool]:
        """Yes or no to every question."""
        return {key: key in self.cleaned_data["signs"] for key in PATIENT_KEYS}

    @staticmethod
    def all_clear() -> dict[str, bool]:
        return dict.fromkeys(PATIENT_KEYS, False)


class LogForm(forms.Form):
    """The session as a whole. `ident` is made by the page or the phone, so a second sending finds the first."""

    ident = forms.UUIDField(widget=forms.HiddenInput)
    on = forms.DateField(
        label="Which day?",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": "Pick the day.", "invalid": "Pick the day, like 24/11/2026."},
    )
    pain_during = pain_field("Worst pain in that session?")
    settle = forms.ChoiceField(
        label="How soon did it settle?",
        choices=[("", "Can’t say yet"), *SessionLog.Settle.choices],
        required=False,
        widget=forms.RadioSelect,
    )
    note = forms.CharField(
        label="A note for your physio",
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"max_length": "Keep the note to 500 letters. This one has %(show_value)d."},
    )


class EntryForm(forms.Form):
    """One exercise of the session. What was not said stays unknown, never nought."""

    outcome = forms.ChoiceField(
        label="How did it go?",
        choices=SessionEntry.Outcome.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Say whether you did it: done, part of it, or skipped."},
    )
    sets = forms.IntegerField(label="Sets done", required=False, min_value=0, max_value=60)
    reps = forms.IntegerField(label="Repetitions, all sets together", required=False, min_value=0, max_value=2000)
    pain = pain_field("Pain during it, 0 to 10", required=False)
    rir = forms.TypedChoiceField(
        label="How many more could you have done at the end?",
        choices=[("", "Not sure"), ("0", "None"), ("1", "1"), ("2", "2"), ("3", "3"), ("4", "4 or more")],
        coerce=int,
        empty_value=None,
        required=False,
    )
    reason = forms.CharField(
        label="If not all of it: why?",
        max_length=200,
        required=False,
        error_messages={"max_length": "Keep the reason to 200 letters."},
    )

    def __init__(self, row: Row, data: QueryDict | None = None) -> None:
        super().__init__(data, prefix=row.uuid.hex)
        self.row = row

    def entry(self) -> dict[str, Any]:
        """As `log_session` takes it."""
        return {"row": self.row.uuid, **self.cleaned_data}


class ContactForm(forms.ModelForm[Patient]):
    """What a patient may change by themselves. The email signs them in, so the clinic changes that one."""

    class Meta:
        model = Patient
        fields = ["preferred_name", "phone", "address", "postcode", "needs"]
        labels = {"preferred_name": "What should we call you?", "phone": "Mobile or phone"}
        help_texts = {"needs": "Such as large print, an interpreter, or a step-free way in."}


class WishesForm(forms.ModelForm[Preference]):
    """Which messages, and when not."""

    # The kinds that a patient may do without; what concerns a booked visit goes by "messages about my care".
    MAY_STOP = (
        ("morning_check", "The question on the morning after a session"),
        ("day_2_check_in", "The question two days after my first visit"),
        ("silent", "A word when I haven’t logged for a while"),
        ("measure_due", "The reminder that a form is due"),
        ("months_6_and_12", "The questions after six months and a year"),
    )

    service = forms.BooleanField(label="Messages about my care", required=False)
    marketing = forms.BooleanField(label="News from the clinic", required=False)
    stopped_kinds = forms.MultipleChoiceField(
        label="Leave these out", choices=MAY_STOP, required=False, widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = Preference
        fields = ["quiet_from", "quiet_until", "stopped_kinds", "stop_all"]
        labels = {
            "quiet_from": "Quiet from",
            "quiet_until": "Quiet until",
            "stop_all": "Stop all messages",
        }
        help_texts = {"stop_all": "Nothing at all, not even a reminder of a visit."}
        widgets = {
            "quiet_from": forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
            "quiet_until": forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        }

    def clean_stopped_kinds(self) -> list[str]:
        """A kind that the clinic has stopped for them, and that is not on this list, stays stopped."""
        offered = {key for key, _ in self.MAY_STOP}
        return [*self.cleaned_data["stopped_kinds"], *(k for k in self.instance.stopped_kinds if k not in offered)]
