"""One visit: its card beside the board, its steps through the day, cancelling and moving it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from clinic.accounts.models import User
from clinic.bookings.forms import CancelForm, MoveForm
from clinic.bookings.models import Appointment
from clinic.bookings.models.appointment import MoveRefused
from clinic.bookings.services import SlotTaken, cancel, move, step
from clinic.bookings.services.moving import STEPS
from clinic.bookings.views.board import Panel, Tried, board_page
from clinic.bookings.views.doors import asked_day, desk_page, may_write, staff_page, way_back, who
from clinic.bookings.views.flags import banner
from patients.models import Alert

Status = Appointment.Status


@dataclass(frozen=True)
class Step:
    """One press on the card."""

    action: str
    words: str
    key: str
    icon: str
    main: bool = False


ARRIVE = Step("arrive", "Arrived", "a", "door-open", main=True)
START = Step("start", "In room", "r", "activity", main=True)
ATTEND = Step("attend", "Done", "d", "check")
MISS = Step("miss", "Did not attend", "x", "user-x")
CONFIRM = Step("confirm", "Confirmed", "c", "check-check")


def find_visit(request: HttpRequest, uuid: UUID) -> Appointment:
    rows = Appointment.objects.visible_to(request.user).with_people().select_related("cancelled_by")
    return get_object_or_404(rows, uuid=uuid)


def may_step(request: HttpRequest, visit: Appointment) -> bool:
    """The desk and the owner everywhere, a physio in the own diary."""
    return may_write(request.user) or visit.physio_id == who(request).pk


def visit_panel(request: HttpRequest, visit: Appointment, **more: Any) -> Panel:
    """The card: who, when, what to mind, and what can be done now."""
    now = timezone.now()
    changes = visit.status in {Status.BOOKED, Status.CONFIRMED}
    context = {
        "visit": visit,
        "age": visit.patient.age(timezone.localdate(now)),
        "steps": _steps(visit, now) if may_step(request, visit) else [],
        "can_move": changes and may_write(request.user),
        "can_cancel": may_write(request.user) and Status.CANCELLED in Appointment.EDGES[visit.status],
        "cancel_form": CancelForm(),
        "alerts": Alert.objects.visible_to(request.user).filter(patient=visit.patient).live(timezone.localdate(now)),
        **banner(visit.patient),
        **more,
    }
    return Panel("desk/_visit.html", context, chosen=visit, title=visit.patient.full_name)


def _steps(visit: Appointment, now: datetime) -> list[Step]:
    match visit.status:
        case Status.BOOKED:
            return [ARRIVE, CONFIRM] if now < visit.start else [ARRIVE, MISS, CONFIRM]
        case Status.CONFIRMED:
            return [ARRIVE] if now < visit.start else [ARRIVE, MISS]
        case Status.ARRIVED:
            return [START, ATTEND]
        case Status.IN_SESSION:
            return [Step("attend", "Done", "d", "check", main=True)]
        case Status.DID_NOT_ATTEND if timezone.localdate(now) == timezone.localdate(visit.start):
            return [Step("arrive", "They came after all", "a", "door-open")]
        case _:
            return []


@require_safe
@staff_page
def visit(request: HttpRequest, uuid: UUID) -> HttpResponse:
    found = find_visit(request, uuid)
    on = asked_day(request) if "on" in request.GET else timezone.localdate(found.start)
    return board_page(request, on=on, panel=visit_panel(request, found))


@require_POST
@staff_page
def visit_step(request: HttpRequest, uuid: UUID, action: str) -> HttpResponse:
    """confirm, arrive, start, attend or miss."""
    if action not in STEPS:
        raise Http404
    found = find_visit(request, uuid)
    if not may_step(request, found):
        raise PermissionDenied("A physio moves only the own visits on.")
    try:
        step(appointment=found, action=action, by=who(request), now=timezone.now())
    except MoveRefused as refusal:
        found.refresh_from_db()
        return _refused(request, found, str(refusal))
    return redirect(way_back(request, reverse("desk:visit", args=[found.uuid])))


@require_POST
@desk_page
def visit_cancel(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """With a reason, which the patient does not see."""
    found = find_visit(request, uuid)
    form = CancelForm(request.POST)
    on = timezone.localdate(found.start)
    if not form.is_valid():
        return board_page(request, on=on, panel=visit_panel(request, found, cancel_form=form), status=422)
    try:
        cancel(appointment=found, why=form.cleaned_data["reason"], by=who(request), now=timezone.now())
    except MoveRefused as refusal:
        found.refresh_from_db()
        return _refused(request, found, str(refusal))
    messages.success(request, f"Cancelled: {found.patient}, {timezone.localtime(found.start):%a %-d %b %H:%M}.")
    return redirect("desk:visit", found.uuid)


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def visit_move(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Other times for the same kind of visit; the old time is kept until the new one is taken."""
    found, now = find_visit(request, uuid), timezone.now()
    on = asked_day(request) if "on" in request.GET or "on" in request.POST else timezone.localdate(found.start)
    sent = request.POST if request.method == "POST" else None
    form = MoveForm(sent, initial={"physio": found.physio.uuid, "slot": request.GET.get("start", "")})
    tried = Tried()
    if sent is not None and "look" not in sent:
        tried = _try(form, found, by=who(request), now=now)
        if tried.visit:
            messages.success(request, f"Moved: {found.patient}, now {_when(tried.visit)}.")
            return redirect("desk:visit", found.uuid)
        if tried.refused:
            found.refresh_from_db()
            return _refused(request, found, tried.refused)
    offered = tried.shown(form, type=found.type, by=who(request), now=now, besides=found)
    if sent is not None and "times" in sent:
        return render(request, "desk/_times.html", {"form": form, "times": offered, "now": now})
    action = reverse("desk:visit-move", args=[found.uuid])
    context = {"visit": found, "form": form, "times": offered, "gone": str(tried.gone or "")}
    context |= {"action": action, "here": action}
    panel = Panel("desk/_move.html", context, chosen=found, title=f"Move {found.patient}")
    return board_page(request, on=on, panel=panel, status=tried.status)


def _try(form: MoveForm, visit: Appointment, *, by: User, now: datetime) -> Tried:
    tried = Tried(422)
    if not form.is_valid():
        return tried
    slot = form.cleaned_data["slot"]
    try:
        tried.visit = move(appointment=visit, start=slot.start, physio=slot.physio, by=by, now=now)
    except SlotTaken as taken:
        tried.gone, tried.status = taken, 409
    except MoveRefused as refusal:
        tried.refused, tried.status = str(refusal), 409
    except ValidationError as error:
        form.take(error)
    return tried


def _when(visit: Appointment) -> str:
    return f"{timezone.localtime(visit.start):%a %-d %b, %H:%M} with {visit.physio}"


def _refused(request: HttpRequest, visit: Appointment, sentence: str) -> HttpResponse:
    """The state does not allow it: said on the card, with the visit as it is now."""
    panel = visit_panel(request, visit, refused=sentence)
    return board_page(request, on=timezone.localdate(visit.start), panel=panel, status=409)
