"""A patient's programme on paper: what one A4 sheet says, composed for the page, the printer and the PDF alike."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.http import Http404, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from assessments.redflags import SafetyText
from clinic.bookings.models import Practice
from clinic.portal.exercise import STOP_IF, Beat, pain_words, picture, steps_of, tempo_words, why_of
from clinic.portal.pdf import pdf_of, pdf_ready
from clinic.portal.qr import qr_svg
from patients.models import Patient
from programmes.models import Demonstration, Programme, Row

DAY_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
WEEKS_TO_TICK = (1, 2, 3, 4)
LETTERS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


@dataclass(frozen=True, slots=True)
class Item:
    """One exercise on the sheet: the figure as a pair of stills, or the clinic's own photo."""

    row: Row
    figure: SafeString
    photo: Demonstration | None
    days: str
    columns: tuple[str, ...]
    beats: list[Beat]
    steps: list[str]
    why: str
    keep_under: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """What is printed of one programme, in its current phase."""

    patient: Patient
    programme: Programme
    phase: str
    items: list[Item]
    qr: SafeString
    address: str
    weeks: tuple[int, ...] = WEEKS_TO_TICK
    stop_if: str = STOP_IF


def days_words(days: list[int]) -> str:
    """[0, 2, 4] → “Monday, Wednesday and Friday”; all seven are “every day”."""
    named = [DAY_NAMES[day] for day in sorted(set(days)) if 0 <= day <= 6]
    if len(named) == len(DAY_NAMES):
        return "every day"
    return " and ".join([", ".join(named[:-1]), named[-1]] if len(named) > 1 else named)


def sheet_of(programme: Programme) -> Sheet:
    """The sheet. The code leads to the portal's front page and holds nothing about anybody."""
    phase = programme.current_phase()
    address = f"{settings.SITE_URL.rstrip('/')}{reverse('portal:today')}"
    return Sheet(
        patient=programme.episode.patient,
        programme=programme,
        phase=phase.patient_title if phase else "",
        items=[_item(row) for row in programme.current_rows()],
        qr=mark_safe(qr_svg(address, ident="qr", title="Code for your phone’s camera: it opens your portal")),
        address=address,
    )


def _item(row: Row) -> Item:
    shown = row.exercise.demonstration
    return Item(
        row=row,
        figure=picture(row.exercise, look="pair"),
        photo=shown if shown and shown.is_photo else None,
        days=days_words(row.days),
        columns=tuple(LETTERS[day] for day in sorted(set(row.days)) if 0 <= day <= 6),
        beats=tempo_words(row),
        steps=steps_of(row.exercise),
        why=why_of(row),
        keep_under=pain_words(row),
    )


def sheet_html(
    sheet: Sheet,
    *,
    by: Any,
    now: datetime,
    way_back: str,
    pdf_at: str = "",
    pdf: bool = False,
    safety: SafetyText | None = None,
) -> str:
    """The page. `pdf` leaves out what only a screen needs; `pdf_at` is where the PDF is found, when there is one."""
    return render_to_string(
        "portal/sheet.html",
        {
            "sheet": sheet,
            "patient": sheet.patient,
            "practice": Practice.current(),
            "printed_by": by,
            "printed_at": now,
            "way_back": way_back,
            "pdf_at": pdf_at,
            "pdf": pdf,
            "safety": safety,
        },
    )


def pdf_answer(sheet: Sheet, *, by: Any, now: datetime, safety: SafetyText | None = None) -> HttpResponse:
    """The PDF; its name says nothing about anybody. Where none can be made, the address is not there."""
    if not pdf_ready():
        raise Http404
    files = {}
    for item in sheet.items:
        if item.photo:
            with item.photo.file.open("rb") as file:
                address = reverse("demonstration", args=[item.photo.uuid])
                files[address] = (file.read(), item.photo.content_type)
    written = pdf_of(sheet_html(sheet, by=by, now=now, way_back="", pdf=True, safety=safety), files=files)
    name = f"programme-{sheet.programme.starts_on:%Y-%m-%d}.pdf"
    return HttpResponse(
        written, content_type="application/pdf", headers={"Content-Disposition": f'inline; filename="{name}"'}
    )
