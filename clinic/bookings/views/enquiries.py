"""An enquiry beside the board: who it is, and booking them, or putting them on the list, at one press."""

from hashlib import sha256
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from clinic.bookings.choosing import Wished, best_times, wishes_of
from clinic.bookings.forms import BookForm, CallForm, CloseForm, SnoozeForm, read_slot
from clinic.bookings.inbox import ACTION, KIND, as_asked
from clinic.bookings.models import AppointmentType, Enquiry
from clinic.bookings.services import (
    EnquiryRefused,
    KeyReused,
    SlotTaken,
    book_from_enquiry,
    waiting_list_from_enquiry,
)
from clinic.bookings.views.board import Panel, board_page
from clinic.bookings.views.doors import asked_day, desk_page, may_write, staff_page, who
from patients.matching import Match, likely_duplicates
from patients.models import Patient

STRONG = 70


def find_enquiry(request: HttpRequest, uuid: UUID) -> Enquiry:
    rows = Enquiry.objects.visible_to(request.user).select_related("owner", "patient")
    return get_object_or_404(rows, uuid=uuid)


def enquiry_panel(
    request: HttpRequest, enquiry: Enquiry, *, form: BookForm | None = None, taken: SlotTaken | None = None, **more: Any
) -> Panel:
    """Everything on one screen: the enquiry, the same person, the times, and the other ways out."""
    now = timezone.now()
    matches = [] if enquiry.patient else likely_duplicates(as_asked(enquiry), limit=3)
    form = form or book_form(enquiry, matches, start=read_slot(request.GET.get("start", "")))
    known = enquiry.patient or form.patient or (matches[0].patient if matches else None)
    times = best_times(
        type=form.chosen_type() or first_type(),
        by=who(request),
        now=now,
        preferred=enquiry.preferred,
        patient=known,
        also=form.wished_slot(),
        nearest=taken.alternatives if taken else (),
        **form.wishes(),
    )
    calls = list(enquiry.calls.select_related("by"))
    context = {
        "enquiry": enquiry,
        "is_open": enquiry.state in {Enquiry.State.OPEN, Enquiry.State.WAITING_LIST},
        "kind": KIND[Enquiry.Triage(enquiry.triage)],
        "flag_action": ACTION.get(Enquiry.Triage(enquiry.triage), ""),
        "form": form,
        "matches": [compared(enquiry, match) for match in matches],
        "times": times.choose(form.wished_slot(), gone=taken is not None),
        "gone": str(taken or ""),
        "here": reverse("desk:enquiry", args=[enquiry.uuid]),
        "wish": ", ".join(str(wish) for wish in enquiry.preferred),
        "calls": calls,
        "call_form": CallForm(),
        "snooze_form": SnoozeForm(),
        "close_form": CloseForm(),
        "action": reverse("desk:enquiry-book", args=[enquiry.uuid]),
        **more,
    }
    title = f"Book {enquiry.name}" if may_write(request.user) else enquiry.name
    return Panel("desk/_enquiry.html", context, chosen=enquiry, title=title)


def first_type() -> AppointmentType:
    found = AppointmentType.objects.filter(key="first").first() or AppointmentType.objects.first()
    return found or AppointmentType(key="first", name="First visit", minutes=45)


def book_form(enquiry: Enquiry, matches: list[Match], *, data: Any = None, start: Wished | None = None) -> BookForm:
    return BookForm(
        data,
        candidates=[match.patient for match in matches],
        initial={
            "full_name": enquiry.name,
            "phone": str(enquiry.phone.as_national) if enquiry.phone else "",
            "email": enquiry.email,
            "type": first_type().key,
            "slot": start.value if start else "",
        },
    )


def compared(enquiry: Enquiry, match: Match) -> dict[str, Any]:
    """The table "same person?": what they said beside the record, field by field."""
    patient = match.patient
    rows = [
        ("Name", enquiry.name, patient.full_name),
        (
            "Phone",
            enquiry.phone.as_national if enquiry.phone else "",
            patient.phone.as_national if patient.phone else "",
        ),
        ("Email", enquiry.email, patient.email),
    ]
    born = patient.date_of_birth
    return {
        "patient": patient,
        "strong": match.score >= STRONG,
        "reasons": match.reasons,
        "born": born,
        "rows": [(words, ours, theirs, _agree(ours, theirs)) for words, ours, theirs in rows if ours or theirs],
    }


def _agree(ours: str, theirs: str) -> bool | None:
    """None when one of the two is not known."""
    if not ours or not theirs:
        return None
    return ours.casefold() == theirs.casefold()


@require_safe
@staff_page
def enquiry(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The board with this enquiry opened beside it."""
    return board_page(request, on=asked_day(request), panel=enquiry_panel(request, find_enquiry(request, uuid)))


@require_POST
@desk_page
def enquiry_book(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """All of it or nothing. A slot that has just gone: 409, the next one chosen, everything typed kept."""
    found = find_enquiry(request, uuid)
    now = timezone.now()
    matches = [] if found.patient else likely_duplicates(as_asked(found), limit=3)
    form = book_form(found, matches, data=request.POST)
    gone: SlotTaken | None = None
    status = 422
    if "look" in request.POST:
        panel = enquiry_panel(request, found, form=form)
        if "times" in request.POST:
            return render(request, "desk/_times.html", {**panel.context, "now": now})
        form.is_valid()
        form.errors.clear()
        return board_page(request, on=asked_day(request), panel=panel)
    if form.is_valid():
        said = form.cleaned_data
        patient: Patient | None = found.patient or form.patient
        try:
            visit = book_from_enquiry(
                enquiry=found,
                physio=said["slot"].physio,
                type=said["type"],
                start=said["slot"].start,
                date_of_birth=said["date_of_birth"],
                by=who(request),
                now=now,
                patient=patient,
                idempotency_key=f"desk:{said['key']}",
                request_digest=_digest(found, said),
                **_corrected(found, said, patient),
            )
        except SlotTaken as taken:
            gone, status = taken, 409
        except (KeyReused, EnquiryRefused) as refusal:
            found.refresh_from_db()
            panel = enquiry_panel(request, found, form=form, refused=str(refusal))
            return board_page(request, on=asked_day(request), panel=panel, status=409)
        except ValidationError as error:
            form.take(error)
        else:
            start = timezone.localtime(visit.start)
            messages.success(request, f"Booked: {visit.patient}, {start:%a %-d %b, %H:%M} with {visit.physio}.")
            return redirect("desk:visit", visit.uuid)
    panel = enquiry_panel(request, found, form=form, taken=gone)
    return board_page(request, on=asked_day(request), panel=panel, status=status)


def _digest(enquiry: Enquiry, said: dict[str, Any]) -> str:
    """What the press asked for: the same key with another wish is refused."""
    parts = (enquiry.uuid, said["slot"].value, said["type"].key, said["person"], said["full_name"])
    return sha256("|".join(str(part) for part in parts).encode()).hexdigest()


def _corrected(enquiry: Enquiry, said: dict[str, Any], patient: Patient | None) -> dict[str, Any]:
    """Contacts that the desk changed. For a known patient the record stays unless something was typed anew."""
    asked = {
        "full_name": enquiry.name,
        "phone": str(enquiry.phone.as_national) if enquiry.phone else "",
        "email": enquiry.email,
    }
    changed = {field: said[field] for field in asked if said[field] and said[field] != asked[field]}
    if patient is None:
        return {field: said[field] for field in asked} | changed
    return changed


@require_POST
@desk_page
def enquiry_wait(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Nothing suits: the person is on record from now and waits. The time on the form does not matter here."""
    found = find_enquiry(request, uuid)
    matches = [] if found.patient else likely_duplicates(as_asked(found), limit=3)
    form = book_form(found, matches, data=request.POST)
    form.fields.pop("slot")
    if form.is_valid():
        said = form.cleaned_data
        patient: Patient | None = found.patient or form.patient
        parts, days = wishes_of(found.preferred)
        try:
            entry = waiting_list_from_enquiry(
                enquiry=found,
                type=said["type"],
                date_of_birth=said["date_of_birth"],
                by=who(request),
                now=timezone.now(),
                patient=patient,
                wishes={"physio": said["physio"], "parts_of_day": sorted(parts), "weekdays": sorted(days)},
                **_corrected(found, said, patient),
            )
        except EnquiryRefused as refusal:
            return refused_page(request, found, refusal)
        except ValidationError as error:
            form.take(error)
        else:
            messages.success(request, f"On the waiting list: {entry.patient}, {entry.type}.")
            return redirect("desk:waiting")
    whole = book_form(found, matches, data=request.POST)
    for field, sentences in form.errors.items():
        for sentence in sentences:
            whole.add_error(field if field in whole.fields else None, str(sentence))
    panel = enquiry_panel(request, found, form=whole)
    return board_page(request, on=asked_day(request), panel=panel, status=422)


def refused_page(request: HttpRequest, enquiry: Enquiry, refusal: Exception) -> HttpResponse:
    enquiry.refresh_from_db()
    panel = enquiry_panel(request, enquiry, refused=str(refusal))
    return board_page(request, on=asked_day(request), panel=panel, status=409)
