"""The board: enquiries, the day, and beside them whatever was chosen."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from clinic.bookings.board import read_board
from clinic.bookings.choosing import Times, best_times
from clinic.bookings.forms import TimeForm
from clinic.bookings.inbox import last_answer
from clinic.bookings.models import Appointment
from clinic.bookings.services import SlotTaken
from clinic.bookings.views.doors import asked_day, may_write, staff_page, who


@dataclass
class Panel:
    """What stands on the right: the template, its own context, and which row of the board it belongs to."""

    template: str
    context: dict[str, Any] = field(default_factory=dict)
    chosen: Any = None
    title: str = ""


@dataclass
class Tried:
    """How a press that takes a time ended: the visit, or the time that has gone, or the sentence that refused it."""

    status: int = 200
    visit: Appointment | None = None
    gone: SlotTaken | None = None
    refused: str = ""

    def shown(self, form: TimeForm, **wanted: Any) -> Times:
        """The times to offer now: those that fit the form, with the wished one chosen, or the next after it."""
        nearest = self.gone.alternatives if self.gone else ()
        times = best_times(also=form.wished_slot(), nearest=nearest, **wanted, **form.wishes())
        return times.choose(form.wished_slot(), gone=self.gone is not None)


@require_safe
@staff_page
def board(request: HttpRequest) -> HttpResponse:
    """Today, or the day in `?on=`."""
    return board_page(request, on=asked_day(request))


def board_page(request: HttpRequest, *, on: date, panel: Panel | None = None, status: int = 200) -> HttpResponse:
    """The whole page, or only the panel when the page is there already."""
    now = timezone.now()
    context: dict[str, Any] = {
        "panel": panel,
        "on": on,
        "now": now,
        "may_write": may_write(request.user),
        **(panel.context if panel else {}),
    }
    if panel and request.method == "GET" and request.headers.get("HX-Target") == "panel":
        return render(request, panel.template, context, status=status)
    found = read_board(user=who(request), on=on, now=now)
    context |= {
        "board": found,
        "day": found.day,
        "yesterday": on - timedelta(days=1),
        "tomorrow": on + timedelta(days=1),
        "answered": None if found.inbox else last_answer(who(request), now),
        "view": "list" if request.GET.get("as") == "list" else "diary",
    }
    return render(request, "desk/board.html", context, status=status)
