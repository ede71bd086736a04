"""Choosing a programme, and deciding on what the rules suggest."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from assessments import redflags
from assessments.classification import Reading
from assessments.models import Examination, RedFlag
from assessments.reading_words import reading_as_json
from assessments.services import reading_of
from assessments.subgroups import SUBGROUPS
from clinic.admin.doors import clinician_page, free_text, patient_or_404, staff_page
from patients.models import Episode, Patient
from programmes.models import Programme, ProgrammeTemplate, Suggestion
from programmes.services import (
    AlreadyDecided,
    AssignRefused,
    ReasonMissing,
    StepUpBlocked,
    accept_suggestion,
    assign_programme,
    move_to_phase,
    override_suggestion,
)


class PlanForm(forms.Form):
    """Which template, from when."""

    template = forms.ModelChoiceField(
        ProgrammeTemplate.objects.current(), to_field_name="key", empty_label=None, widget=forms.RadioSelect
    )
    starts_on = forms.DateField(label="First day", widget=forms.DateInput(attrs={"type": "date"}))


def _newest_note(request: HttpRequest, episode: Episode) -> Examination | None:
    """The newest examination, signed or this clinician's draft; None before there is one."""
    notes = Examination.objects.visible_to(request.user).filter(episode=episode)
    return notes.select_related("episode__patient", "based_on").order_by("-contact_at").first()


def _suggested(note: Examination | None, found: Reading | None) -> str | None:
    """The template that the physio's own decision leads to, else what the findings suggest."""
    decided = note.findings.get("D06") if note else None
    if decided in SUBGROUPS:
        return SUBGROUPS[decided].template
    return found.suggested_template if found else None


@clinician_page
def choose(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Templates with the suggested one first and why; assigning copies the template for this patient."""
    patient = patient_or_404(request, uuid)
    episode = patient.current_episode()
    if episode is None:
        messages.error(request, "There is no open episode to plan for.")
        return redirect("staff:chart", uuid=patient.uuid)
    note = _newest_note(request, episode)
    found = reading_of(note) if note else None
    suggested = _suggested(note, found)
    today = timezone.localdate()
    form = PlanForm(request.POST or None, initial={"template": suggested, "starts_on": today.isoformat()})
    status, refusal = 200, None
    if request.method == "POST":
        if form.is_valid():
            refusal = _assign(request, form, episode, found)
            if refusal is None:
                return redirect("staff:chart", uuid=patient.uuid)
            form.add_error(None, refusal)
        status = 422 if refusal is None else 409
    return staff_page(
        request,
        "staff/plan.html",
        {
            "title": f"A programme for {patient}",
            "patient": patient,
            "form": form,
            "holding": _holding(request, patient),
            "templates": ProgrammeTemplate.objects.current().prefetch_related("phases__rows__exercise"),
            "suggested": suggested,
            "note": note,
            "told": (note.reading if note else None) or (reading_as_json(found) if found else None),
        },
        status=status,
    )


def _holding(request: HttpRequest, patient: Patient) -> list[tuple[RedFlag, redflags.RedFlag]]:
    """The open red flags, the worst first, that let no programme begin, each with its rule."""
    flags = RedFlag.objects.visible_to(request.user).filter(patient=patient).open().blocking().worst_first()
    return [(flag, redflags.BY_ID[flag.rule]) for flag in flags]


def _assign(request: HttpRequest, form: PlanForm, episode: Episode, found: Reading | None) -> str | None:
    try:
        programme = assign_programme(
            episode=episode,
            template=form.cleaned_data["template"],
            starts_on=form.cleaned_data["starts_on"],
            by=request.user,
            now=timezone.now(),
            reasons=_reasons(found),
        )
    except AssignRefused as refusal:
        return str(refusal)
    messages.success(
        request, f"{programme.title} is assigned. The patient sees it from {programme.starts_on:%a %-d %b}."
    )
    return None


def _reasons(found: Reading | None) -> list[dict[str, Any]]:
    """The findings and sources that speak for it, kept with the programme."""
    if found is None:
        return []
    return [
        {"subgroup": one.subgroup, "rule": one.rule, "inputs": list(one.inputs), "source": one.source}
        for one in found.classification
    ]


@clinician_page
@require_POST
def move_phase(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """On to the next phase, or back, once the clinician has looked at the gate."""
    programme = get_object_or_404(
        Programme.objects.visible_to(request.user).select_related("episode__patient"), uuid=uuid
    )
    number = request.POST.get("number", "")
    try:
        moved = move_to_phase(
            programme=programme,
            number=int(number) if number.isdecimal() and len(number) < 3 else 0,
            by=request.user,
            now=timezone.now(),
        )
    except AssignRefused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, f"Phase {moved.phase_number} from today. The patient sees it at once.")
    return redirect("staff:chart", uuid=programme.episode.patient.uuid)


@clinician_page
@require_POST
def decide(request: HttpRequest) -> HttpResponse:
    """Accept or override suggestions that say the same. Two tabs decide each of them once."""
    try:
        idents = [UUID(text) for text in request.POST.getlist("suggestion")]
    except ValueError:
        raise Http404 from None
    visible = Suggestion.objects.visible_to(request.user).select_related("programme__episode__patient")
    chosen = list(visible.filter(uuid__in=idents))
    if not chosen:
        raise Http404
    accepting = request.POST.get("decision") == "accept"
    now, said = timezone.now(), "Accepted." if accepting else "Overridden, with your reason kept."
    try:
        for suggestion in chosen:
            if accepting:
                accept_suggestion(suggestion=suggestion, by=request.user, now=now)
            else:
                override_suggestion(suggestion=suggestion, why=free_text(request, "why"), by=request.user, now=now)
        messages.success(request, said)
    except (AlreadyDecided, ReasonMissing, StepUpBlocked) as refusal:
        messages.error(request, str(refusal))
    return redirect("staff:chart", uuid=chosen[0].programme.episode.patient.uuid)
