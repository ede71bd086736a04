"""Five years of logs cost a page no more queries than a fortnight of them, and no page grows without end."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any, NamedTuple

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from clinic.accounts.models import User
from patients.models import Episode, Patient
from programmes.models import CheckIn, Programme, Row, Run, SessionEntry, SessionLog
from tests.factories import (
    AppointmentFactory,
    CheckInFactory,
    ExaminationFactory,
    OutcomeScoreFactory,
    PhaseFactory,
    ProgrammeFactory,
    RowFactory,
    RunFactory,
    RunningPlanFactory,
    SessionLogFactory,
)

FORTNIGHT, FIVE_YEARS, MONTH = 14, 5 * 365, 30
MOST_HTML = 128 * 1024  # before compression; a chart of five years may say more, not without end


class Cost(NamedTuple):
    queries: int
    html: int  # bytes


@pytest.fixture
def programme(cal_episode: Episode) -> Programme:
    """Four exercises on each day, five years old, beside a running plan."""
    begun = timezone.localdate() - timedelta(days=FIVE_YEARS)
    made = ProgrammeFactory.create(episode=cal_episode, starts_on=begun, phase_since=begun)
    RowFactory.create_batch(4, phase=PhaseFactory.create(programme=made))
    RunningPlanFactory.create(episode=cal_episode, starts_on=begun)
    return made


def live(programme: Programme, days: Iterable[date], by: User) -> None:
    """On each day a session, a morning and a run; each month the knee score, a note and a visit."""
    episode, rows, days = programme.episode, list(Row.objects.all()), list(days)
    logs = SessionLog.objects.bulk_create(
        SessionLogFactory.build(programme=programme, on=day, logged_at=noon(day), pain_during=day.day % 4)
        for day in days
    )
    SessionEntry.objects.bulk_create(
        SessionEntry(log=log, row=row, outcome="done", sets=3, reps=30, pain=log.pain_during)
        for log in logs
        for row in rows
    )
    CheckIn.objects.bulk_create(
        CheckInFactory.build(patient=episode.patient, on=day, answered_at=noon(day)) for day in days
    )
    Run.objects.bulk_create(
        RunFactory.build(episode=episode, on=day, distance_km=Decimal(4 + day.day % 3), logged_at=noon(day))
        for day in days
    )
    for day in days[::MONTH]:
        at, signed = noon(day), {"signed_at": noon(day), "signed_by": by, "signed_as": str(by)}
        OutcomeScoreFactory.create(episode=episode, instrument="akps", score=60 + day.day, collected_on=day)
        ExaminationFactory.create(episode=episode, author=by, contact_at=at, findings={"S31": ["none"]}, **signed)
        AppointmentFactory.create(episode=episode, physio=by, start=at, status="attended")


def noon(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(12)))


def cost(client: Client, address: str) -> Cost:
    """Of the second look: the first may fill what is kept for all."""
    client.get(address)
    with CaptureQueriesContext(connection) as asked:
        answer = client.get(address)
    assert answer.status_code == 200
    return Cost(len(asked), len(answer.content))


def test_five_years_of_logs_cost_no_page_more_than_a_fortnight(
    programme: Programme, ana: User, cal: Patient, signed_in: Any
) -> None:
    physio, patient = signed_in(ana), signed_in(cal)
    pages = {
        reverse("staff:chart", args=[cal.uuid]): physio,
        reverse("api:patient-timeline", args=[cal.uuid]): physio,
        "/admin/": physio,
        "/portal/": patient,
        "/portal/session/": patient,
        "/portal/progress/": patient,
        "/portal/running/": patient,
    }
    yesterday = timezone.localdate() - timedelta(days=1)
    days = [yesterday - timedelta(days=back) for back in range(FIVE_YEARS)]
    live(programme, days[:FORTNIGHT], ana)
    young = {address: cost(client, address) for address, client in pages.items()}
    live(programme, days[FORTNIGHT:], ana)
    old = {address: cost(client, address) for address, client in pages.items()}
    assert {page: each.queries for page, each in old.items()} == {page: each.queries for page, each in young.items()}
    assert {page: each.html for page, each in old.items() if each.html > MOST_HTML} == {}
