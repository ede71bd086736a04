"""What the runners among them ran: three times a week, a little more each week; Cal went too far last weekend."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from random import Random
from uuid import UUID

from django.utils import timezone

from clinic.demo.diary import Stay
from clinic.demo.people import CAL
from clinic.demo.records import Case, at
from programmes.models import Run

RUN_DAYS = (1, 3, 6)  # Tuesday, Thursday, Sunday
LOGS_RUNS = 0.7
CALS_JUMP = Decimal(8)


def log_runs(stays: Sequence[Stay], *, random: Random, now: datetime) -> None:
    """Since the first visit, of those who run and log; a random of its own leaves everything else as it was."""
    today = timezone.localdate(now)
    runs: list[Run] = []
    for stay in stays:
        case = stay.case
        if stay.plan.type != "first" or stay.visit.end > now or not case.course.runner:
            continue
        if case.course.person is CAL or random.random() < LOGS_RUNS:
            runs += _of(case, since=timezone.localdate(stay.visit.start), today=today, random=random, now=now)
    Run.objects.bulk_create(runs)


def _of(case: Case, *, since: date, today: date, random: Random, now: datetime) -> Iterator[Run]:
    last = today - timedelta(days=1) if case.episode.closed_on is None else case.episode.closed_on
    days = [since + timedelta(days=n) for n in range(1, (last - since).days + 1)]
    planned = [on for on in days if on.weekday() in RUN_DAYS]
    for place, on in enumerate(planned):
        km = Decimal(random.randint(39, 41) + place) / 10
        pain = random.choice((1, 1, 2, 2, 3)) if place % 3 else 2
        if case.course.person is CAL and place == len(planned) - 1:
            km, pain = CALS_JUMP, 4
        elif random.random() > 0.85:
            continue
        yield Run(
            uuid=UUID(int=random.getrandbits(128), version=4),
            episode=case.episode,
            on=on,
            distance_km=min(km, Decimal(9)),
            minutes=(min(km, Decimal(9)) * Decimal(random.randint(60, 68)) / 10).quantize(Decimal("0.1")),
            rpe=random.randint(3, 5),
            pain=pain,
            surface=random.choice((Run.Surface.ROAD, Run.Surface.TRAIL)),
            logged_at=min(at(on, random.randint(17, 20), random.randrange(60)), now),
            logged_by=case.patient.user,
        )
