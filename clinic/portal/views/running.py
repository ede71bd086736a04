"""Running: the log with its weeks and advice, a run added in a few taps, a run taken out."""

from datetime import datetime
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.csrf import ensure_csrf_cookie
from django.views.decorators.http import require_GET, require_http_methods

from clinic.followups.wording import day
from clinic.portal.access import PatientRequest, asks_json, for_patient
from clinic.portal.run_forms import RunForm
from patients.models import Episode
from programmes.load import CUES, km
from programmes.models import Run
from programmes.services import LogRefused, RunningLoad, log_run, running_load, take_out


@require_http_methods(["GET", "POST"])
@ensure_csrf_cookie
@for_patient
def running(request: PatientRequest) -> HttpResponse:
    """The page and its form. Without an open episode there is nothing to log a run into."""
    now = timezone.now()
    episode = request.patient.current_episode()
    if episode is None:
        return render(request, "portal/running_none.html", {"patient": request.patient})
    if request.method == "POST":
        return _kept(request, episode, now)
    told = running_load(episode=episode, on=timezone.localdate(now))
    return _page(request, told, RunForm(initial=_usual(told, now), told=told.plan))


def _kept(request: PatientRequest, episode: Episode, now: datetime) -> HttpResponse:
    told = running_load(episode=episode, on=timezone.localdate(now))
    form = RunForm(request.POST, told=told.plan)
    if form.is_valid():
        try:
            run, _ = log_run(episode=episode, by=request.user, now=now, **form.cleaned_data)
        except LogRefused as refusal:
            for field, sentence in refusal.errors.items():
                form.add_error(field if field in form.fields else None, sentence)
        else:
            if asks_json(request):
                return JsonResponse({"id": str(run.uuid), "url": reverse("portal:running")})
            messages.success(request, f"Saved: {km(run.distance_km)} km on {day(run.on)}.")
            if run.warning:
                messages.warning(request, run.warning)
            return redirect("portal:running")
    if asks_json(request):
        return JsonResponse({"errors": [line for lines in form.errors.values() for line in lines]}, status=422)
    return _page(request, told, form, status=422)


def _usual(told: RunningLoad, now: datetime) -> dict[str, object]:
    """Today, as far and as long as the last run, on the step of the plan."""
    usual: dict[str, object] = {"ident": uuid4(), "on": timezone.localdate(now)}
    if told.last:
        usual |= {"distance_km": km(told.last.distance_km), "minutes": round(told.last.minutes)}
    if told.plan and told.plan.asks_for_runs and not told.plan.eases:
        usual["step"] = told.plan.standing.step
    return usual


def _page(request: PatientRequest, told: RunningLoad, form: RunForm, status: int = 200) -> HttpResponse:
    shown = {"patient": request.patient, "told": told, "form": form}
    return render(request, "portal/running.html", shown, status=status)


@require_GET
@for_patient
def beat(request: PatientRequest) -> HttpResponse:
    """The metronome of today's session of retraining; for nobody else."""
    episode = request.patient.current_episode()
    told = running_load(episode=episode, on=timezone.localdate()).plan if episode else None
    if told is None or told.session.target is None:
        raise Http404
    shown = {"patient": request.patient, "safety": request.safety, "told": told, "cues": CUES}
    return render(request, "portal/running_beat.html", shown)


@require_http_methods(["GET", "POST"])
@for_patient
def run(request: PatientRequest, run: UUID) -> HttpResponse:
    """One run, and the way to take it out when it was a slip."""
    own = get_object_or_404(Run.objects.visible_to(request.user).standing(), uuid=run)
    if request.method == "POST":
        take_out(run=own, by=request.user, now=timezone.now())
        messages.success(request, f"Taken out: {km(own.distance_km)} km on {day(own.on)}.")
        return redirect("portal:running")
    return render(request, "portal/running_run.html", {"patient": request.patient, "run": own})
