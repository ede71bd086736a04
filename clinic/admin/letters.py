"""An escalation letter: put right while it is a draft, read and printed once it was sent."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from assessments import redflags
from assessments.letter_findings import untold
from assessments.letter_scores import asks_wells, with_reason, without_reason
from assessments.letter_words import MOST_WORDS, word_count
from assessments.models import EscalationLetter
from assessments.services import (
    LetterOvertaken,
    LetterRefused,
    in_the_record,
    renew_letter,
    save_letter,
    send_letter,
)
from clinic.admin.doors import clinician_page, staff_page

MOMENTS = ["%Y-%m-%dT%H:%M", "%d %m %Y %H:%M", "%d/%m/%Y %H:%M", "%d %b %Y %H:%M"]
PRESSED_AGAIN = "It was sent already, once."


def _lines(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


def _yes_or_no(label: str) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=label,
        choices=[("True", "Yes"), ("False", "No")],
        coerce=lambda said: said == "True",
        empty_value=None,
        required=False,
        widget=forms.RadioSelect,
    )


class LetterForm(forms.Form):
    """The letter's parts as typed; what each may hold is said by the verb that keeps them."""

    addressee = forms.CharField(label="To", required=False, help_text="The practice, ward or clinic, with its address.")
    history = forms.CharField(required=False, widget=_lines(6))
    findings = forms.CharField(label="Objective findings", required=False, widget=_lines(10))
    scores = forms.CharField(
        label="Wells, Ottawa or Pittsburgh result", required=False, widget=_lines(3), help_text="If one was used."
    )
    no_wells = forms.CharField(
        label="Why the Wells score was not done",
        required=False,
        max_length=300,
        help_text="Only if it was not. The letter carries it as you write it, under your name.",
    )
    phoned_at = forms.DateTimeField(
        label="Telephoned at",
        required=False,
        input_formats=MOMENTS,
        help_text="Day and time of the call. Emergency and same-day letters need one.",
        error_messages={"invalid": "Give day and time of the call, like 24 11 2026 9:40."},
        widget=forms.DateTimeInput(format=MOMENTS[0], attrs={"type": "datetime-local"}),
    )
    phoned_whom = forms.CharField(label="Spoke to", required=False)
    patient_copy_given = _yes_or_no("Has the patient a copy?")
    safety_net_given = _yes_or_no("Was safety-net advice given?")

    def __init__(self, letter: EscalationLetter, data: Any = None) -> None:
        scores, why = without_reason(letter.scores)
        stands = {name: getattr(letter, name, "") for name in self.base_fields}
        super().__init__(data, initial={**stands, "scores": scores, "no_wells": why})
        words = word_count(str(self.data.get("history", "")) if self.is_bound else letter.history)
        self.fields["history"].help_text = f"{MOST_WORDS} words at most. These are {words}."
        if not asks_wells(redflags.BY_ID[letter.red_flag.rule]) and not why:
            del self.fields["no_wells"]

    def said(self) -> dict[str, Any]:
        """The parts as the verb takes them: the reason stands in the scores, on a line of its own."""
        typed = dict(self.cleaned_data)
        why = typed.pop("no_wells", "")
        return {**typed, "scores": with_reason(typed["scores"], why)}

    def take(self, refusal: ValidationError) -> None:
        """What the verb says of each part, by its field."""
        for field, sentences in refusal.message_dict.items():
            for sentence in sentences:
                self.add_error(field, sentence)

    def differ(self, theirs: Mapping[str, Any]) -> None:
        """What stands in the draft by now where something else was typed, by its field."""
        for field, value in theirs.items():
            self.add_error(field, f"By now this is {_quoted(value)}. Press again to put yours in its place.")


def _quoted(value: Any) -> str:
    """A part of the letter inside a sentence."""
    if isinstance(value, bool):
        return "“Yes”" if value else "“No”"
    if isinstance(value, datetime):
        return f"“{timezone.localtime(value):%-d %b %Y %H:%M}”"
    return f"“{value}”" if value else "empty"


def _letter_or_404(request: HttpRequest, uuid: UUID) -> EscalationLetter:
    letters = EscalationLetter.objects.visible_to(request.user)
    return get_object_or_404(
        letters.select_related("red_flag__patient", "red_flag__examination__episode", "author", "sent_by"), uuid=uuid
    )


@clinician_page
@require_http_methods(["GET", "HEAD", "POST"])
def letter(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The draft's form, or the letter as it was sent."""
    found = _letter_or_404(request, uuid)
    if request.method == "POST":
        return _keep(request, found)
    if found.is_sent:
        return staff_page(request, "staff/letter.html", _shown(found))
    return _draft_page(request, found, LetterForm(found))


def _keep(request: HttpRequest, found: EscalationLetter) -> HttpResponse:
    """Save, send, or take what the record says now. What can't be kept comes back as typed, with its sentences."""
    form = LetterForm(found, request.POST)
    if not form.is_valid():
        return _draft_page(request, found, form, status=422)
    verb, done, goes_to = _asked(request, found)
    try:
        verb(letter=found, said=form.said(), by=request.user, now=timezone.now(), seen=request.POST.get("seen"))
    except LetterOvertaken as overtaken:
        form.add_error(None, str(overtaken))
        form.differ(overtaken.differs)
        return _draft_page(request, found, form, seen=overtaken.mark, status=409)
    except ValidationError as refusal:
        form.take(refusal)
        return _draft_page(request, found, form, status=422)
    except LetterRefused as refusal:
        found.refresh_from_db(fields=["sent_at", "sent_by"])
        if verb is send_letter and found.is_sent and found.sent_by == request.user:
            messages.info(request, PRESSED_AGAIN)
            return redirect("staff:letter", uuid=found.uuid)
        form.add_error(None, str(refusal))
        return _draft_page(request, found, form, status=409)
    messages.success(request, done)
    return redirect(goes_to)


def _asked(request: HttpRequest, found: EscalationLetter) -> tuple[Callable[..., EscalationLetter], str, str]:
    """Which button was pressed: the verb, what is said when it is done, and the page that follows."""
    here = reverse("staff:letter", args=[found.uuid])
    if "send" in request.POST:
        return send_letter, "Kept as sent, with your name and number.", here
    if "renew" in request.POST:
        return renew_letter, "Saved, with what the record says now. Read it once more.", here
    if "score" in request.POST:
        measure = reverse("staff:measure", args=[found.red_flag.patient.uuid])
        return save_letter, "The letter is saved as it stood. You return to it.", f"{measure}?{_wells_for(found)}"
    return save_letter, "Saved. It is still a draft.", here


def _wells_for(found: EscalationLetter) -> str:
    """The Wells form, for this letter and the course of care that it is about."""
    note = found.red_flag.examination
    episode = {"episode": note.episode.uuid} if note else {}
    return urlencode({"instrument": "wells", "letter": found.uuid, **episode})


def _draft_page(
    request: HttpRequest, found: EscalationLetter, form: LetterForm, *, seen: str = "", status: int = 200
) -> HttpResponse:
    """`seen` is the mark of the draft as this page tells it: pressed again, it counts as looked at."""
    on = timezone.localdate()
    told = in_the_record(found.red_flag, by=request.user)
    typed = str(form["scores"].value() or "")
    context = {
        **_shown(found),
        "form": form,
        "seen": seen or request.POST.get("seen") or found.mark,
        "asks_wells": "no_wells" in form.fields and not told.wells,
        "wells": told.wells if told.wells and told.wells.line not in typed else None,
        "untold": untold(_plain(form["findings"].value()), told.notes),
        "told": told,
        "may_send": not request.user.is_student and request.user.is_registered(on),  # type: ignore[union-attr]
    }
    return staff_page(request, "staff/letter_draft.html", context, status=status)


def _plain(typed: Any) -> str:
    """A text area sends two characters for a new line."""
    return str(typed or "").replace("\r\n", "\n")


def _shown(found: EscalationLetter) -> dict[str, Any]:
    patient = found.patient_as_written()
    return {
        "title": f"Letter about {patient}",
        "letter": found,
        "flag": found.red_flag,
        "rule": redflags.BY_ID[found.red_flag.rule],
        "patient": patient,
    }


@clinician_page
@require_GET
def letter_print(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The sheet alone, for A4: who it is about on each page, and when it was printed and by whom."""
    found = _letter_or_404(request, uuid)
    return staff_page(request, "staff/letter_print.html", {**_shown(found), "printed_at": timezone.now()})
