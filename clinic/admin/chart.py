"""The patient's chart: composed here, at the top, from what each room below knows."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_GET

from assessments import instruments
from assessments.instruments.answers import AnswerError
from assessments.models import EscalationLetter, Examination, OutcomeScore
from assessments.progress import Story
from assessments.services import EpisodeClosed, record_outcome, rule_history, story_of
from clinic.admin.doors import clinician_page, free_text, patient_or_404, staff_page
from clinic.admin.flagged import ClearForm, Flagged, flagged
from clinic.bookings.models import Appointment
from clinic.timeline import timeline
from patients.models import Episode, Patient
from programmes.models import CheckIn, Phase, Programme, Row, SessionEntry, SessionLog, Suggestion
from programmes.services import Adherence, adherence

LAST_SESSIONS = 10
LONGEST_NAME = 80
CHARTED = ("akps", "nprs_w")


@dataclass(frozen=True, slots=True)
class RowHistory:
    """One exercise with what was done of it in the last sessions, oldest first, and its last pain."""

    row: Row
    cells: list[str]
    pain: int | None


@dataclass(frozen=True, slots=True)
class ProgrammePanel:
    programme: Programme
    phase: Phase | None
    next_phase: Phase | None
    rows: list[RowHistory]
    kept: Adherence
    suggestions: list[list[Suggestion]]


@dataclass(frozen=True, slots=True)
class Chart:
    patient: Patient
    age: int | None
    episode: Episode | None
    alerts: list[Any]
    red_flags: list[Flagged]
    letters: list[EscalationLetter]
    stories: list[Story]
    other_stories: list[Story]
    mornings: list[CheckIn]
    plan: ProgrammePanel | None
    drafts: list[Examination]
    latest_note: Examination | None
    next_visit: Appointment | None


def make_chart(*, patient: Patient, user: Any, now: datetime, tried: ClearForm | None = None) -> Chart:
    """Everything on the page, in a number of queries that does not grow with the years."""
    on = timezone.localdate(now)
    episode = patient.current_episode()
    notes = list(
        Examination.objects.visible_to(user)
        .filter(episode__patient=patient)
        .select_related("author", "episode")
        .prefetch_related("addenda__author")[:20]
    )
    stories = _stories(episode) if episode else []
    letters = list(EscalationLetter.objects.visible_to(user).of_patient(patient))
    return Chart(
        patient=patient,
        age=patient.age(on),
        episode=episode,
        alerts=list(patient.alerts.live(on)),
        red_flags=flagged(patient=patient, user=user, letters=letters, tried=tried),
        letters=letters,
        stories=[told for told in stories if told.instrument.key in CHARTED],
        other_stories=[told for told in stories if told.instrument.key not in CHARTED],
        mornings=list(patient.check_ins.all()[:14]),
        plan=_plan(episode, on) if episode else None,
        drafts=[note for note in notes if not note.is_signed],
        latest_note=next((note for note in notes if note.is_signed), None),
        next_visit=patient.appointments.upcoming(now).with_people().first(),
    )


def _stories(episode: Episode) -> list[Story]:
    scores: dict[str, list[OutcomeScore]] = {}
    for score in episode.scores.in_order():
        scores.setdefault(score.instrument, []).append(score)
    keys = [key for key in CHARTED if key in scores] + [key for key in scores if key not in CHARTED]
    rules = rule_history()
    return [story_of(instrument=key, scores=scores[key], rules=rules) for key in keys]


def _plan(episode: Episode, on: date) -> ProgrammePanel | None:
    programme = episode.programmes.active().whole().first()
    if programme is None:
        return None
    logs = list(programme.sessions.prefetch_related("entries")[:LAST_SESSIONS])[::-1]
    return ProgrammePanel(
        programme=programme,
        phase=programme.current_phase(),
        next_phase=programme.next_phase(),
        rows=[_history(row, logs) for row in programme.current_rows()],
        kept=adherence(programme=programme, on=on, days=28),
        suggestions=_together(programme.suggestions.waiting().select_related("row__exercise")),
    )


def _together(suggestions: Iterable[Suggestion]) -> list[list[Suggestion]]:
    """Those that say the same stand in one box and are decided at one press."""
    groups: dict[tuple[str, bool, str], list[Suggestion]] = {}
    for one in suggestions:
        groups.setdefault((one.rule, one.contact, one.words_physio), []).append(one)
    return sorted(groups.values(), key=lambda group: not group[0].contact)


def _history(row: Row, logs: list[SessionLog]) -> RowHistory:
    entries: list[SessionEntry | None] = [
        next((entry for entry in log.entries.all() if entry.row_id == row.pk), None) for log in logs
    ]
    pains = [entry.pain for entry in entries if entry and entry.pain is not None]
    return RowHistory(row, [entry.outcome if entry else "unknown" for entry in entries], pains[-1] if pains else None)


@clinician_page
@require_GET
def chart(request: HttpRequest, uuid: UUID) -> HttpResponse:
    return chart_page(request, patient_or_404(request, uuid))


def chart_page(
    request: HttpRequest, patient: Patient, *, tried: ClearForm | None = None, status: int = 200
) -> HttpResponse:
    """The chart. `tried` is a red flag's form that came back with something to fix."""
    made = make_chart(patient=patient, user=request.user, now=timezone.now(), tried=tried)
    return staff_page(
        request,
        "staff/chart.html",
        {
            "title": patient.full_name,
            "chart": made,
            "timeline": timeline(patient=patient, user=request.user)[:12],
            "measures": [one for one in instruments.all_instruments() if one.core or one.answered_by == "clinician"],
        },
        status=status,
    )


@clinician_page
def record_measure(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Type in a measure from paper, or score one that the clinician observes."""
    patient = patient_or_404(request, uuid)
    episode = patient.current_episode()
    key = request.POST.get("instrument") or request.GET.get("instrument", "")
    if episode is None:
        raise Http404
    try:
        instrument = instruments.get(key)
    except instruments.UnknownInstrumentError:
        raise Http404 from None
    answers = {item.key: typed for item in instrument.items if (typed := request.POST.get(item.key, "")) != ""}
    names = {item.key: free_text(request, f"label_{item.key}") for item in instrument.items}
    too_long = [item for item, name in names.items() if len(name) > LONGEST_NAME]
    errors = dict.fromkeys(too_long, f"Keep the activity to {LONGEST_NAME} letters.")
    if request.method == "POST" and not errors:
        try:
            score = record_outcome(
                episode=episode,
                instrument=key,
                answers={item.key: _typed(item, answers.get(item.key)) for item in instrument.items},
                labels={key: name for key, name in names.items() if name},
                by=request.user,
                now=timezone.now(),
            )
        except AnswerError as refused:
            errors = refused.errors
        except EpisodeClosed as refused:
            errors = {"": str(refused)}
        else:
            shown = instrument.shown(score.score) if score.score is not None else "incomplete"
            messages.success(request, f"{instrument.title}: {shown}, kept.")
            return redirect("staff:chart", uuid=patient.uuid)
    items = [
        {
            "item": item,
            "name": names[item.key],
            "typed": answers.get(item.key, ""),
            "error": errors.get(item.key, ""),
        }
        for item in instrument.items
    ]
    return staff_page(
        request,
        "staff/measure.html",
        {
            "title": instrument.title,
            "patient": patient,
            "instrument": instrument,
            "items": items,
            "errors": errors,
        },
        status=422 if errors else 200,
    )


def _typed(item: Any, text: str | None) -> object:
    """What a form's text means to the item: a number, a yes or no, or the option's letter."""
    if text is None:
        return None
    if item.kind == "number":
        try:
            return int(text)
        except ValueError:
            return text
    if item.kind == "yes_no":
        return {"yes": True, "no": False}.get(text, text)
    return text
