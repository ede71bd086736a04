"""The examination's end in the staff site: signed, countersigned, added to, printed."""

from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from assessments.classification import Reading
from assessments.models import Examination
from assessments.services import Overtaken, SigningBlocked, add_addendum, countersign, sign_examination
from assessments.services.signing import LONGEST_ADDENDUM
from clinic.admin import before_signing
from clinic.admin.doors import clinician_page, free_text, staff_page
from clinic.admin.examination import note_or_404, version_of
from clinic.admin.signed_note import printed_page, signed_page

LONGEST_REASON, LONGEST_REMARK = 200, 2000
CHANGED_MEANWHILE = "This note has changed since you read it here. Read it once more, then sign."


@clinician_page
@require_http_methods(["GET", "POST"])
def sign(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Read the whole note once more with what is missing or deserves a look; then sign."""
    note, now = note_or_404(request, uuid), timezone.now()
    if request.method == "GET":
        return signed_page(request, note) if note.is_signed else _review(request, note, now=now)
    try:
        signed = sign_examination(examination=note, version=version_of(request), by=request.user, now=now)
    except Overtaken:
        return _review(request, note, now=now, refused=CHANGED_MEANWHILE)
    except SigningBlocked as blocked:
        if note.is_signed:
            messages.error(request, str(blocked))
            return signed_page(request, note, status=409)
        return _review(request, note, now=now, refused=str(blocked), reading=blocked.reading)
    words = "Signed and locked. Later words are added as an addendum."
    messages.success(request, f"{words} {signed.countersign_by} countersigns." if signed.countersign_by else words)
    return redirect("staff:chart", uuid=note.episode.patient.uuid)


def _review(
    request: HttpRequest, note: Examination, *, now: datetime, refused: str = "", reading: Reading | None = None
) -> HttpResponse:
    context = before_signing.context_of(note, user=request.user, now=now, refused=refused, reading=reading)
    return staff_page(request, "staff/before_signing.html", context, status=409 if refused else 200)


@clinician_page
@require_GET
def note_print(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """A signed note on paper; a draft is not printed."""
    note = note_or_404(request, uuid)
    if not note.is_signed:
        raise Http404
    return printed_page(request, note, now=timezone.now())


@clinician_page
@require_POST
def countersign_note(request: HttpRequest, uuid: UUID) -> HttpResponse:
    note = note_or_404(request, uuid)
    remark = free_text(request, "remark")
    if len(remark) > LONGEST_REMARK:
        messages.error(request, f"Keep the remark to {LONGEST_REMARK} letters (now {len(remark)}).")
        return signed_page(request, note, status=422, typed_remark=remark)
    try:
        countersign(examination=note, by=request.user, now=timezone.now(), remark=remark)
    except SigningBlocked as refusal:
        messages.error(request, str(refusal))
        # Where the form is gone with its reason, the words wait in the one for addenda.
        return signed_page(request, note, status=409, typed_remark=remark, typed_text=remark)
    messages.success(request, "Countersigned in your name.")
    return redirect("staff:examination", uuid=note.uuid)


@clinician_page
@require_POST
def addendum(request: HttpRequest, uuid: UUID) -> HttpResponse:
    note = note_or_404(request, uuid)
    if not note.is_signed:
        messages.error(request, "A draft needs no addendum: change it.")
        return redirect("staff:examination", uuid=note.uuid)
    text, reason = free_text(request, "text"), free_text(request, "reason")
    refused = ""
    if not text or not reason:
        refused = "Give the text and the reason for it."
    elif len(text) > LONGEST_ADDENDUM or len(reason) > LONGEST_REASON:
        refused = f"Keep the text to {LONGEST_ADDENDUM} letters and the reason to {LONGEST_REASON}."
    if refused:
        messages.error(request, refused)
        return signed_page(request, note, status=422, typed_text=text, typed_reason=reason)
    try:
        add_addendum(examination=note, text=text, reason=reason, by=request.user, now=timezone.now())
    except SigningBlocked as refusal:
        messages.error(request, str(refusal))
    return redirect("staff:examination", uuid=note.uuid)
