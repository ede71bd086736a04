"""The draft of an examination in the staff site: one section a page, saved as it is typed."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_time
from django.views.decorators.http import require_GET, require_POST

from assessments.examination import Section
from assessments.examination.leaves import touches, with_leaves
from assessments.forms import lines, read
from assessments.models import Examination
from assessments.services import (
    Overtaken,
    Saved,
    SigningBlocked,
    agree_with_reading,
    save_boxes,
    start_examination,
)
from assessments.services.examining import CONTACT_AT, PLAN
from clinic.admin import examination_page as page_of
from clinic.admin.doors import clinician_page, free_text, patient_or_404, staff_page
from clinic.admin.signed_note import signed_page

NO_SUCH_TIME = "Give the day and the time of the visit."


def note_or_404(request: HttpRequest, uuid: UUID) -> Examination:
    notes = Examination.objects.visible_to(request.user)
    beside = ("episode__patient", "author", "signed_by", "saved_by", "based_on", "countersignature")
    return get_object_or_404(notes.select_related(*beside), uuid=uuid)


def version_of(request: HttpRequest) -> int:
    """The version that the page was made from; what is no number is older than any."""
    text = request.POST.get("version", "")
    return int(text) if text.isdecimal() and len(text) < 10 else -1


@clinician_page
@require_POST
def start(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Open the draft: the first examination of the episode, later a review that shows the last one beside."""
    patient = patient_or_404(request, uuid)
    episode = patient.current_episode()
    if episode is None:
        messages.error(request, "There is no open episode to examine in.")
        return redirect("staff:chart", uuid=patient.uuid)
    kind = Examination.Kind.REVIEW if episode.examinations.signed().exists() else Examination.Kind.FIRST
    if request.POST.get("kind") == Examination.Kind.DISCHARGE:
        kind = Examination.Kind.DISCHARGE
    note = start_examination(episode=episode, kind=kind, by=request.user, now=timezone.now())
    return redirect(page_of.address(note, Section.HISTORY))


@clinician_page
@require_GET
def page(request: HttpRequest, uuid: UUID) -> HttpResponse:
    note = note_or_404(request, uuid)
    if note.is_signed:
        return signed_page(request, note)
    section = page_of.section_or_404(request.GET.get("section", Section.HISTORY))
    sheet = page_of.sheet_of(note)
    context = page_of.draft_context(sheet, section, page_of.beside(sheet), now=timezone.now(), user=request.user)
    return staff_page(request, "staff/examination.html", context)


@clinician_page
@require_POST
def save(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Keep the boxes that were sent. A script asks for JSON; without one the page comes back, or the next opens."""
    note = note_or_404(request, uuid)
    section = page_of.section_or_404(request.POST.get("section", ""))
    # The script names the boxes it sends; a page without it sends all, and only then does an empty one mean empty.
    touched = frozenset(request.POST["touched"].split()) if "touched" in request.POST else None
    boxes = read(request.POST, page_of.fields_of(section), touched=touched)
    contact_at, contact_error = _contact(request, touched)
    quiet = request.headers.get("Accept", "") == "application/json"
    try:
        saved = save_boxes(
            examination=note,
            boxes=boxes,
            version=version_of(request),
            by=request.user,
            now=timezone.now(),
            plan=free_text(request, "plan") if "plan" in request.POST and _sent(PLAN, touched) else None,
            contact_at=contact_at,
            whole_page=touched is None,
        )
    except (Overtaken, SigningBlocked) as refusal:
        return _turned_away(request, note, section, boxes, str(refusal), quiet=quiet)
    saved.errors |= contact_error
    if quiet:
        return JsonResponse(_as_json(request, saved, section))
    if saved.errors or saved.clashes:
        return _again(request, saved, section, boxes)
    return redirect(page_of.address(saved.note, request.POST.get("go_to") or section))


@clinician_page
@require_POST
def agree(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """One press: what the findings suggest is what the physio decides."""
    note = note_or_404(request, uuid)
    try:
        agree_with_reading(examination=note, version=version_of(request), by=request.user, now=timezone.now())
    except (Overtaken, SigningBlocked) as refusal:
        messages.error(request, f"{refusal} Look at the suggestion as it is now, then agree.")
        return redirect("staff:examination", uuid=note.uuid)
    messages.success(request, "Kept as your decision: diagnosis, subgroups and what leads. Change it under Plan.")
    return redirect(page_of.address(note, Section.PLAN))


def _sent(path: str, touched: Collection[str] | None) -> bool:
    return touched is None or path in touched


def _contact(request: HttpRequest, touched: Collection[str] | None) -> tuple[datetime | None, dict[str, str]]:
    """When the patient was seen, from a day and a time; a sentence where they make none."""
    if "contact_date" not in request.POST or not _sent(CONTACT_AT, touched):
        return None, {}
    try:
        day, time = parse_date(request.POST["contact_date"]), parse_time(request.POST.get("contact_time", ""))
    except ValueError:
        day = time = None
    if day is None or time is None:
        return None, {CONTACT_AT: NO_SUCH_TIME}
    return timezone.make_aware(datetime.combine(day, time)), {}


def _typed_contact(request: HttpRequest) -> dict[str, str]:
    """The day and the time of the visit as they were sent."""
    return {name: request.POST[name] for name in ("contact_date", "contact_time") if name in request.POST}


def _as_json(request: HttpRequest, saved: Saved, section: Section) -> dict[str, Any]:
    """What the script puts on the page after a save."""
    note, sheet = saved.note, page_of.sheet_of(saved.note)
    told = page_of.beside(sheet, errors=saved.errors)
    made = lines(page_of.fields_of(section), note.findings, told, age=sheet.age, runner=sheet.runner)
    words = page_of.clash_words(note, saved.clashes)
    return {
        "version": note.version,
        "saved": f"{timezone.localtime(note.entered_at):%H:%M}",
        "errors": saved.errors,
        "warnings": sheet.unusual,
        "clashes": {path: {"words": words[path], "value": _plain(value)} for path, value in saved.clashes.items()},
        "shown": [line.field.id for line in made if line.shown],
        "results": {line.field.id: render_to_string("staff/_exam_results.html", {"line": line}) for line in made},
        "flagged": {line.field.id: line.flagged for line in made if line.field.per_limb},
        "needed": render_to_string("staff/_exam_needed.html", {"needed": page_of.needed(sheet, section)}),
        "steps": {each.path: each.step for line in made for each in (*line.left, *line.right, *line.whole) if each.was},
        "sections": render_to_string("staff/_exam_sections.html", {"sections": page_of.sections(sheet, section)}),
        "company": page_of.company(note, user=request.user, now=timezone.now()),
        "reading": render_to_string("staff/_findings.html", page_of.panel(sheet, saved.reading), request=request),
    }


def _plain(value: Any) -> Any:
    return timezone.localtime(value).isoformat() if isinstance(value, datetime) else value


def _again(request: HttpRequest, saved: Saved, section: Section, boxes: Mapping[str, Any]) -> HttpResponse:
    """The page with what was typed and why not all of it is kept. Saving once more keeps mine where two differ."""
    note, sheet = saved.note, page_of.sheet_of(saved.note)
    told = page_of.beside(
        sheet,
        errors=saved.errors,
        clashes={
            path: f"{words} Save again to keep yours."
            for path, words in page_of.clash_words(note, saved.clashes).items()
        },
    )
    refused = (*saved.errors, *saved.clashes)
    typed = {path: value for path, value in boxes.items() if any(touches(path, wrong) for wrong in refused)}
    context = page_of.draft_context(
        sheet,
        section,
        told,
        now=timezone.now(),
        user=request.user,
        typed=with_leaves(note.findings, typed),
        reading=saved.reading,
    )
    # Shown, not kept: nothing typed is lost.
    if PLAN in refused:
        note.plan = free_text(request, "plan")
    if CONTACT_AT in refused:
        context |= _typed_contact(request)
    return staff_page(request, "staff/examination.html", context, status=409 if saved.clashes else 422)


def _turned_away(
    request: HttpRequest, note: Examination, section: Section, boxes: Mapping[str, Any], words: str, *, quiet: bool
) -> HttpResponse:
    """Nothing could be kept: the words stay on the page."""
    if quiet:
        return JsonResponse({"detail": words}, status=409)
    messages.error(request, words)
    if note.is_signed:
        return signed_page(request, note, status=409)
    sheet = page_of.sheet_of(note)
    note.plan = free_text(request, "plan") or note.plan
    sent = {path: value for path, value in boxes.items() if value is not None}
    context = page_of.draft_context(
        sheet,
        section,
        page_of.beside(sheet),
        now=timezone.now(),
        user=request.user,
        typed=with_leaves(note.findings, sent),
    )
    return staff_page(request, "staff/examination.html", context | _typed_contact(request), status=409)
