"""What they did at home: sessions with gaps, mornings answered and not, by the programme of that day. Bulk."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random
from uuid import UUID

from django.utils import timezone

from clinic.demo.courses import Trend
from clinic.demo.people import CAL
from clinic.demo.records import ALL_CLEAR, at
from clinic.demo.scores import Seen
from programmes.models import CheckIn, Programme, Row, SessionEntry, SessionLog

# How much of the plan is done, and how many mornings are answered.
DONE: dict[Trend, float] = {"better": 0.9, "slow": 0.78, "flare": 0.85, "silent": 0.75, "worse": 0.62}
MORNINGS = 0.84
SILENT_FOR = 13
NOTES = ("", "", "", "", "Did it in two halves", "Stairs felt easier", "Tired after work", "On holiday, used a chair")
REASONS = ("No time", "Sore that day", "No band with me")
# What they had left at the end of a set, session by session: never three good ones in a row by chance.
IN_RESERVE = (3, 2, 1)


@dataclass
class Log:
    """Everything done by everybody, kept at the end in one go."""

    sessions: list[SessionLog] = field(default_factory=list)
    entries: list[SessionEntry] = field(default_factory=list)
    mornings: list[CheckIn] = field(default_factory=list)

    def keep(self) -> None:
        SessionLog.objects.bulk_create(self.sessions)
        SessionEntry.objects.bulk_create(self.entries)
        CheckIn.objects.bulk_create(self.mornings, ignore_conflicts=True)
        self.sessions, self.entries, self.mornings = [], [], []


def train(
    log: Log,
    programme: Programme,
    rows: list[Row],
    seen: Seen,
    *,
    frm: date,
    to: date,
    ready: bool,
    random: Random,
    now: datetime,
) -> None:
    """The sessions from one day to another (both included) under these rows. `ready` ends on three clean ones."""
    today = timezone.localdate(now)
    days = [frm + timedelta(days=n) for n in range((to - frm).days + 1)]
    planned = [on for on in days if any(on.weekday() in row.days for row in rows)]
    gap = _holiday(planned, random) if seen.case.course.person is not CAL else set()
    for place, on in enumerate(planned):
        day = (on - today).days
        clean = ready and place >= len(planned) - 3
        silent = seen.knee.trend == "silent" and day > -SILENT_FOR
        if silent or on in gap or (not clean and random.random() > DONE[seen.knee.trend]):
            continue
        reserve = 3 if clean else IN_RESERVE[place % 3]
        done = [row for row in rows if on.weekday() in row.days]
        do_session(log, programme, done, seen, on=on, reserve=reserve, clean=clean, random=random, now=now)


def do_session(
    log: Log,
    programme: Programme,
    rows: list[Row],
    seen: Seen,
    *,
    on: date,
    reserve: int,
    clean: bool,
    random: Random,
    now: datetime,
    note: str | None = None,
) -> None:
    """One session of these rows on a day, and the morning after it."""
    day = (on - timezone.localdate(now)).days
    pain = min(seen.knee.in_session(day), 2) if clean else seen.knee.in_session(day)
    if not clean and random.random() < 0.07:
        pain = min(pain + 2, 10)
    patient = seen.case.patient
    kept = SessionLog(
        uuid=UUID(int=random.getrandbits(128), version=4),
        programme=programme,
        on=on,
        revision=programme.revision,
        pain_during=pain,
        settle=SessionLog.Settle.WITHIN_1H if pain < 6 else SessionLog.Settle.ONE_TO_24H,
        note=random.choice(NOTES) if note is None else note,
        logged_at=min(at(on, random.randint(7, 20), random.randrange(60)), now),
        logged_by=patient.user,
    )
    log.sessions.append(kept)
    log.entries += [_entry(kept, row, pain=pain, reserve=reserve, clean=clean, random=random) for row in rows]
    _morning(log, seen, on=on + timedelta(days=1), always=clean, random=random, now=now)


def _entry(kept: SessionLog, row: Row, *, pain: int, reserve: int, clean: bool, random: Random) -> SessionEntry:
    chance = 1 if clean else random.random()
    entry = SessionEntry(log=kept, row=row, outcome="done", sets=row.sets, pain=pain, rir=reserve)
    entry.reps = row.sets * row.reps if row.reps else None
    if chance < 0.04:
        entry.outcome, entry.sets, entry.reps, entry.rir = "skipped", None, None, None
        entry.pain, entry.reason = None, random.choice(REASONS)
    elif chance < 0.1:
        entry.outcome, entry.sets = "part", max(row.sets - 1, 1)
        entry.reps = entry.sets * row.reps if row.reps else None
    return entry


def _morning(log: Log, seen: Seen, *, on: date, always: bool, random: Random, now: datetime) -> None:
    """The morning after, answered or not; Cal's today stays open for whoever signs in as him."""
    today = timezone.localdate(now)
    answered = at(on, 7, random.randint(31, 59))
    if on > today or answered > now or not (always or random.random() < MORNINGS):
        return
    if on == today and seen.case.course.person is CAL:
        return
    day = (on - today).days
    flare = seen.knee.trend == "flare" and day >= -4
    pain = min(seen.knee.resting(day) + (3 if flare else 1 if seen.knee.trend == "worse" else 0), 10)
    feeling = CheckIn.Feeling.WORSE if flare else random.choice((CheckIn.Feeling.SAME, CheckIn.Feeling.BETTER))
    log.mornings.append(
        CheckIn(
            patient=seen.case.patient,
            on=on,
            pain_morning=pain,
            feeling=feeling,
            red_flags=ALL_CLEAR,
            answered_at=answered,
        )
    )


def _holiday(planned: list[date], random: Random) -> set[date]:
    """Now and then a week without any."""
    if len(planned) < 9 or random.random() > 0.3:
        return set()
    start = random.randrange(2, len(planned) - 6)
    return set(planned[start : start + 3])
