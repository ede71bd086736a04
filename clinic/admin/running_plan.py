"""A running plan begun from the chart, set to another step with a reason, ended."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from assessments.models import Examination
from assessments.services import reading_of
from clinic.admin.doors import clinician_page, free_text, patient_or_404, staff_page
from patients.models import Episode
from programmes import load
from programmes.models import RunningPlan
from programmes.models.running_plan import LONGEST_REASON, QUICKEST, SLOWEST
from programmes.services import (
    AssignRefused,
    ReasonMissing,
    RunningAsked,
    assign_running_plan,
    end_running_plan,
    set_running_step,
    suggested_running,
)

YES_NO = [("", "Not tested"), ("no", "No"), ("yes", "Yes")]


def _whole(label: str, low: int, high: int) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        min_value=low,
        max_value=high,
        required=False,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
        error_messages=dict.fromkeys(("invalid", "min_value", "max_value"), f"A whole number from {low} to {high}."),
    )


def _told(label: str) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=label, choices=YES_NO, coerce=lambda word: word == "yes", empty_value=None, required=False
    )


class RunningPlanForm(forms.Form):
    """Which plan, from which step, and what was tested before it."""

    kind = forms.ChoiceField(label="Plan", choices=RunningPlan.Kind.choices, widget=forms.RadioSelect)
    step = forms.IntegerField(
        label="Begin on step",
        min_value=1,
        max_value=len(load.LADDER),
        help_text="Walk-run steps go from 1 to 12, sessions of retraining from 1 to 8, parts of the young ladder to 3.",
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )
    starts_on = forms.DateField(label="First day", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    own_cadence = _whole("Own steps a minute", SLOWEST, QUICKEST)
    ease_first = forms.BooleanField(label="Two lighter weeks first (L1)", required=False)
    brisk_walk_pain = _whole("Pain on a 30 minute brisk walk", 0, 10)
    heel_raises = _whole("Single-leg heel raises, sore side", 0, 200)
    heel_raise_symmetry = _whole("Heel raises, % of the other side", 0, 200)
    step_down_pain = _whole("Pain on 10 step-downs, 15 cm", 0, 10)
    hop_pain = _whole("Pain on 10 single-leg hops or 30 s on the spot", 0, 10)
    effusion = _told("Swelling")
    limp = _told("Limp")
    why = forms.CharField(
        label="Why it begins all the same",
        max_length=LONGEST_REASON,
        required=False,
        help_text="Only when a check is not met or not tested. Kept with the plan.",
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    ENTRY = (
        "brisk_walk_pain",
        "heel_raises",
        "heel_raise_symmetry",
        "step_down_pain",
        "hop_pain",
        "effusion",
        "limp",
    )

    def entry_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in self.ENTRY]

    def entry(self) -> load.EntryChecks:
        return load.EntryChecks(**{name: self.cleaned_data[name] for name in self.ENTRY})


@clinician_page
def begin(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The plans with the one that is suggested chosen already, and why; assigning one ends the one before."""
    patient = patient_or_404(request, uuid)
    episode = patient.current_episode()
    if episode is None:
        messages.error(request, "There is no open episode to plan for.")
        return redirect("staff:chart", uuid=patient.uuid)
    asked = _asked(request, episode)
    form = RunningPlanForm(request.POST or None, initial=_initial(asked))
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            refusal = _assign(request, form, episode, asked)
            if refusal is None:
                return redirect("staff:chart", uuid=patient.uuid)
            form.add_error(None, refusal)
            status = 409
    shown = {
        "title": f"A running plan for {patient}",
        "patient": patient,
        "form": form,
        "asked": asked,
        "ladder": load.LADDER,
        "current": episode.running_plans.active().first(),
        "age": patient.age(timezone.localdate()),
    }
    return staff_page(request, "staff/running_plan.html", shown, status=status)


def _asked(request: HttpRequest, episode: Episode) -> RunningAsked:
    notes = Examination.objects.visible_to(request.user).filter(episode=episode)
    note = notes.select_related("episode__patient", "based_on").order_by("-contact_at").first()
    return suggested_running(
        episode=episode,
        found=reading_of(note) if note else None,
        findings=note.findings if note else {},
        on=timezone.localdate(),
    )


def _initial(asked: RunningAsked) -> dict[str, Any]:
    effusion = asked.entry.effusion
    return {
        "kind": asked.plan.kind if asked.plan else None,
        "step": asked.plan.step if asked.plan else 1,
        "starts_on": timezone.localdate(),
        "own_cadence": asked.own_cadence,
        "heel_raises": asked.entry.heel_raises,
        "effusion": "" if effusion is None else "yes" if effusion else "no",
    }


def _assign(request: HttpRequest, form: RunningPlanForm, episode: Episode, asked: RunningAsked) -> str | None:
    said = form.cleaned_data
    retrains = said["kind"] == RunningPlan.Kind.CADENCE
    try:
        plan = assign_running_plan(
            episode=episode,
            kind=said["kind"],
            step=said["step"],
            starts_on=said["starts_on"],
            own_cadence=said["own_cadence"] if retrains else None,
            ease_first=said["ease_first"],
            entry=form.entry(),
            why=said["why"],
            by=request.user,
            now=timezone.now(),
            reasons=_reasons(said["kind"], asked),
        )
    except AssignRefused as refusal:
        return str(refusal)
    messages.success(request, f"{plan} is assigned. The patient sees it from {plan.starts_on:%a %-d %b}.")
    return None


def _reasons(kind: str, asked: RunningAsked) -> list[dict[str, str]]:
    """What spoke for the plan that was suggested; a plan that the physio chose otherwise has the physio's reason."""
    if asked.plan is None or asked.plan.kind != kind:
        return []
    return [{"rule": one.rule, "words": one.words, "source": one.source} for one in asked.reasons]


def _own(request: HttpRequest, uuid: UUID) -> RunningPlan:
    plans = RunningPlan.objects.visible_to(request.user).select_related("episode__patient")
    return get_object_or_404(plans, uuid=uuid)


@clinician_page
@require_POST
def set_step(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The step that the clinician sees fit, with the reason."""
    plan = _own(request, uuid)
    step = request.POST.get("step", "")
    try:
        kept = set_running_step(
            plan=plan,
            step=int(step) if step.isdecimal() and len(step) < 3 else 0,
            why=free_text(request, "why"),
            by=request.user,
            now=timezone.now(),
        )
    except (AssignRefused, ReasonMissing) as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, f"{kept}: step {kept.step} from today. The patient sees it at once.")
    return redirect("staff:chart", uuid=plan.episode.patient.uuid)


@clinician_page
@require_POST
def end(request: HttpRequest, uuid: UUID) -> HttpResponse:
    plan = _own(request, uuid)
    end_running_plan(plan=plan, now=timezone.now())
    messages.success(request, f"{plan} has ended. Its moves stay in the record.")
    return redirect("staff:chart", uuid=plan.episode.patient.uuid)
