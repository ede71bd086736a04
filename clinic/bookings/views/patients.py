"""A patient as the desk sees them: contacts, visits, messages; nothing clinical."""

from datetime import datetime
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from clinic.accounts.models import User
from clinic.bookings.forms import ContactsForm, NextForm, WaitForm
from clinic.bookings.models import Appointment, AppointmentType, Enquiry, WaitingEntry
from clinic.bookings.services import KeyReused, SlotTaken, book, join_waiting_list
from clinic.bookings.views.board import Panel, Tried, board_page
from clinic.bookings.views.doors import asked_day, desk_page, may_write, staff_page, who
from clinic.bookings.views.flags import banner
from patients.models import Alert, Consent, Episode, Patient, consented
from patients.services import update_patient


def find_patient(request: HttpRequest, uuid: UUID) -> Patient:
    return get_object_or_404(Patient.objects.visible_to(request.user), uuid=uuid)


@require_safe
@staff_page
def patient(request: HttpRequest, uuid: UUID) -> HttpResponse:
    return _card(request, find_patient(request, uuid))


def _card(request: HttpRequest, found: Patient, *, form: ContactsForm | None = None, status: int = 200) -> HttpResponse:
    on = timezone.localdate()
    visits = list(Appointment.objects.visible_to(request.user).filter(patient=found).with_people().order_by("-start"))
    context = {
        "patient": found,
        "age": found.age(on),
        "form": form,
        "may_write": may_write(request.user),
        "visits": visits,
        "missed": sum(visit.status == Appointment.Status.DID_NOT_ATTEND for visit in visits),
        "late": sum(visit.cancelled_late for visit in visits),
        "entries": WaitingEntry.objects.visible_to(request.user).open(on).filter(patient=found).select_related("type"),
        "enquiries": Enquiry.objects.visible_to(request.user).filter(patient=found),
        "alerts": Alert.objects.visible_to(request.user).filter(patient=found).live(on),
        "may_message": consented(found, Consent.Purpose.SERVICE_MESSAGES),
        **banner(found),
    }
    return render(request, "desk/patient.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def patient_edit(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Contacts put right. Any field that is wrong changes nothing."""
    found = find_patient(request, uuid)
    form = ContactsForm(request.POST or None, initial=ContactsForm.of(found))
    if request.method == "POST" and form.is_valid():
        try:
            update_patient(patient=found, changes=form.changes(), on=timezone.localdate())
        except ValidationError as error:
            form.take(error)
        else:
            messages.success(request, "Contacts saved.")
            return redirect("desk:patient", found.uuid)
    return _card(request, found, form=form, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def patient_book(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The next visit in the course of care that is open."""
    found, now = find_patient(request, uuid), timezone.now()
    episode = found.current_episode()
    sent = request.POST if request.method == "POST" else None
    form = _next_form(request, found, sent)
    tried = Tried()
    if sent is not None and "look" not in sent and episode is not None:
        tried = _try(form, found, episode, by=who(request), now=now)
        if visit := tried.visit:
            start = timezone.localtime(visit.start)
            messages.success(request, f"Booked: {found}, {start:%a %-d %b, %H:%M} with {visit.physio}.")
            return redirect("desk:visit", visit.uuid)
    here = reverse("desk:patient-book", args=[found.uuid])
    context: dict[str, Any] = {
        "patient": found,
        "episode": episode,
        "form": form,
        "gone": str(tried.gone or ""),
        "refused": tried.refused,
        "action": here,
        "here": here,
        "heading": "Book the next visit",
    }
    if episode is not None and (chosen := form.chosen_type()):
        context["times"] = tried.shown(form, type=chosen, by=who(request), now=now, patient=found)
        if sent is not None and "times" in sent:
            return render(request, "desk/_times.html", {**context, "now": now})
    panel = Panel("desk/_next.html", context, title=f"Book {found}")
    return board_page(request, on=asked_day(request), panel=panel, status=tried.status)


def _next_form(request: HttpRequest, patient: Patient, sent: QueryDict | None) -> NextForm:
    """As the last visit was: a review with the same physio; a first visit when there was none."""
    last = patient.appointments.with_people().exclude(status=Appointment.Status.CANCELLED).order_by("-start").first()
    kind = AppointmentType.objects.filter(key="review" if last else "first").first()
    return NextForm(
        sent,
        initial={
            "type": kind.key if kind else "",
            "physio": last.physio.uuid if last else "",
            "slot": request.GET.get("start", ""),
        },
    )


def _try(form: NextForm, patient: Patient, episode: Episode, *, by: User, now: datetime) -> Tried:
    tried = Tried(422)
    if not form.is_valid():
        return tried
    said = form.cleaned_data
    try:
        tried.visit = book(
            patient=patient,
            episode=episode,
            physio=said["slot"].physio,
            type=said["type"],
            start=said["slot"].start,
            by=by,
            now=now,
            idempotency_key=f"desk:{said['key']}",
            request_digest=_digest(patient, said),
        )
    except SlotTaken as taken:
        tried.gone, tried.status = taken, 409
    except KeyReused as refusal:
        tried.refused, tried.status = str(refusal), 409
    except ValidationError as error:
        form.take(error)
    return tried


def _digest(patient: Patient, said: dict[str, Any]) -> str:
    return sha256(f"{patient.uuid}|{said['slot'].value}|{said['type'].key}".encode()).hexdigest()


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def patient_wait(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """On the waiting list for one kind of visit."""
    found = find_patient(request, uuid)
    form = WaitForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            join_waiting_list(patient=found, by=who(request), now=timezone.now(), **form.cleaned_data)
        except ValidationError as error:
            form.take(error)
        else:
            messages.success(request, f"On the waiting list: {found}.")
            return redirect("desk:waiting")
    panel = Panel("desk/_wait.html", {"patient": found, "form": form}, title="Waiting list")
    return board_page(request, on=asked_day(request), panel=panel, status=422 if form.errors else 200)
