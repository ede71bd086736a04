"""Me: contacts, consents, which messages and when, my data, sign out."""

from collections.abc import Iterable

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from clinic.followups.models import Preference
from clinic.followups.services import keep_wishes
from clinic.portal.access import PatientRequest, for_patient
from clinic.portal.export import my_data
from clinic.portal.forms import ContactForm, WishesForm
from patients.models import Consent
from patients.services import update_patient

ASKED = {"service": Consent.Purpose.SERVICE_MESSAGES, "marketing": Consent.Purpose.MARKETING}


@require_http_methods(["GET", "POST"])
@for_patient
def me(request: PatientRequest) -> HttpResponse:
    """The contacts are saved here; the wishes have their own address."""
    form = ContactForm(request.POST if request.method == "POST" else None, instance=request.patient)
    if request.method == "POST" and form.is_valid():
        try:
            update_patient(patient=request.patient, changes=form.cleaned_data, on=timezone.localdate())
        except ValidationError as refusal:
            form.add_error(None, refusal.messages)
        else:
            messages.success(request, "Saved.")
            return redirect("portal:me")
    return _page(request, contacts=form, wishes=_wishes(request))


@require_POST
@for_patient
def wishes(request: PatientRequest) -> HttpResponse:
    """Channels, quiet hours, consents."""
    form = _wishes(request, data=True)
    if not form.is_valid():
        return _page(request, contacts=ContactForm(instance=request.patient), wishes=form)
    keep_wishes(
        preference=form.save(commit=False),
        consents={purpose: form.cleaned_data[field] for field, purpose in ASKED.items()},
        how="portal",
        by=request.user,
        now=timezone.now(),
    )
    messages.success(request, "Saved. This holds from now on.")
    return redirect("portal:me")


def _wishes(request: PatientRequest, *, data: bool = False) -> WishesForm:
    kept = Preference.objects.filter(patient=request.patient).first() or Preference(patient=request.patient)
    given = _given(request)
    initial = {field: given.get(purpose, False) for field, purpose in ASKED.items()}
    return WishesForm(request.POST if data else None, instance=kept, initial=initial)


def _given(request: PatientRequest) -> dict[str, bool]:
    """The latest word on each purpose."""
    oldest_first: Iterable[Consent] = Consent.objects.visible_to(request.user).order_by("at", "pk")
    return {consent.purpose: consent.given for consent in oldest_first}


def _page(request: PatientRequest, *, contacts: ContactForm, wishes: WishesForm) -> HttpResponse:
    return render(
        request,
        "portal/me.html",
        {
            "patient": request.patient,
            "contacts": contacts,
            "wishes": wishes,
            "consents": Consent.objects.visible_to(request.user)[:20],
        },
        status=422 if contacts.errors or wishes.errors else 200,
    )


@require_GET
@for_patient
def data(request: PatientRequest) -> HttpResponse:
    """A JSON file with all of it."""
    return JsonResponse(
        my_data(request.patient, timezone.now()),
        json_dumps_params={"indent": 2, "ensure_ascii": False},
        headers={"Content-Disposition": 'attachment; filename="my-data.json"'},
    )
