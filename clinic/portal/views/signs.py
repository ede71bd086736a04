"""Danger signs: ticked by the patient, answered at once by fixed words. Nobody has to read it first."""

from datetime import datetime

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from assessments.models import RedFlag
from assessments.redflags import triage
from assessments.services import open_red_flags
from clinic.portal.access import PatientRequest, for_patient
from clinic.portal.forms import SignsForm
from clinic.portal.mornings import answer_morning
from programmes.models import CheckIn


@require_http_methods(["GET", "POST"])
@for_patient
def signs(request: PatientRequest) -> HttpResponse:
    form = SignsForm(request.POST if request.method == "POST" else None)
    shown = {"patient": request.patient, "form": form}
    if request.method == "POST" and form.is_valid():
        now = timezone.now()
        answers = form.answers()
        _keep(request, answers, now)
        found = triage(answers)
        if not found.rules:
            messages.success(request, f"{found.safety.title} {found.safety.text}")
            return redirect("portal:today")
        return render(request, "portal/signs_found.html", {**shown, "found": found})
    return render(request, "portal/signs.html", shown, status=422 if form.errors else 200)


def _keep(request: PatientRequest, answers: dict[str, bool], now: datetime) -> None:
    """With this morning's number when there is one, else by themselves."""
    morning = CheckIn.objects.visible_to(request.user).filter(on=timezone.localdate(now)).first()
    if morning is None:
        open_red_flags(patient=request.patient, answers=answers, source=RedFlag.Source.CHECK_IN, now=now)
        return
    answer_morning(patient=request.patient, on=morning.on, pain=morning.pain_morning, red_flags=answers, now=now)
