"""What the patient tells us: a session once, and the knee on a morning."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from assessments import redflags
from assessments.models import RedFlag
from assessments.services import open_red_flags
from patients.models import Episode, Patient
from programmes.models import CheckIn, Programme, Row, RunningPlan, SessionEntry, SessionLog
from programmes.services.following import follow_plan
from programmes.services.suggestions import review_sessions


class LogRefused(Exception):
    """What is wrong with a log, field → sentence."""

    def __init__(self, errors: Mapping[str, str]) -> None:
        self.errors = dict(errors)
        super().__init__(" ".join(self.errors.values()))


@transaction.atomic
def log_session(
    *,
    programme: Programme,
    ident: UUID,
    on: date,
    entries: Sequence[Mapping[str, Any]],
    pain_during: int,
    by: Any,
    now: datetime,
    settle: str = "",
    note: str = "",
) -> tuple[SessionLog, bool]:
    """Keep one session, and let the rules read the log again. The same `ident` gives the stored one back and False.

    `entries`: {row: Row uuid, outcome, sets?, reps?, pain?, rir?, reason?}. Raises LogRefused.
    """
    Programme.objects.select_for_update().get(pk=programme.pk)
    if stored := SessionLog.objects.filter(uuid=ident).first():
        if stored.programme_id != programme.pk:
            raise LogRefused({"id": "This id belongs to another session."})
        return stored, False
    if refusal := programme.refuse_log_on(on, today=timezone.localdate(now)):
        raise LogRefused({"on": refusal})
    rows = {str(row.uuid): row for row in Row.objects.filter(phase__programme=programme)}
    log = SessionLog(
        uuid=ident,
        programme=programme,
        on=on,
        revision=programme.revision,
        pain_during=pain_during,
        settle=settle,
        note=note,
        logged_at=now,
        logged_by=by,
    )
    _checked(log, exclude=["logged_by"])
    log.save()
    kept = [_entry(log, rows, place, given) for place, given in enumerate(entries)]
    if not kept:
        raise LogRefused({"entries": "Say what you did of at least one exercise."})
    if len({entry.row_id for entry in kept}) < len(kept):
        raise LogRefused({"entries": "One exercise is in the list twice."})
    SessionEntry.objects.bulk_create(kept)
    review_sessions(programme=programme, now=now)
    return log, True


def _entry(log: SessionLog, rows: Mapping[str, Row], place: int, given: Mapping[str, Any]) -> SessionEntry:
    row = rows.get(str(given.get("row")))
    if row is None:
        raise LogRefused({f"entries.{place}.row": "This exercise isn't in the programme."})
    entry = SessionEntry(
        log=log,
        row=row,
        outcome=given.get("outcome", ""),
        sets=given.get("sets"),
        reps=given.get("reps"),
        pain=given.get("pain"),
        rir=given.get("rir"),
        reason=given.get("reason") or "",
    )
    if entry.sets is not None and entry.sets > row.sets * 3:
        raise LogRefused({f"entries.{place}.sets": f"The plan says {row.sets} sets. Check the number."})
    _checked(entry, exclude=["log"], at=f"entries.{place}.")
    return entry


def _checked(row: SessionLog | SessionEntry | CheckIn, *, exclude: list[str], at: str = "") -> None:
    try:
        row.clean_fields(exclude=exclude)
    except ValidationError as error:
        raise LogRefused({at + field: lines[0] for field, lines in error.message_dict.items()}) from error


@transaction.atomic
def check_in(
    *,
    patient: Patient,
    on: date,
    pain_morning: int,
    now: datetime,
    feeling: str = "",
    red_flags: Mapping[str, object] | None = None,
) -> tuple[CheckIn, list[RedFlag]]:
    """The knee on one morning, which the rules have been waiting for.

    A second answer of the same day corrects the first. Raises LogRefused, AnswerError.
    """
    today = timezone.localdate(now)
    if not today - timedelta(days=2) <= on <= today:
        raise LogRefused({"on": "A morning check is for today, or for one of the two days before."})
    screen = redflags.clean(red_flags) if red_flags else {}
    fresh = CheckIn(
        patient=patient,
        on=on,
        pain_morning=pain_morning,
        feeling=feeling,
        red_flags=screen,
        answered_at=now,
    )
    _checked(fresh, exclude=["patient"])
    kept, _ = CheckIn.objects.update_or_create(
        patient=patient,
        on=on,
        defaults={
            "pain_morning": pain_morning,
            "feeling": feeling,
            "red_flags": screen,
            "answered_at": now,
        },
    )
    flags = open_red_flags(patient=patient, answers=screen, source=RedFlag.Source.CHECK_IN, now=now)
    for programme in Programme.objects.active().filter(episode__patient=patient):
        review_sessions(programme=programme, now=now)
    for episode in Episode.objects.filter(patient=patient, running_plans__state=RunningPlan.State.ACTIVE):
        follow_plan(episode=episode, now=now)
    return kept, flags
