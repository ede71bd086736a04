"""A patient's programme for the physio: its rows changed in place, exercises added and taken out, days of rest."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from clinic.admin.doors import clinician_page, staff_page
from clinic.admin.row_form import PauseForm, RowForm
from programmes import prescribing
from programmes.models import Exercise, Pause, Phase, Programme, Row
from programmes.services import (
    EditRefused,
    ProgrammeOvertaken,
    add_row,
    change_row,
    end_pause,
    knee_of,
    move_row,
    pause_programme,
    remove_row,
)


def programme_or_404(request: HttpRequest, uuid: UUID) -> Programme:
    return get_object_or_404(Programme.objects.visible_to(request.user).whole(), uuid=uuid)


def row_or_404(request: HttpRequest, uuid: UUID) -> Row:
    rows = Row.objects.filter(phase__programme__in=Programme.objects.visible_to(request.user))
    return get_object_or_404(rows.select_related("exercise", "phase__programme__episode__patient"), uuid=uuid)


@clinician_page
@require_GET
def programme(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """All phases with their rows; the current one is open."""
    return _page(request, programme_or_404(request, uuid))


def _page(
    request: HttpRequest,
    shown: Programme,
    *,
    tried: RowForm | None = None,
    pause: PauseForm | None = None,
    refused: str = "",
    status: int = 200,
) -> HttpResponse:
    """`tried` is a row's form that came back with something to fix, `refused` why a press did nothing."""
    knee, today = knee_of(shown), timezone.localdate()
    phases = [
        {
            "phase": phase,
            "here": phase.number == shown.phase_number,
            "rows": [(row, tried if tried and tried.row.pk == row.pk else RowForm(row)) for row in rows],
            "minutes": max((_minutes(rows, day) for day in range(7)), default=0),
            "too_much": prescribing.too_much([_planned(row) for row in rows]),
        }
        for phase in shown.phases.all()
        for rows in [[row for row in phase.rows.all() if not row.retired_in]]
    ]
    context = {
        "title": f"Programme of {shown.episode.patient}",
        "programme": shown,
        "patient": shown.episode.patient,
        "phases": phases,
        "tried": tried,
        "refused": refused,
        "choices": [(one, prescribing.held_back(one.code, knee)) for one in Exercise.objects.current()],
        "knee": knee,
        "pauses": [each for each in shown.pauses.all() if each.ends_on >= today],
        "pause_form": pause or PauseForm(initial={"starts_on": today, "ends_on": today + timedelta(days=7)}),
        "ended": shown.state == Programme.State.ENDED,
    }
    return staff_page(request, "staff/programme.html", context, status=status)


def _planned(row: Row) -> prescribing.Planned:
    return prescribing.Planned(days=row.days, seconds=row.seconds_needed)


def _minutes(rows: list[Row], day: int) -> int:
    return round(sum(row.seconds_needed for row in rows if day in row.days) / 60)


def _revision(request: HttpRequest) -> int:
    """The revision that the page was made from; what is no number is older than any."""
    text = request.POST.get("revision", "")
    return int(text) if text.isdecimal() and len(text) < 10 else -1


def _again(request: HttpRequest, programme: Programme, refused: str, **more: Any) -> HttpResponse:
    return _page(request, programme_or_404(request, programme.uuid), refused=refused, **more)


@clinician_page
@require_POST
def change(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Another dose for one row. What can't be kept comes back as it was typed."""
    row = row_or_404(request, uuid)
    form = RowForm(row, request.POST)
    if not form.is_valid():
        return _again(request, row.phase.programme, "", tried=form, status=422)
    try:
        change_row(row=row, values=form.cleaned_data, revision=_revision(request), by=request.user, now=timezone.now())
    except EditRefused as refusal:
        form.take(refusal.errors)
        return _again(request, row.phase.programme, "", tried=form, status=422)
    except ProgrammeOvertaken as overtaken:
        return _again(request, row.phase.programme, str(overtaken), tried=form, status=409)
    messages.success(request, f"{row.exercise} is changed. The patient sees it at once.")
    return _back(row.phase)


@clinician_page
@require_POST
def add(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """One more exercise for a phase, with the dose that it starts with."""
    shown = programme_or_404(request, uuid)
    number = request.POST.get("phase", "")
    phase = get_object_or_404(shown.phases, number=int(number) if number.isdecimal() and len(number) < 4 else 0)
    exercise = Exercise.objects.filter(code=request.POST.get("exercise", "")).first()
    if exercise is None:
        return _page(request, shown, refused="Pick an exercise of the list.", status=422)
    try:
        row = add_row(phase=phase, exercise=exercise, revision=_revision(request), by=request.user, now=timezone.now())
    except EditRefused as refusal:
        return _page(request, shown, refused=str(refusal), status=422)
    except ProgrammeOvertaken as overtaken:
        return _again(request, shown, str(overtaken), status=409)
    messages.success(request, f"{row.exercise} is added with its start dose. Change it where you wish.")
    return _back(phase)


@clinician_page
@require_POST
def remove(request: HttpRequest, uuid: UUID) -> HttpResponse:
    row = row_or_404(request, uuid)
    try:
        remove_row(row=row, revision=_revision(request), by=request.user, now=timezone.now())
    except EditRefused as refusal:
        return _again(request, row.phase.programme, str(refusal), status=422)
    except ProgrammeOvertaken as overtaken:
        return _again(request, row.phase.programme, str(overtaken), status=409)
    messages.success(request, f"{row.exercise} is taken out. What was logged of it stays.")
    return _back(row.phase)


@clinician_page
@require_POST
def move(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """One place up or down."""
    row = row_or_404(request, uuid)
    try:
        move_row(row=row, up=request.POST.get("way") == "up", revision=_revision(request))
    except (EditRefused, ProgrammeOvertaken) as refusal:
        return _again(request, row.phase.programme, str(refusal), status=409)
    return _back(row.phase)


@clinician_page
@require_POST
def pause(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Days of rest, or the end of them."""
    shown = programme_or_404(request, uuid)
    if ended := request.POST.get("end"):
        standing = get_object_or_404(Pause.objects.filter(programme=shown), uuid=_uuid(ended))
        end_pause(pause=standing, today=timezone.localdate())
        messages.success(request, "The programme goes on.")
        return redirect("staff:programme", uuid=shown.uuid)
    form = PauseForm(request.POST)
    if form.is_valid():
        try:
            made = pause_programme(programme=shown, by=request.user, now=timezone.now(), **form.cleaned_data)
        except EditRefused as refusal:
            form.take(refusal.errors)
        else:
            messages.success(request, f"Paused from {made.starts_on:%-d %b} to {made.ends_on:%-d %b}.")
            return redirect("staff:programme", uuid=shown.uuid)
    return _page(request, shown, pause=form, status=422)


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


@clinician_page
@require_GET
def preview(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The session as the patient sees it. Nothing here can be logged."""
    shown = programme_or_404(request, uuid)
    context = {"programme": shown, "patient": shown.episode.patient, "rows": shown.current_rows()}
    return staff_page(request, "staff/programme_preview.html", context)


def _back(phase: Phase) -> HttpResponse:
    response = redirect("staff:programme", uuid=phase.programme.uuid)
    response["Location"] += f"#phase-{phase.number}"
    return response
