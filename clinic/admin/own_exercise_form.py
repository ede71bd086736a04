"""The form of an exercise of the clinic's own. It reads what was typed; what may be kept is for the verb to say."""

from collections.abc import Iterable
from typing import Any

from django import forms

from clinic.portal.exercise import KEEP_UNDER
from programmes.library.own import OwnExercise
from programmes.models import Exercise
from programmes.shelf import FINDINGS

PAIRS = ("reps", "seconds", "minutes")
LINES = ("steps", "cues", "common_faults", "contraindications", "target", "kit")
WORDS = (
    "name", "clinical_name", "aim", "why", "stop", "pain_rule", "tempo", "load", "frequency", "easier", "harder",
    "source",
)  # fmt: skip


def _lines(label: str, hint: str, rows: int = 3) -> forms.CharField:
    return forms.CharField(label=label, help_text=hint, required=False, widget=forms.Textarea(attrs={"rows": rows}))


def _words(label: str, hint: str = "", most: int = 300) -> forms.CharField:
    return forms.CharField(label=label, help_text=hint, required=False, max_length=most)


def _number(label: str, hint: str = "") -> forms.IntegerField:
    wrong = {"invalid": "Give a whole number."}
    return forms.IntegerField(label=label, help_text=hint, required=False, error_messages=wrong)


class OwnExerciseForm(forms.Form):
    name = _words("Name, as the patient reads it", most=120)
    clinical_name = _words("Name for clinicians", "Where it differs.", most=120)
    aim = _words("Aim", "One sentence.")
    steps = _lines("Steps", "3 to 5, one on each line, short and calm.", 5)
    cues = _lines("Cues", "One on each line; the player shows the first.")
    common_faults = _lines("Common faults", "One on each line.")
    why = _lines("Why", "In words for the patient.", 2)
    stop = _lines("When to stop", "In words for the patient.", 2)
    pain_rule = forms.ChoiceField(
        label="Pain rule",
        required=False,
        choices=[("", "Choose"), *((code, f"{code}: {words}") for code, words in KEEP_UNDER.items())],
    )
    contraindications = _lines("Not while", "What speaks against it, one on each line.", 2)
    target = _lines("Target", "What it works on, one on each line, such as quads.", 2)
    kit = _lines("Kit", "One thing on each line; empty for none.", 2)
    level = forms.TypedChoiceField(
        label="Level",
        required=False,
        coerce=int,
        empty_value=None,
        choices=[("", "Choose"), (1, "1, easiest"), (2, "2"), (3, "3"), (4, "4"), (5, "5, hardest")],
    )
    answers = forms.MultipleChoiceField(
        label="Findings it answers", required=False, choices=[*FINDINGS.items()], widget=forms.CheckboxSelectMultiple
    )
    unilateral = forms.BooleanField(label="One leg at a time", required=False)
    tempo = _words("Tempo", "Seconds down, held and up, such as 3-1-2; or fast, slow, free, hold.", most=12)
    sets = _number("Sets")
    reps_low, reps_top = _number("Repetitions, from"), _number("Repetitions, to")
    seconds_low, seconds_top = _number("Seconds held, from"), _number("Seconds held, to")
    minutes_low, minutes_top = _number("Minutes, from"), _number("Minutes, to")
    load = _words("Load", "Such as “green band, 3 left in reserve”.", most=60)
    rest_s = _number("Rest between sets, seconds")
    per_week = _number("Times a week")
    frequency = _words("How often, in words", "Such as “3 days a week”.", most=80)
    easier = forms.ChoiceField(label="Easier step", required=False)
    harder = forms.ChoiceField(label="Harder step", required=False)
    source = _lines("Source", "Where it is from; without one, “[design] clinic default”.", 2)
    review_by = forms.DateField(
        label="Next review by", required=False, widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )
    keep_drawing = forms.BooleanField(required=False)

    def __init__(self, *args: Any, shelf: Iterable[Exercise], drawing_of: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        steps = [("", "None"), *((one.code, f"{one.name} (level {one.level})") for one in shelf)]
        for name in ("easier", "harder"):
            self.fields[name].choices = steps  # type: ignore[attr-defined]
        if drawing_of:
            self.fields["keep_drawing"].label = f"Show it by the drawing of “{drawing_of}”"
        else:
            del self.fields["keep_drawing"]

    def said(self) -> OwnExercise:
        """As the verb takes it. A field that could not be read has its sentence already and counts as empty."""
        got = self.cleaned_data
        given: dict[str, Any] = {name: got.get(name, "") for name in WORDS}
        for name in LINES:
            given[name] = tuple(line.strip() for line in got.get(name, "").splitlines() if line.strip())
        for name in PAIRS:
            given[name] = (got.get(f"{name}_low"), got.get(f"{name}_top"))
        for name in ("level", "sets", "rest_s", "per_week", "review_by"):
            given[name] = got.get(name)
        return OwnExercise(**given, answers=tuple(got.get("answers", [])), unilateral=bool(got.get("unilateral")))

    def take(self, faults: dict[str, list[str]]) -> None:
        """Each sentence by its field; one of a pair stands at the first of the two."""
        for name, sentences in faults.items():
            field = f"{name}_low" if name in PAIRS else name
            for sentence in sentences:
                if field not in self.errors:
                    self.add_error(field if field in self.fields else None, sentence)
