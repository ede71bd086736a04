"""Today's session: the list and the player, one exercise, the log, and what follows."""

from datetime import date, datetime
from uuid import UUID, uuid4

from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.csrf import ensure_csrf_cookie
from django.views.decorators.http import require_GET, require_http_methods

from clinic.portal.access import PatientRequest, asks_json, for_patient
from clinic.portal.exercise import easier_steps
from clinic.portal.forms import EntryForm, LogForm
from clinic.portal.pain import AFTER, DURING, band_of
from clinic.portal.today import current_rows, minutes_of
from programmes.models import Programme, Row, SessionLog
from programmes.services import LogRefused, log_session, running_load

ENTRIES = "entries"
CADENCE_DRILL = "X51"


def rows_for(request: PatientRequest, on: date) -> list[Row]:
    """What is planned on the day; on a rest day the whole phase, for whoever does a session anyway."""
    rows = current_rows(request.patient, on)
    return [row for row in rows if on.weekday() in row.days] or rows


@require_GET
@ensure_csrf_cookie
@for_patient
def session(request: PatientRequest) -> HttpResponse:
    """The list of exercises. With scripts it becomes the player, also with no signal."""
    if request.safety:
        return _stopped(request)
    on = timezone.localdate()
    rows = rows_for(request, on)
    return render(
        request,
        "portal/session.html",
        {
            "patient": request.patient,
            "rows": rows,
            "programme": rows[0].phase.programme if rows else None,
            "minutes": minutes_of(rows),
            "easier_names": easier_steps(row.exercise for row in rows),
            "on": on,
            "says": DURING,
            "after": AFTER,
            "ident": uuid4(),
            "beat": _beat(rows, on),
        },
    )


def _stopped(request: PatientRequest) -> HttpResponse:
    """No session is begun while a danger sign stands open. What was done before can still be logged."""
    return render(request, "portal/session_stopped.html", {"patient": request.patient}, status=409)


def _beat(rows: list[Row], on: date) -> int | None:
    """The target of whoever is in retraining, when a cadence drill is among the exercises; else no beat."""
    drill = next((row for row in rows if row.exercise.code == CADENCE_DRILL), None)
    told = running_load(episode=drill.phase.programme.episode, on=on).plan if drill else None
    return told.session.target if told and not told.stopped else None


@require_GET
@for_patient
def exercise(request: PatientRequest, row: UUID) -> HttpResponse:
    """One exercise in full: figure, dose, steps, why, when to stop; and the way to the next."""
    if request.safety:
        return _stopped(request)
    rows = rows_for(request, timezone.localdate())
    place = next((number for number, each in enumerate(rows) if each.uuid == row), None)
    if place is None:
        raise Http404
    return render(
        request,
        "portal/exercise.html",
        {
            "patient": request.patient,
            "row": rows[place],
            "easier_names": easier_steps([rows[place].exercise]),
            "number": place + 1,
            "rows": rows,
            "next": rows[place + 1] if place + 1 < len(rows) else None,
            "before": rows[place - 1] if place else None,
        },
    )


@require_http_methods(["GET", "POST"])
@for_patient
def log(request: PatientRequest) -> HttpResponse:
    """The one door for a session: the form sends it, the player sends it, each id is kept once."""
    now = timezone.now()
    if request.method == "POST":
        return _kept(request, now)
    on = timezone.localdate(now)
    rows = rows_for(request, on)
    if not rows:
        return redirect("portal:today")
    whole = LogForm(initial={"ident": uuid4(), "on": on})
    return _log_page(request, rows[0].phase.programme, whole, [EntryForm(row) for row in rows])


def _kept(request: PatientRequest, now: datetime) -> HttpResponse:
    programme = _own_programme(request)
    rows = _own_rows(request, programme)
    whole = LogForm(request.POST)
    entries = [EntryForm(row, data=request.POST) for row in rows]
    if not all([whole.is_valid(), *(entry.is_valid() for entry in entries)]):
        return _refused(request, programme, whole, entries)
    given = dict(whole.cleaned_data)
    try:
        stored, _ = log_session(
            programme=programme, entries=[entry.entry() for entry in entries], by=request.user, now=now, **given
        )
    except LogRefused as refusal:
        _put(refusal, whole, entries)
        return _refused(request, programme, whole, entries)
    done = reverse("portal:session-done", args=[stored.uuid])
    return JsonResponse({"id": str(stored.uuid), "url": done}) if asks_json(request) else redirect(done)


def _own_programme(request: PatientRequest) -> Programme:
    try:
        ident = UUID(request.POST.get("programme", ""))
    except ValueError:
        raise Http404 from None
    return get_object_or_404(Programme.objects.visible_to(request.user), uuid=ident)


def _own_rows(request: PatientRequest, programme: Programme) -> list[Row]:
    """The rows that the page had, retired ones too: a phone may send a session of last week."""
    try:
        asked = list(dict.fromkeys(UUID(each) for each in request.POST.getlist("row")))
    except ValueError:
        raise Http404 from None
    found = {
        row.uuid: row
        for row in Row.objects.filter(phase__programme=programme, uuid__in=asked).select_related("exercise")
    }
    if not asked or len(found) < len(asked):
        raise Http404
    return [found[ident] for ident in asked]


def _put(refusal: LogRefused, whole: LogForm, entries: list[EntryForm]) -> None:
    """Each sentence beside the field that it is about."""
    for field, sentence in refusal.errors.items():
        parts = field.split(".")
        if parts[0] == ENTRIES and len(parts) == 3:
            form: LogForm | EntryForm = entries[int(parts[1])]
            name = parts[2]
        else:
            form, name = whole, field
        form.add_error(name if name in form.fields else None, sentence)


def _refused(request: PatientRequest, programme: Programme, whole: LogForm, entries: list[EntryForm]) -> HttpResponse:
    if asks_json(request):
        errors = [line for form in (whole, *entries) for lines in form.errors.values() for line in lines]
        return JsonResponse({"errors": errors}, status=422)
    return _log_page(request, programme, whole, entries, status=422)


def _log_page(
    request: PatientRequest, programme: Programme, whole: LogForm, entries: list[EntryForm], status: int = 200
) -> HttpResponse:
    return render(
        request,
        "portal/log.html",
        {
            "patient": request.patient,
            "programme": programme,
            "form": whole,
            "entries": entries,
            "faults": [form for form in (whole, *entries) if form.errors],
            "after": AFTER,
        },
        status=status,
    )


@require_GET
@for_patient
def done(request: PatientRequest, log: UUID) -> HttpResponse:
    """What was logged and what it means; at 6 or more, the way back down."""
    stored = get_object_or_404(
        SessionLog.objects.visible_to(request.user).prefetch_related("entries__row__exercise"), uuid=log
    )
    band = band_of(stored.pain_during)
    return render(
        request,
        "portal/session_done.html",
        {"patient": request.patient, "log": stored, "band": band, "says": AFTER[band]},
    )
