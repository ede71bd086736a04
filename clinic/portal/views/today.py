"""Today, the flare-up plan, and the morning check of somebody who has signed in."""

from datetime import date

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from assessments.redflags import PATIENT_RULES
from clinic.portal.access import PatientRequest, for_patient, for_patient_with
from clinic.portal.forms import CheckInForm, SignsForm
from clinic.portal.mornings import answer_morning
from clinic.portal.pain import MORNING, band_of
from clinic.portal.today import today_for
from clinic.portal.today_run import RUN_PLAN
from programmes.models import CheckIn


@require_GET
@for_patient_with(run_plan=RUN_PLAN)
def today(request: PatientRequest) -> HttpResponse:
    now = timezone.now()
    shown = today_for(request.patient, now)
    hour = timezone.localtime(now).hour
    return render(
        request,
        "portal/today.html",
        {
            "patient": request.patient,
            "today": shown,
            "hello": "Morning" if hour < 12 else "Afternoon" if hour < 18 else "Evening",
            "form": CheckInForm(),
            "says": MORNING,
            "rules": PATIENT_RULES,
        },
    )


@require_http_methods(["GET", "POST"])
@for_patient
def morning(request: PatientRequest) -> HttpResponse:
    """One number and one question about danger signs; the same day again corrects."""
    now = timezone.now()
    on = timezone.localdate(now)
    form = CheckInForm(request.POST if request.method == "POST" else None, initial=_answered(request, on))
    if request.method == "POST" and form.is_valid():
        pain = form.cleaned_data["pain"]
        fine = form.cleaned_data["signs"] == CheckInForm.NONE
        answer_morning(
            patient=request.patient, on=on, pain=pain, now=now, red_flags=SignsForm.all_clear() if fine else None
        )
        if not fine:
            return redirect("portal:signs")
        messages.success(request, f"Saved. This morning: {pain}. {MORNING[band_of(pain)]}")
        return redirect("portal:today")
    return render(
        request,
        "portal/morning_check.html",
        {"patient": request.patient, "form": form, "says": MORNING, "rules": PATIENT_RULES, "on": on},
        status=422 if form.errors else 200,
    )


def _answered(request: PatientRequest, on: date) -> dict[str, object]:
    kept = CheckIn.objects.visible_to(request.user).filter(on=on).first()
    return {"pain": kept.pain_morning} if kept else {}


@require_GET
@for_patient
def flare(request: PatientRequest) -> HttpResponse:
    return render(request, "portal/flare.html", {"patient": request.patient})
