"""What the buttons in a visit's mail open: one visit, one page, one press. Opening it changes nothing."""

from datetime import datetime, timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from clinic.accounts.keypages import address_kept
from clinic.bookings.models import Appointment, Practice
from clinic.bookings.models.appointment import MoveRefused
from clinic.bookings.services import cancel, step
from clinic.followups.links import LinkGone, read_visit_token
from clinic.followups.wording import when

Status = Appointment.Status


@never_cache
@require_http_methods(["GET", "POST"])
def visit(request: HttpRequest, token: str) -> HttpResponse:
    """The visit that the token opens; POST `answer` is confirm or cancel. 410 when the link has run out."""
    now = timezone.now()
    try:
        appointment = read_visit_token(token, now=now)
    except LinkGone as gone:
        return address_kept(render(request, "followups/visit_gone.html", {"why": str(gone)}, status=410))
    status, refusal = 200, ""
    if request.method == "POST":
        try:
            appointment = _answer(appointment, request.POST.get("answer", ""), now)
        except MoveRefused as refused:
            status, refusal = 409, str(refused)
    free_until = _free_until(appointment)
    context = {
        "visit": appointment,
        "when": when(appointment.start),
        "free_until": when(free_until),
        "may_cancel": now < free_until,
        "refusal": refusal,
    }
    return address_kept(render(request, "followups/visit_link.html", context, status=status))


def _answer(appointment: Appointment, answer: str, now: datetime) -> Appointment:
    """One press. The same press again changes nothing and is no error."""
    by = appointment.patient.user
    if answer == "confirm":
        if appointment.status == Status.CONFIRMED:
            return appointment
        return step(appointment=appointment, action="confirm", by=by, now=now)
    if answer == "cancel":
        if appointment.status == Status.CANCELLED:
            return appointment
        if now >= _free_until(appointment):
            raise MoveRefused(f"It’s too late to cancel here. Please call us on {Practice.current().phone_display}.")
        return cancel(appointment=appointment, why="Cancelled by the patient from the email", by=by, now=now)
    raise MoveRefused("Press one of the buttons.")


def _free_until(appointment: Appointment) -> datetime:
    return appointment.start - timedelta(hours=Practice.current().cancel_notice_hours)
