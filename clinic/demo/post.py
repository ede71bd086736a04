"""The post room's last days and next ones: what went out as it was sent, what was skipped and why, what is planned.

Nothing leaves the house here: the letters are written into the ledger, their keys masked, and not sent.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime, time, timedelta

from django.utils import timezone

from clinic.accounts.models import SignInLink
from clinic.bookings.models import Appointment
from clinic.demo.diary import Stay
from clinic.demo.people import CAL
from clinic.followups.kinds import all_kinds
from clinic.followups.last_look import Held, Refused, last_look
from clinic.followups.letter import write
from clinic.followups.models import Attempt, FollowUp, Preference
from clinic.followups.sweep import plan
from clinic.followups.visits import occasion_of
from clinic.followups.wording import at_local
from patients.models import Patient
from programmes.models import SessionLog

State = FollowUp.State
Status = Appointment.Status
LAST_DAYS = timedelta(days=5)
WHOLE_STORY = timedelta(weeks=4)
MORNINGS = timedelta(days=3)
UNDO = timedelta(minutes=1)


def fill_ledger(stays: Sequence[Stay], *, now: datetime) -> None:
    """A few days back, and everything that the kinds plan from here on; what is due by now has been dealt with."""
    quiet = _one_who_stopped(stays)
    past = [*_visits(stays, now), *_mornings(now)]
    for row in past:
        _settle_past(row, quiet=quiet)
    if past:
        _refuse_one(past)
    FollowUp.objects.bulk_create(past)
    Attempt.objects.bulk_create(_tries(past))
    plan(now)
    for row in FollowUp.objects.due(now).select_related("patient", "staff", "enquiry", "appointment__physio"):
        _settle_due(row, now)
    # The letters made ways in that nobody holds.
    SignInLink.objects.all().delete()


def _one_who_stopped(stays: Sequence[Stay]) -> Patient | None:
    """One patient wants no messages at all."""
    wanted = (stay.case.patient for stay in stays if stay.case.course.trend == "silent" and not stay.case.course.ended)
    patient = next(wanted, None)
    if patient:
        Preference.objects.create(patient=patient, stop_all=True)
    return patient


def _visits(stays: Sequence[Stay], now: datetime) -> Iterator[FollowUp]:
    """What was said of each visit that is over, or was booked a while ago."""
    for stay in stays:
        # Whoever tries the demo as Cal finds his mail from the beginning.
        since = now - (WHOLE_STORY if stay.case.course.person is CAL else LAST_DAYS)
        visit = stay.visit
        told = visit.booked_at + UNDO
        eve = at_local(timezone.localdate(visit.start) - timedelta(days=1), time(9))
        if since < told < now - timedelta(hours=1):
            yield _row("booking_confirmation", str(visit.uuid), visit, told)
        if since < eve < now - timedelta(hours=3) and visit.booked_at < eve and visit.status != Status.CANCELLED:
            yield _row("visit_tomorrow", occasion_of(visit), visit, eve)
        if visit.status == Status.DID_NOT_ATTEND and since < visit.start < now - timedelta(hours=3):
            yield _row("missed_visit", str(visit.uuid), visit, visit.status_at + timedelta(hours=1))
        if visit.status == Status.CANCELLED and since < visit.status_at < now - timedelta(hours=3):
            yield _row("visit_cancelled", str(visit.uuid), visit, visit.status_at + UNDO)


def _mornings(now: datetime) -> Iterator[FollowUp]:
    """The questions of the mornings after; this morning's are planned and dealt with by the kind itself."""
    today = timezone.localdate(now)
    logs = SessionLog.objects.between(today - MORNINGS - timedelta(days=1), today - timedelta(days=2))
    asked = {(log.programme.episode.patient, log.on) for log in logs.select_related("programme__episode__patient")}
    for patient, on in sorted(asked, key=lambda pair: (pair[1], pair[0].pk)):
        morning = on + timedelta(days=1)
        due = at_local(morning, time(7, 30))
        occasion = f"{patient.uuid}:{morning}"
        yield FollowUp(kind="morning_check", occasion=occasion, patient=patient, due_at=due, too_late_after=due)


def _row(kind: str, occasion: str, visit: Appointment, due_at: datetime) -> FollowUp:
    return FollowUp(
        kind=kind,
        occasion=occasion,
        patient=visit.patient,
        appointment=visit,
        due_at=due_at,
        too_late_after=visit.start,
    )


def _settle_past(row: FollowUp, *, quiet: Patient | None) -> None:
    """As it was left: sent when it was due, or skipped with the reason."""
    patient = row.patient
    if patient is None or not patient.email:
        row.state, row.reason = State.SKIPPED, "There is no email address."
    elif patient == quiet:
        row.state, row.reason = State.SKIPPED, "They have stopped all messages."
    else:
        _as_sent(row, to=patient.email, at=row.due_at)


def _settle_due(row: FollowUp, now: datetime) -> None:
    """What the sweep would do with a row that is due, but for the sending."""
    try:
        to = last_look(row, all_kinds()[row.kind], now)
    except Refused as refusal:
        row.state, row.reason = State.SKIPPED, str(refusal)
    except Held as held:
        row.due_at, row.reason = held.until, str(held)
    else:
        _as_sent(row, to=to, at=max(row.due_at, now - LAST_DAYS))
    row.save()


def _as_sent(row: FollowUp, *, to: str, at: datetime) -> None:
    letter = write(row, all_kinds()[row.kind], now=at)
    row.state, row.attempts, row.sent_at, row.sent_to = State.SENT, 1, at, to
    row.subject, row.text, row.html = letter.subject, letter.text_kept, letter.html_kept


def _refuse_one(past: list[FollowUp]) -> None:
    """One address was refused: a person's task, on the messages screen."""
    row = next((row for row in reversed(past) if row.kind == "booking_confirmation" and row.state == State.SENT), None)
    if row:
        row.state, row.reason = State.FAILED, "The mail server refused this address."
        row.sent_at, row.sent_to, row.subject, row.text, row.html = None, "", "", "", ""


def _tries(past: Sequence[FollowUp]) -> Iterator[Attempt]:
    for row in past:
        if row.attempts:
            failed = row.state == State.FAILED
            yield Attempt(followup=row, at=row.due_at, error="SMTPRecipientsRefused" if failed else "")
