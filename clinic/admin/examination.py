"""The examination in the staff site: one section a page, saved as it is typed, signed, added to."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from assessments import examination as form
from assessments.examination import Field, Section
from assessments.forms import lines, progress, read
from assessments.models import Examination
from assessments.services import (
    Overtaken,
    SigningBlocked,
    add_addendum,
    reading_of,
    save_findings,
    sign_examination,
    start_examination,
)
from clinic.admin.doors import clinician_page, free_text, patient_or_404, staff_page

LONGEST_ADDENDUM, LONGEST_REASON = 5000, 200


def _note_or_404(request: HttpRequest, uuid: UUID) -> Examination:
    notes = Examination.objects.visible_to(request.user)
    return get_object_or_404(notes.select_related("episode__patient", "author", "signed_by"), uuid=uuid)


def _section(key: str) -> Section:
    try:
        return Section(key)
    except ValueError:
        raise Http404 from None


def _version(request: HttpRequest) -> int:
    """The version that the page was made from; what is no number is older than any."""
    text = request.POST.get("version", "")
    return int(text) if text.isdecimal() and len(text) < 10 else -1


def _shown_fields(note: Examination, section: Section, findings: Mapping[str, Any]) -> list[Field]:
    age = note.episode.patient.age(timezone.localdate(note.contact_at))
    fields = dict(form.sections())[section]
    return [one for one in fields if form.is_shown(one, findings, age=age, runner=note.episode.is_runner)]


def _before(note: Examination) -> Mapping[str, Any]:
    """The findings of the last signed examination of this episode, to stand beside."""
    last = note.episode.examinations.signed().exclude(pk=note.pk).filter(contact_at__lt=note.contact_at).first()
    return last.findings if last else {}


def _url(note: Examination, section: str) -> str:
    return f"{reverse('staff:examination', args=[note.uuid])}?section={section}"


def _context(
    note: Examination,
    section: Section,
    *,
    typed: Mapping[str, Any] | None = None,
    errors: Mapping[str, str] | None = None,
    warnings: Mapping[str, str] | None = None,
) -> dict[str, Any]:
    findings = {**note.findings, **{k: v for k, v in (typed or {}).items() if v is not None}}
    fields = _shown_fields(note, section, findings)
    order = list(Section)
    after = order.index(section) + 1
    return {
        "title": f"{note}: {note.episode.patient}",
        "note": note,
        "patient": note.episode.patient,
        "section": section,
        "sections": [
            {
                "section": one,
                "url": _url(note, one),
                "here": one is section,
                "mark": progress(_shown_fields(note, one, note.findings), note.findings),
            }
            for one in order
        ],
        "lines": lines(fields, findings, errors=errors, warnings=warnings, before=_before(note)),
        "per_limb": any(one.per_limb for one in fields),
        "errors": errors or {},
        "next_section": order[after] if after < len(order) else None,
        "sore_side": note.findings.get("S01", note.episode.side),
        "reading": reading_of(note),
    }


@clinician_page
@require_POST
def start(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Open the draft: the first examination of the episode, later a review that shows the last one beside."""
    patient = patient_or_404(request, uuid)
    episode = patient.current_episode()
    if episode is None:
        messages.error(request, "There is no open episode to examine in.")
        return redirect("staff:chart", uuid=patient.uuid)
    examined = episode.examinations.signed().exists()
    kind = Examination.Kind.REVIEW if examined else Examination.Kind.FIRST
    note = start_examination(episode=episode, kind=kind, by=request.user, now=timezone.now())
    return redirect(_url(note, Section.HISTORY))


@clinician_page
@require_GET
def page(request: HttpRequest, uuid: UUID) -> HttpResponse:
    note = _note_or_404(request, uuid)
    if note.is_signed:
        return staff_page(request, "staff/note.html", _signed_context(note))
    section = _section(request.GET.get("section", Section.HISTORY))
    return staff_page(request, "staff/examination.html", _context(note, section))


def _signed_context(note: Examination) -> dict[str, Any]:
    parts = []
    for section, fields in form.sections():
        found = [one for one in fields if one.id in note.findings]
        if found:
            parts.append((section.heading, lines(found, note.findings)))
    return {
        "title": f"{note}: {note.episode.patient}",
        "note": note,
        "patient": note.episode.patient,
        "parts": parts,
        "addenda": note.addenda.select_related("author"),
        "reading": reading_of(note),
    }


@clinician_page
@require_POST
def save(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Keep one section. A script asks for JSON; without one the page comes back, or the next section opens."""
    note = _note_or_404(request, uuid)
    section = _section(request.POST.get("section", ""))
    # Fields that this very form makes appear are read with it, so that nothing typed is dropped.
    typed = read(request.POST, dict(form.sections())[section])
    said_plan = free_text(request, "plan") if "plan" in request.POST else None
    quiet = request.headers.get("Accept", "") == "application/json"
    try:
        note, errors, warnings = save_findings(
            examination=note,
            findings=typed,
            version=_version(request),
            by=request.user,
            now=timezone.now(),
            plan=said_plan,
        )
    except (Overtaken, SigningBlocked) as refusal:
        if quiet:
            return JsonResponse({"detail": str(refusal)}, status=409)
        messages.error(request, str(refusal))
        note.plan = note.plan if said_plan is None else said_plan  # shown, not kept: nothing typed is lost
        return staff_page(request, "staff/examination.html", _context(note, section, typed=typed), status=409)
    if quiet:
        return JsonResponse(
            {
                "version": note.version,
                "saved": f"{timezone.localtime(note.entered_at):%H:%M}",
                "errors": errors,
                "warnings": warnings,
                "reading": render_to_string("staff/_findings.html", {"reading": reading_of(note), "note": note}),
            }
        )
    if errors:
        context = _context(note, section, typed=typed, errors=errors, warnings=warnings)
        return staff_page(request, "staff/examination.html", context, status=422)
    return redirect(_url(note, request.POST.get("go_to") or section))


@clinician_page
@require_POST
def sign(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Sign, or list what is missing with a way to each."""
    note = _note_or_404(request, uuid)
    try:
        sign_examination(examination=note, version=_version(request), by=request.user, now=timezone.now())
    except (SigningBlocked, Overtaken) as blocked:
        context = _context(note, _section(request.POST.get("section", Section.HISTORY)))
        missing = getattr(blocked, "missing", {})
        context["blocked"] = str(blocked)
        context["missing"] = [
            (sentence, f"{_url(note, form.BY_ID[path.split('.')[0]].section)}#{'f-' + path.replace('.', '-')}")
            for path, sentence in missing.items()
        ]
        return staff_page(request, "staff/examination.html", context, status=409)
    messages.success(request, "Signed and locked. Later words are added as an addendum.")
    return redirect("staff:chart", uuid=note.episode.patient.uuid)


@clinician_page
@require_POST
def addendum(request: HttpRequest, uuid: UUID) -> HttpResponse:
    note = _note_or_404(request, uuid)
    text, reason = free_text(request, "text"), free_text(request, "reason")
    refused = ""
    if not text or not reason:
        refused = "Give the text and the reason for it."
    elif len(text) > LONGEST_ADDENDUM or len(reason) > LONGEST_REASON:
        refused = f"Keep the text to {LONGEST_ADDENDUM} letters and the reason to {LONGEST_REASON}."
    if refused:
        context = {**_signed_context(note), "typed_text": text, "typed_reason": reason}
        messages.error(request, refused)
        return staff_page(request, "staff/note.html", context, status=422)
    try:
        add_addendum(examination=note, text=text, reason=reason, by=request.user, now=timezone.now())
    except SigningBlocked as refusal:
        messages.error(request, str(refusal))
    return redirect("staff:examination", uuid=note.uuid)
