"""Which few of the free times to offer on the phone, in which order, and why each one."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from django.utils import timezone

from clinic.accounts.models import User
from clinic.bookings.diary import notice_for, read_diary
from clinic.bookings.models import Appointment, AppointmentType
from clinic.bookings.slots import FIVE, NOON, PartOfDay, Slot
from patients.models import Patient

OFFERED = 6
LOOK_AHEAD = timedelta(days=28)
PARTS: tuple[PartOfDay, ...] = ("morning", "afternoon", "evening")
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


@dataclass(frozen=True)
class Wished:
    """A start with a physio, as a form names it: `2026-11-26T18:15:00+00:00 <uuid of the physio>`."""

    start: datetime
    physio: User

    @property
    def value(self) -> str:
        return f"{self.start.isoformat()} {self.physio.uuid}"


@dataclass(frozen=True)
class Time:
    """One offered time with its reason."""

    start: datetime
    end: datetime
    physio: User
    why: str
    chosen: bool = False

    @property
    def value(self) -> str:
        return Wished(self.start, self.physio).value


@dataclass(frozen=True)
class Times:
    offered: list[Time]

    def choose(self, wished: Wished | None, *, gone: bool = False) -> "Times":
        """The wished time chosen (put in front when it is not among those offered); else the first.

        A time that is `gone` can't be chosen: then the next one after it is.
        """
        offered = self.offered
        first = next(iter(offered), None)
        if wished:
            others = [time for time in offered if time.value != wished.value]
            later = [time for time in others if time.start >= wished.start]
            same = next((time for time in offered if time.value == wished.value), None)
            soonest = min(later, key=lambda time: time.start, default=next(iter(others), None))
            first = soonest if gone else same
        return Times([replace(t, chosen=t == first) for t in offered])

    @property
    def chosen(self) -> Time | None:
        return next((time for time in self.offered if time.chosen), None)


def wishes_of(preferred: Iterable[str]) -> tuple[set[str], set[int]]:
    """Parts of day and weekdays (Monday 0) from what somebody ticked or said."""
    words = {word.strip(",.;").lower() for line in preferred for word in str(line).replace("_", " ").split()}
    parts: set[str] = {part for part in PARTS if part in words or f"{part}s" in words}
    days = {n for n, day in enumerate(WEEKDAYS) if any(word.startswith(day) for word in words)}
    return parts, days


def best_times(
    *,
    type: AppointmentType,
    by: User,
    now: datetime,
    physio: User | None = None,
    part: PartOfDay | None = None,
    after: date | None = None,
    preferred: Sequence[str] = (),
    patient: Patient | None = None,
    besides: Appointment | None = None,
    also: Wished | None = None,
    nearest: Sequence[Slot] = (),
) -> Times:
    """At most six: the soonest that fit the wishes, then those with a physio they know, then simply the soonest.

    `preferred` orders, `part`, `physio` and `after` decide. `also` is a time named already, such as a gap in the
    diary: it comes first while it is free. `nearest` are those nearest to a time that has just gone.
    """
    frm = max(after or timezone.localdate(now), timezone.localdate(now))
    diary = read_diary(frm=frm, to=frm + LOOK_AHEAD, now=now, by=by, besides=besides.pk if besides else None)
    free = diary.free(
        frm=frm,
        to=frm + LOOK_AHEAD,
        now=now,
        type=type,
        physio=physio,
        part_of_day=part,
        notice=notice_for(by, diary.practice),
    )
    parts, days = wishes_of(preferred)
    known = _physios_of(patient)
    named = [s for s in free if also and s.start == also.start and s.physio == also.physio.pk]
    fit = [s for s in free if _fits(s, parts, days)] if parts or days else []
    theirs = [s for s in free if s.physio in known]
    order = [
        *named,
        *_after_first(nearest, also)[:2],
        *_spread(fit, 3),
        *_spread([s for s in fit if s.physio in known], 1),
    ]
    order += [*_spread(theirs, 1), *_spread(free, OFFERED)]
    offered: list[Time] = []
    for slot in order:
        if len(offered) < OFFERED and all((t.start, t.physio.pk) != (slot.start, slot.physio) for t in offered):
            why = _why(slot, diary.physios, known, parts, days, first=slot == (fit or free)[0])
            offered.append(Time(slot.start, slot.end, diary.physios[slot.physio], why))
    return Times(offered)


def _after_first(nearest: Sequence[Slot], gone: Wished | None) -> list[Slot]:
    """Those after the time that has gone, the nearest first; then those before it."""
    if gone is None:
        return list(nearest)
    return sorted(nearest, key=lambda slot: (slot.start < gone.start, abs(slot.start - gone.start)))


def _spread(slots: list[Slot], most: int) -> list[Slot]:
    """The soonest of each physio and half-day, so that four offers are four different choices."""
    seen: dict[Any, Slot] = {}
    for slot in slots:
        local = timezone.localtime(slot.start)
        seen.setdefault((slot.physio, local.date(), _part(local)), slot)
        if len(seen) >= most:
            break
    return list(seen.values())


def _part(local: datetime) -> PartOfDay:
    clock = local.time()
    return "morning" if clock < NOON else "afternoon" if clock < FIVE else "evening"


def _fits(slot: Slot, parts: set[str], days: set[int]) -> bool:
    local = timezone.localtime(slot.start)
    return (not parts or _part(local) in parts) and (not days or local.weekday() in days)


def _physios_of(patient: Patient | None) -> dict[int, int]:
    """Physios this patient has seen, with the year of the last visit."""
    if patient is None:
        return {}
    seen = patient.appointments.filter(status=Appointment.Status.ATTENDED).order_by("start")
    return {physio: timezone.localtime(start).year for physio, start in seen.values_list("physio_id", "start")}


def _why(
    slot: Slot, physios: dict[int, User], known: dict[int, int], parts: set[str], days: set[int], *, first: bool
) -> str:
    reasons = []
    if first:
        wished = next(iter(parts)) if len(parts) == 1 else "that suits" if parts or days else ""
        reasons.append(f"Soonest {wished}".strip())
    elif (parts or days) and not _fits(slot, parts, days):
        reasons.append(f"Not {' or '.join(sorted(parts))}" if parts else "Another day than asked")
    if slot.physio in known:
        reasons.append(f"Saw them in {known[slot.physio]}")
    if special := physios[slot.physio].speciality:
        reasons.append(special)
    return ". ".join(reasons) + "." if reasons else ""
