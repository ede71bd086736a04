"""What happened to one patient, newest first: put together here, because it looks into every room."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.utils import timezone

from assessments import instruments, redflags
from assessments.letter_scores import NOT_SCORED, without_reason
from assessments.models import EscalationLetter, Examination, OutcomeScore, RedFlag
from clinic.bookings.models import Appointment
from patients.models import Patient
from programmes.load import km
from programmes.models import CheckIn, Programme, Run, RunningMove, RunningPlan, SessionLog

NEWEST = 50
# What a reader may ask for alone, in words.
KINDS = {
    "visit": "Visits",
    "examination": "Notes",
    "score": "Scores",
    "session": "Sessions",
    "check_in": "Morning checks",
    "programme": "Programmes",
    "run": "Runs",
    "running_plan": "Running plans",
    "red_flag": "Red flags",
    "letter": "Letters",
}
ICONS = {
    "visit": "calendar-days",
    "examination": "clipboard-pen",
    "score": "chart-line",
    "session": "dumbbell",
    "check_in": "sun",
    "programme": "clipboard-list",
    "run": "footprints",
    "running_plan": "milestone",
    "red_flag": "siren",
    "letter": "file-text",
}


@dataclass(frozen=True, slots=True)
class Event:
    """One line: `kind` is a word that stays, `title` is for a clinician."""

    at: datetime
    kind: str
    title: str
    detail: str = ""

    @property
    def icon(self) -> str:
        """The Lucide icon of its kind."""
        return ICONS[self.kind]


def timeline(*, patient: Patient, user: Any, most: int = NEWEST, kind: str = "") -> list[Event]:
    """The newest `most` events that this user may see, of all kinds or of one; one query for each kind of event."""
    sources = [SOURCES[kind]] if kind else SOURCES.values()
    found = [event for source in sources for event in source(patient, user, most)]
    return sorted(found, key=lambda event: event.at, reverse=True)[:most]


def _at(day: date) -> datetime:
    """Days stand at noon among the things that have an hour."""
    return timezone.make_aware(datetime.combine(day, time(12)))


def _visits(patient: Patient, user: Any, most: int) -> Iterator[Event]:
    visits = Appointment.objects.visible_to(user).filter(patient=patient).with_people().order_by("-start")
    for visit in visits[:most]:
        yield Event(visit.start, "visit", f"{visit.type}, {visit.get_status_display().lower()}", f"with {visit.physio}")


def _notes(patient: Patient, user: Any, most: int) -> Iterator[Event]:
    notes = Examination.objects.visible_to(user).filter(episode__patient=patient).select_related("author")
    for note in notes[:most]:
        state = "signed" if note.is_signed else "draft"
        yield Event(note.contact_at, "examination", f"{note.get_kind_display()}, {state}", str(note.author))


def _scores(patient: Patient, user: Any, most: int) -> Iterator[Event]:
    scores = OutcomeScore.objects.visible_to(user).filter(episode__patient=patient)
    for score in scores[:most]:
        instrument = instruments.get(score.instrument)
        shown = instrument.shown(score.score) if score.score is not None else "incomplete"
        leg = f", {score.side}" if score.side else ""
        yield Event(score.recorded_at, "score", f"{instrument.patient_title}{leg} {shown}", instrument.title)


def _sessions(patient: Patient, user: Any, most: int) -> Iterator[Event]:
    logs = SessionLog.objects.visible_to(user).filter(programme__episode__patient=patient)
    for log in logs[:most]:
        yield Event(log.logged_at, "session", f"Session logged, pain {log.pain_during}", log.note)


def _mornings(patient: Patient, user: Any, most: int) -> Iterator[Event]:
    for morning in CheckIn.objects.visible_to(user).filter(patient=patient)[:most]:
        yield Event(morning.answered_at, "check_in", f"Morning check: {morning.pain_morning} of 10")


def _programmes(patient: Patient, user: Any, most: int) -> Iterator[Event]:
    programmes = Programme.objects.visible_to(user).filter(episode__patient=patient).select_related("assigned_by")
    for programme in programmes[:most]:
        yield Event(_at(programme.starts_on), "programme", f"Programme: {programme.title}", str(programme.assigned_by))


def _runs(patient: Patient, user: Any, most: int) -> Iterator[Event]:
    for run in Run.objects.visible_to(user).filter(episode__patient=patient).standing().newest_first()[:most]:
        felt = "pain not said" if run.pain is None else f"pain {run.pain}"
        step = f"Step {run.step} of the plan" if run.plan_id else ""
        yield Event(_at(run.on), "run", f"Run: {km(run.distance_km)} km, {felt}", step)


def _running_moves(patient: Patient, user: Any, most: int) -> Iterator[Event]:
    """A running plan begun, and each step that it took."""
    moves = RunningMove.objects.filter(plan__in=RunningPlan.objects.visible_to(user).filter(episode__patient=patient))
    for move in moves.select_related("plan", "by").order_by("-made_at", "-pk")[:most]:
        title = f"{move.plan}: {move.get_why_display().lower()}, step {move.step}"
        yield Event(move.made_at, "running_plan", title, move.reason or str(move.by or ""))


def _red_flags(patient: Patient, user: Any, most: int) -> Iterator[Event]:
    """Opened, raised, cleared or taken back: a line for each step of its life."""
    flags = RedFlag.objects.visible_to(user).filter(patient=patient).select_related("cleared_by")
    for flag in flags[:most]:
        yield from _life(flag)


def _life(flag: RedFlag) -> Iterator[Event]:
    raised = flag.inputs.get("raised", [])
    first = RedFlag.Level(raised[0]["from"]) if raised else RedFlag.Level(flag.level)
    where = f"From the {flag.get_source_display().lower()}. {redflags.BY_ID[flag.rule].statement}"
    yield Event(flag.opened_at, "red_flag", f"{flag.rule} opened, {first.label.lower()}", where)
    for step in raised:
        level = RedFlag.Level(step["to"]).label.lower()
        yield Event(datetime.fromisoformat(step["at"]), "red_flag", f"{flag.rule} raised to {level}")
    if flag.cleared_at:
        did = "taken back" if flag.is_taken_back else "cleared"
        yield Event(flag.cleared_at, "red_flag", f"{flag.rule} {did}", f"{flag.cleared_by}: {flag.cleared_why}")


def _letters(patient: Patient, user: Any, most: int) -> Iterator[Event]:
    for letter in EscalationLetter.objects.visible_to(user).of_patient(patient)[:most]:
        yield Event(letter.drafted_at, "letter", f"Letter drafted: {letter}", str(letter.author))
        if letter.sent_at:
            _, why = without_reason(letter.scores)
            said = f"To {letter.addressee}, {letter.signed_as}{f'. {NOT_SCORED}{why}' if why else ''}"
            yield Event(letter.sent_at, "letter", f"Letter sent: {letter}", said)


SOURCES = {
    "visit": _visits,
    "examination": _notes,
    "score": _scores,
    "session": _sessions,
    "check_in": _mornings,
    "programme": _programmes,
    "run": _runs,
    "running_plan": _running_moves,
    "red_flag": _red_flags,
    "letter": _letters,
}
