"""The desk's lists: the whole inbox, finding a patient, the waiting list, the week."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from clinic.bookings.board import read_inbox
from clinic.bookings.forms import OffListForm
from clinic.bookings.models import Enquiry, WaitingEntry
from clinic.bookings.services import leave_waiting_list
from clinic.bookings.views.doors import asked_day, desk_page, may_write, staff_page, who
from clinic.bookings.week import read_diary_week
from patients.search import MOST, find_patients

WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


@require_safe
@staff_page
def inbox(request: HttpRequest) -> HttpResponse:
    """Every open enquiry, and those that come back later."""
    now = timezone.now()
    later = Enquiry.objects.visible_to(request.user).open().filter(snoozed_until__gt=now).order_by("snoozed_until")
    context = {"asked": read_inbox(user=who(request), now=now), "later": list(later)}
    return render(request, "desk/inbox.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page
@sensitive_post_parameters("q")
def find(request: HttpRequest) -> HttpResponse:
    """By name, birth date or phone. Sent by POST, so that no name stands in an address or a log."""
    q = request.POST.get("q", "").replace("\x00", "").strip()[:80]
    people = find_patients(user=who(request), said=q) if q else []
    if len(people) == 1 and not request.headers.get("HX-Request"):
        return redirect("desk:patient", people[0].uuid)
    return render(request, "desk/find.html", {"q": q, "people": people, "most": MOST})


@dataclass(frozen=True)
class Waits:
    """One line of the waiting list."""

    entry: WaitingEntry
    days: int

    @property
    def suits(self) -> str:
        days = [WEEKDAYS[day] for day in self.entry.weekdays if isinstance(day, int) and 0 <= day < len(WEEKDAYS)]
        return ", ".join([*days, *(str(part) for part in self.entry.parts_of_day)])


@require_safe
@staff_page
def waiting(request: HttpRequest) -> HttpResponse:
    return _waiting_page(request)


@require_POST
@desk_page
def waiting_close(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Off the list, with the reason."""
    entry = get_object_or_404(WaitingEntry.objects.visible_to(request.user).select_related("patient"), uuid=uuid)
    form = OffListForm(request.POST)
    if not form.is_valid():
        return _waiting_page(request, form=form, failed=entry.uuid, status=422)
    leave_waiting_list(entry=entry, why=form.cleaned_data["why"], now=timezone.now())
    messages.success(request, f"Off the waiting list: {entry.patient}.")
    return redirect("desk:waiting")


def _waiting_page(
    request: HttpRequest, *, form: OffListForm | None = None, failed: UUID | None = None, status: int = 200
) -> HttpResponse:
    on = timezone.localdate()
    rows = WaitingEntry.objects.visible_to(request.user).open(on).longest_first()
    entries = [Waits(e, (on - e.since).days) for e in rows.select_related("patient", "type", "physio")]
    context = {"entries": entries, "form": form, "failed": failed, "may_write": may_write(request.user)}
    return render(request, "desk/waiting.html", context, status=status)


@require_safe
@staff_page
def diary_week(request: HttpRequest) -> HttpResponse:
    """The week of the day in the address."""
    asked = asked_day(request)
    monday = asked - timedelta(days=asked.weekday())
    context = {
        "monday": monday,
        "before": monday - timedelta(days=7),
        "after": monday + timedelta(days=7),
        "today": timezone.localdate(),
        "week": read_diary_week(user=who(request), monday=monday),
    }
    return render(request, "desk/week.html", context)
