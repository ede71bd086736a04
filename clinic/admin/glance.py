"""What a physio sees of a patient at one glance, in a row: which knee, how pain, sessions and score go, what comes."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone

from assessments import instruments
from assessments.models import OutcomeRequest, OutcomeScore
from clinic.bookings.models import Appointment
from patients.models import Episode
from programmes.models import CheckIn, Programme, SessionLog

FORTNIGHT = 14
CELLS = 6
# The cells reach back no further than this many weeks, however few sessions a week are planned.
CELLS_WITHIN = timedelta(weeks=4)


@dataclass(slots=True)
class Glance:
    """`pains` has one entry a day, oldest first, None where nobody said; `cells` the last planned days, "done" or
    "unknown"; `score` the newest AKPS with its `change` since the start of the episode, `due` the open forms."""

    side: str = ""
    week: int | None = None
    pains: list[int | None] = field(default_factory=lambda: [None] * FORTNIGHT)
    cells: list[str] = field(default_factory=list)
    score: str = ""
    change: str = ""
    due: int = 0
    next_visit: datetime | None = None

    @property
    def pain(self) -> int | None:
        """The last that was said, unless the fortnight is silent."""
        return next((pain for pain in reversed(self.pains) if pain is not None), None)


def glances(*, patients: Collection[int], user: Any, now: datetime) -> dict[int, Glance]:
    """One for each patient by primary key. Eight queries, however many patients."""
    on = timezone.localdate(now)
    told: dict[int, Glance] = {patient: Glance() for patient in patients}
    episodes = Episode.objects.visible_to(user).open().filter(patient__in=patients)
    for episode in episodes.order_by("opened_on"):
        told[episode.patient_id].side = episode.get_side_display()
        told[episode.patient_id].week = max((on - episode.opened_on).days, 0) // 7 + 1
    _pains(told, on)
    _cells(told, on)
    _scores(told)
    asked = OutcomeRequest.objects.visible_to(user).open(on).filter(episode__patient__in=told)
    for patient in asked.values_list("episode__patient", flat=True):
        told[patient].due += 1
    booked = Appointment.objects.visible_to(user).upcoming(now).filter(patient__in=told)
    for patient, start in booked.values_list("patient", "start").reverse():
        told[patient].next_visit = start
    return told


def _pains(told: Mapping[int, Glance], on: date) -> None:
    first = on - timedelta(days=FORTNIGHT - 1)
    for check in CheckIn.objects.filter(patient__in=told, on__gte=first, on__lte=on):
        told[check.patient_id].pains[(check.on - first).days] = check.pain_morning


def _cells(told: Mapping[int, Glance], on: date) -> None:
    """The last planned days up to yesterday, and today once it is logged."""
    programmes = Programme.objects.active().filter(episode__patient__in=told).whole()
    first = on - CELLS_WITHIN
    logged: dict[int, set[date]] = defaultdict(set)
    sessions = SessionLog.objects.filter(programme__in=programmes).between(first, on)
    for key, day in sessions.values_list("programme", "on"):
        logged[key].add(day)
    for programme in programmes:
        told[programme.episode.patient_id].cells = _planned(programme, logged[programme.pk], first=first, on=on)


def _planned(programme: Programme, logged: Collection[date], *, first: date, on: date) -> list[str]:
    weekdays = programme.planned_days()
    first = max(first, programme.starts_on)
    days = [first + timedelta(days=number) for number in range((on - first).days + 1)]
    planned = [
        day for day in days if day.weekday() in weekdays and not programme.pause_on(day) and (day < on or day in logged)
    ]
    return ["done" if day in logged else "unknown" for day in planned[-CELLS:]]


def _scores(told: Mapping[int, Glance]) -> None:
    akps = instruments.get("akps")
    series: dict[int, list[Decimal]] = defaultdict(list)
    scored = OutcomeScore.objects.of("akps").scored().filter(episode__in=Episode.objects.open())
    for patient, score in scored.filter(episode__patient__in=told).in_order().values_list("episode__patient", "score"):
        series[patient].append(score or Decimal(0))
    for patient, scores in series.items():
        told[patient].score = akps.shown(scores[-1])
        if len(scores) > 1:
            told[patient].change = akps.shown(scores[-1] - scores[0], signed=True)
