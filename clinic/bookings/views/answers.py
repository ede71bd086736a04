"""An enquiry kept, and every answer to it that is not a booking: claimed, rung, put off, closed."""

from datetime import datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods, require_POST

from clinic.bookings.forms import CallForm, CloseForm, EnquiryForm, SnoozeForm, read_slot
from clinic.bookings.models import Enquiry
from clinic.bookings.services import (
    EnquiryRefused,
    claim,
    close_enquiry,
    log_call,
    receive_enquiry,
    snooze_enquiry,
)
from clinic.bookings.views.board import Panel, board_page
from clinic.bookings.views.doors import asked_day, desk_page, way_back, who
from clinic.bookings.views.enquiries import enquiry_panel, find_enquiry, refused_page
from patients.models import Patient


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def enquiry_new(request: HttpRequest) -> HttpResponse:
    """Somebody rings or stands at the door: kept as an enquiry, then booked on the same screen."""
    start = read_slot(request.POST.get("start") or request.GET.get("start", ""))
    form = EnquiryForm(request.POST or None, initial=_prefilled(request))
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            found, _ = receive_enquiry(
                form_key=said["key"],
                channel=said["channel"],
                now=timezone.now(),
                name=said["name"],
                phone=said["phone"],
                email=said["email"],
                knee=said["knee"],
                duration=said["duration"],
                is_runner=said["is_runner"],
                message=said["message"],
                preferred=said["preferred"],
                red_flags=form.answers(),
            )
        except ValidationError as error:
            form.take(error)
        else:
            claim(enquiry=found, by=who(request), now=timezone.now(), take_over=True)
            wished = "?" + urlencode({"start": start.value}) if start else ""
            return redirect(reverse("desk:enquiry", args=[found.uuid]) + wished)
    panel = Panel("desk/_new.html", {"form": form, "start": start}, title="Somebody asks")
    return board_page(request, on=asked_day(request), panel=panel, status=422 if form.errors else 200)


def _prefilled(request: HttpRequest) -> dict[str, Any]:
    """A patient we know asks again: `?patient=<uuid>` fills in the contacts."""
    try:
        uuid = UUID(request.GET.get("patient", ""))
    except ValueError:
        return {}
    patient = Patient.objects.visible_to(request.user).filter(uuid=uuid).first()
    if patient is None:
        return {}
    phone = str(patient.phone.as_national) if patient.phone else ""
    return {"name": patient.full_name, "phone": phone, "email": patient.email}


@require_POST
@desk_page
def enquiry_claim(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Mine now; with `take_over` also when a colleague has it."""
    found = find_enquiry(request, uuid)
    try:
        claim(enquiry=found, by=who(request), now=timezone.now(), take_over="take_over" in request.POST)
    except EnquiryRefused as refusal:
        return refused_page(request, found, refusal)
    return _back(request, found)


@require_POST
@desk_page
def enquiry_call(request: HttpRequest, uuid: UUID) -> HttpResponse:
    found = find_enquiry(request, uuid)
    form = CallForm(request.POST)
    if form.is_valid():
        try:
            log_call(enquiry=found, by=who(request), now=timezone.now(), **form.cleaned_data)
        except EnquiryRefused as refusal:
            return refused_page(request, found, refusal)
        except ValidationError as error:
            form.take(error)
        else:
            return _back(request, found)
    panel = enquiry_panel(request, found, call_form=form)
    return board_page(request, on=asked_day(request), panel=panel, status=422)


@require_POST
@desk_page
def enquiry_snooze(request: HttpRequest, uuid: UUID) -> HttpResponse:
    found = find_enquiry(request, uuid)
    form = SnoozeForm(request.POST)
    now = timezone.now()
    if form.is_valid():
        until = comes_back(form.cleaned_data["until"], now)
        try:
            snooze_enquiry(enquiry=found, until=until, by=who(request), now=now)
        except EnquiryRefused as refusal:
            return refused_page(request, found, refusal)
        if until is None:
            return _back(request, found)
        messages.success(request, f"{found.name} comes back {timezone.localtime(until):%a %-d %b, %H:%M}.")
        return redirect("desk:board")
    panel = enquiry_panel(request, found, snooze_form=form)
    return board_page(request, on=asked_day(request), panel=panel, status=422)


def comes_back(choice: str, now: datetime) -> datetime | None:
    """The moment behind a choice of SnoozeForm; None is at once."""
    today = timezone.localdate(now)
    if choice == "hour":
        return now + timedelta(hours=1)
    if choice == "back":
        return None
    days = 1 if choice == "tomorrow" else (7 - today.weekday())
    return timezone.make_aware(datetime.combine(today + timedelta(days=days), time(9)))


@require_POST
@desk_page
def enquiry_close(request: HttpRequest, uuid: UUID) -> HttpResponse:
    found = find_enquiry(request, uuid)
    form = CloseForm(request.POST)
    if form.is_valid():
        try:
            close_enquiry(enquiry=found, why=form.cleaned_data["why"], by=who(request), now=timezone.now())
        except EnquiryRefused as refusal:
            return refused_page(request, found, refusal)
        except ValidationError as error:
            form.take(error)
        else:
            messages.success(request, f"Closed: {found.name}.")
            return redirect("desk:board")
    panel = enquiry_panel(request, found, close_form=form)
    return board_page(request, on=asked_day(request), panel=panel, status=422)


def _back(request: HttpRequest, enquiry: Enquiry) -> HttpResponse:
    here = f"{reverse('desk:enquiry', args=[enquiry.uuid])}?on={asked_day(request):%Y-%m-%d}"
    return redirect(way_back(request, here))
