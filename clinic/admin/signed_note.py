"""A note as it was signed: read, countersigned, added to."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse

from assessments import examination as form
from assessments.examination.differences import differences
from assessments.examination.dynamometer import in_its_unit
from assessments.forms import Line, Told, lines
from assessments.models import Examination
from assessments.services import told_reading
from clinic.admin.doors import staff_page


def signed_page(request: HttpRequest, note: Examination, *, status: int = 200, **typed: Any) -> HttpResponse:
    """The signed note; `typed` is what somebody tried to add to it."""
    return staff_page(request, "staff/note.html", {**_context(note, request.user), **typed}, status=status)


def printed_page(request: HttpRequest, note: Examination, *, now: datetime) -> HttpResponse:
    """The sheet alone, for A4."""
    return staff_page(request, "staff/note_print.html", {**_context(note, request.user), "printed_at": now})


def parts_of(note: Examination) -> list[tuple[str, list[Line]]]:
    """Everything that was found, section by section."""
    parts = []
    for section, fields in form.sections():
        found = [one for one in fields if one.id in note.findings]
        if found:
            shown = [in_its_unit(one, note.findings) for one in found]
            parts.append((section.heading, lines(shown, note.findings, Told())))
    return parts


def _context(note: Examination, user: Any) -> dict[str, Any]:
    return {
        "title": f"{note}: {note.episode.patient}",
        "note": note,
        "patient": note.episode.patient,
        "parts": parts_of(note),
        "addenda": note.addenda.select_related("author"),
        "changes": differences(note.based_on.findings, note.findings) if note.based_on else (),
        "may_countersign": note.awaits_countersign and note.signed_by_id != user.pk and not user.is_student,
        "told": told_reading(note),
    }
