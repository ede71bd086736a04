"""An open red flag as the chart shows it: what met it, where it comes from, its letters, the form that clears it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from assessments import redflags
from assessments.flag_words import met_by
from assessments.models import EscalationLetter, Examination, RedFlag
from assessments.models.redflag import LONGEST_REASON
from patients.models import Patient


class ClearForm(forms.Form):
    """Why it is safe. The flag itself says what is wrong with the reason."""

    why = forms.CharField(
        label="Why is it safe?",
        help_text=f"Kept with your name. {LONGEST_REASON} letters at most.",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, flag: RedFlag, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data, auto_id=f"clear-{flag.uuid}-%s")
        self.flag = flag

    def take(self, refusal: ValidationError) -> None:
        """What the flag says of the reason, by the field."""
        for sentence in refusal.messages:
            self.add_error("why", sentence)


@dataclass(frozen=True, slots=True)
class Flagged:
    """One open flag. `note` is the examination that raised it, where this reader may open it."""

    flag: RedFlag
    rule: redflags.RedFlag
    met: list[str]
    note: Examination | None
    letters: list[EscalationLetter]
    form: ClearForm

    @property
    def draft(self) -> EscalationLetter | None:
        return next((letter for letter in self.letters if not letter.is_sent), None)

    @property
    def sent(self) -> EscalationLetter | None:
        """The newest that left."""
        return next((letter for letter in self.letters if letter.is_sent), None)

    @property
    def blocks(self) -> bool:
        return redflags.Level(self.flag.level).blocks_progression

    @property
    def raised_from(self) -> str:
        """The level it had before findings raised it, in words; empty when it stands as it was opened."""
        steps = self.flag.inputs.get("raised", [])
        return RedFlag.Level(steps[0]["from"]).label if steps else ""


def flagged(*, patient: Patient, user: Any, letters: list[EscalationLetter], tried: ClearForm | None) -> list[Flagged]:
    """Every open flag of this patient, the worst first. `tried` is a form that came back with something to fix."""
    flags = RedFlag.objects.visible_to(user).filter(patient=patient).open().worst_first()
    readable = set(Examination.objects.visible_to(user).filter(red_flags__in=flags).values_list("pk", flat=True))
    return [
        Flagged(
            flag=flag,
            rule=(rule := redflags.BY_ID[flag.rule]),
            met=met_by(rule, flag.inputs, flag.examination.findings if flag.examination else {}),
            note=flag.examination if flag.examination_id in readable else None,
            letters=[letter for letter in letters if letter.red_flag_id == flag.pk],
            form=tried if tried and tried.flag.pk == flag.pk else ClearForm(flag),
        )
        for flag in flags.select_related("examination")
    ]
