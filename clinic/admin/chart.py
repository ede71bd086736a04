"""The patient's chart: composed here, at the top, from what each room below knows."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_GET

from assessments.models import EscalationLetter, Examination, OutcomeScore
from assessments.progress import Story
from assessments.services import rule_history, story_of
from clinic.admin.doors import clinician_page, patient_or_404, staff_page
from clinic.admin.flagged import ClearForm, Flagged, flagged
from clinic.admin.measures import shelf
from clinic.admin.running import RunningPanel, running_panel
from clinic.admin.screened import Screened, screened
from clinic.admin.wishes import GOALS, Wishes, wishes
from clinic.bookings.models import Appointment
from clinic.timeline import KINDS, timeline
from patients.models import Episode, Patient
from programmes.models import CheckIn, Phase, Programme, Row, SessionEntry, SessionLog, Suggestion
from programmes.services import Adherence, Weekly, adherence, weekly

LAST_SESSIONS = 10
NOTES = 50
CHARTED = ("akps", "nprs_w")
# How many events the timeline shows: of all kinds together, and of one that was asked for.
ALL_KINDS, ONE_KIND = 12, 50


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
    running: RunningPanel | None
    weekly: Weekly | None
    drafts: list[Examination]
    latest_note: Examination | None
    earlier_notes: list[Examination]
    next_visit: Appointment | None
    screened: Screened
    wishes: Wishes

    @property
    def note_count(self) -> int:
        """Signed notes: the latest and those before it."""
        return len(self.earlier_notes) + (self.latest_note is not None)


def make_chart(*, patient: Patient, user: Any, now: datetime, tried: ClearForm | None = None) -> Chart:
    """Everything on the page, in a number of queries that does not grow with the years."""
    on = timezone.localdate(now)
    episode = patient.current_episode()
    notes = list(
        Examination.objects.visible_to(user)
        .filter(episode__patient=patient)
        .select_related("author", "episode", "countersign_by", "countersignature")
        .prefetch_related("addenda__author")[:NOTES]
    )
    scores = list(episode.scores.in_order()) if episode else []
    stories = _stories(scores)
    mornings = list(patient.check_ins.all()[:14])
    letters = list(EscalationLetter.objects.visible_to(user).of_patient(patient))
    signed = [note for note in notes if note.is_signed]
    return Chart(
        patient=patient,
        age=patient.age(on),
        episode=episode,
        alerts=list(patient.alerts.live(on)),
        red_flags=flagged(patient=patient, user=user, letters=letters, tried=tried),
        letters=letters,
        stories=[told for told in stories if told.instrument.key in CHARTED],
        other_stories=[told for told in stories if told.instrument.key not in CHARTED],
        mornings=mornings,
        plan=_plan(episode, on) if episode else None,
        running=running_panel(episode=episode, on=on) if episode else None,
        weekly=weekly(episode=episode, on=on) if episode else None,
        drafts=[note for note in notes if not note.is_signed],
        latest_note=signed[0] if signed else None,
        earlier_notes=signed[1:],
        next_visit=patient.appointments.upcoming(now).with_people().first(),
        screened=screened(signed=signed, mornings=mornings),
        wishes=wishes(scores=scores, note=next((note for note in signed if note.findings.get(GOALS)), None)),
    )


def _stories(scores: list[OutcomeScore]) -> list[Story]:
    """One story for each measure, and for each leg of a measure taken per limb; the charted ones first."""
    series: dict[tuple[str, str], list[OutcomeScore]] = {}
    for score in scores:
        series.setdefault((score.instrument, score.side), []).append(score)
    ranked = sorted(series, key=lambda each: CHARTED.index(each[0]) if each[0] in CHARTED else len(CHARTED))
    rules = rule_history()
    return [story_of(instrument=key, side=side, scores=series[key, side], rules=rules) for key, side in ranked]


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
    kind = request.GET.get("show", "")
    if kind not in KINDS:
        kind = ""
    made = make_chart(patient=patient, user=request.user, now=timezone.now(), tried=tried)
    return staff_page(
        request,
        "staff/chart.html",
        {
            "title": patient.full_name,
            "chart": made,
            "timeline": timeline(patient=patient, user=request.user, kind=kind)[: ONE_KIND if kind else ALL_KINDS],
            "kinds": KINDS,
            "kind": kind,
            "shelf": shelf(),
            "may_measure": made.episode is not None or patient.episodes.exists(),
        },
        status=status,
    )
