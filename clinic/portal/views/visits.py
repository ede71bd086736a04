"""Visits: the list, the calendar file, another time, and cancelling by the rules said beforehand."""

from datetime import date, datetime, timedelta
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime
from django.views.decorators.http import require_GET, require_http_methods

from clinic.accounts.models import User
from clinic.bookings.models import Appointment, Practice
from clinic.bookings.models.appointment import MoveRefused
from clinic.bookings.services import SlotTaken, cancel, move
from clinic.followups.calendar_file import calendar_file
from clinic.followups.wording import clock, day
from clinic.portal.access import PatientRequest, for_patient
from clinic.portal.visits import FreeTime, changeable, free_days

WHY = (
    ("can't make it", "I can’t make that time"),
    ("knee is better", "My knee is better"),
    ("unwell", "I’m unwell"),
    ("another reason", "Another reason"),
)
PAST_SHOWN = 20
# Nobody looks for a time further ahead than this.
LOOK_AHEAD = timedelta(days=365)


def _own(request: PatientRequest, visit: UUID) -> Appointment:
    return get_object_or_404(Appointment.objects.visible_to(request.user).with_people(), uuid=visit)


@require_GET
@for_patient
def visits(request: PatientRequest) -> HttpResponse:
    now = timezone.now()
    own = Appointment.objects.visible_to(request.user).select_related("physio", "type")
    practice = Practice.current()
    return render(
        request,
        "portal/visits.html",
        {
            "patient": request.patient,
            "coming": [(visit, changeable(visit, practice, now)) for visit in own.upcoming(now)],
            "past": own.filter(start__lte=now).order_by("-start")[:PAST_SHOWN],
            "cancelled": own.filter(status=Appointment.Status.CANCELLED, start__gt=now),
            "on": timezone.localdate(now),
        },
    )


@require_GET
@for_patient
def calendar(request: PatientRequest, visit: UUID) -> HttpResponse:
    """One event: time and place, not what it is about."""
    own = _own(request, visit)
    body = calendar_file(visit=own, practice=Practice.current(), now=timezone.now())
    return HttpResponse(
        body,
        content_type="text/calendar; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="visit.ics"'},
    )


@require_http_methods(["GET", "POST"])
@for_patient
def give_up(request: PatientRequest, visit: UUID) -> HttpResponse:
    """Cancel: the rule first, then a reason, then one press."""
    own, now = _own(request, visit), timezone.now()
    practice = Practice.current()
    error = ""
    if request.method == "POST":
        why = dict(WHY).get(request.POST.get("why", ""), "")
        if why:
            try:
                cancel(appointment=own, why=why, by=_user(request), now=now)
            except MoveRefused as refusal:
                messages.error(request, str(refusal))
                return redirect("portal:visits")
            messages.success(request, f"Cancelled: {day(own.start)}, {clock(own.start)}. Thank you for telling us.")
            return redirect("portal:visits")
        error = "Pick a reason, so that we know."
    return render(
        request,
        "portal/visit_cancel.html",
        {
            "patient": request.patient,
            "visit": own,
            "may": changeable(own, practice, now),
            "why": WHY,
            "error": error,
        },
        status=422 if error else 200,
    )


@require_http_methods(["GET", "POST"])
@for_patient
def another_time(request: PatientRequest, visit: UUID) -> HttpResponse:
    """The present time stays until the new one is taken."""
    own, now = _own(request, visit), timezone.now()
    practice = Practice.current()
    if not changeable(own, practice, now):
        status = 409 if request.method == "POST" else 200
        return render(request, "portal/visit_late.html", {"patient": request.patient, "visit": own}, status=status)
    return _moved(request, own, now) if request.method == "POST" else _times_page(request, own, now)


def _moved(request: PatientRequest, own: Appointment, now: datetime) -> HttpResponse:
    """To the chosen time; when it has gone meanwhile, the nearest others, with the choices kept."""
    chosen = _chosen(request.POST.get("time", ""))
    if chosen is None:
        return _times_page(request, own, now, error="Pick a time to move to.")
    start, physio = chosen
    try:
        moved = move(appointment=own, start=start, physio=physio, by=_user(request), now=now)
    except SlotTaken as taken:
        return _times_page(request, own, now, error=_gone(taken), nearest=taken)
    except ValidationError as fault:
        return _times_page(request, own, now, error=" ".join(fault.messages))
    except MoveRefused as refusal:
        messages.error(request, str(refusal))
        return redirect("portal:visits")
    messages.success(request, f"Moved to {day(moved.start)}, {clock(moved.start)}. We’ll send you a new email.")
    return redirect("portal:visits")


def _user(request: PatientRequest) -> User:
    user = request.patient.user
    assert isinstance(user, User)  # noqa: S101 - for_patient has found the patient by this very user
    return user


def _chosen(value: str) -> tuple[datetime, User] | None:
    """Start and physio out of what the form sent; None when it is not one of ours."""
    start, _, whose = value.partition("|")
    try:
        at, ident = parse_datetime(start), UUID(whose)
    except ValueError:
        return None
    physio = User.objects.clinicians().filter(uuid=ident).first()
    return (at, physio) if at and timezone.is_aware(at) and physio else None


def _gone(taken: SlotTaken) -> str:
    nearest = taken.alternatives[0] if taken.alternatives else None
    return (
        f"That one has just gone. Nearest: {day(nearest.start)}, {clock(nearest.start)}."
        if nearest
        else "That one has just gone."
    )


def _times_page(
    request: PatientRequest, visit: Appointment, now: datetime, *, error: str = "", nearest: SlotTaken | None = None
) -> HttpResponse:
    today = timezone.localdate(now)
    asked = request.POST if request.method == "POST" else request.GET
    frm = _day(asked.get("from", "")) or timezone.localdate(visit.start) - timedelta(days=3)
    frm = min(max(frm, today), today + LOOK_AHEAD)
    everybody = asked.get("physios") == "all"
    days, physios = free_days(visit=visit, frm=frm, now=now, by=_user(request), everybody=everybody)
    wanted = _day(asked.get("day", ""))
    if nearest and nearest.alternatives:
        wanted = timezone.localdate(nearest.alternatives[0].start)
    here = next((each for each in days if each.on == wanted and each.times), None)
    here = here or next((each for each in days if each.times), None)
    return render(
        request,
        "portal/visit_move.html",
        {
            "patient": request.patient,
            "visit": visit,
            "days": days,
            "here": here,
            "everybody": everybody,
            "physios": len(physios),
            "frm": frm,
            "before": max(frm - timedelta(days=7), today) if frm > today else None,
            "after": frm + timedelta(days=7),
            "chosen": asked.get("time", "") if not nearest else _value(nearest),
            "error": error,
        },
        status=409 if nearest else 422 if error else 200,
    )


def _value(taken: SlotTaken) -> str:
    slot = taken.alternatives[0] if taken.alternatives else None
    physio = User.objects.filter(pk=slot.physio).first() if slot else None
    return FreeTime(slot.start, physio).value if slot and physio else ""


def _day(value: str) -> date | None:
    try:
        return parse_date(value)
    except ValueError:
        return None
