"""What the progression rules are told comes whole out of the tables."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from patients.models import Episode
from programmes.models import Programme, Row, SessionEntry
from programmes.services.reading import sessions_by_row
from tests.factories import (
    NINE,
    ExerciseFactory,
    PhaseFactory,
    ProgrammeFactory,
    RowFactory,
    RunFactory,
    SessionLogFactory,
)

pytestmark = pytest.mark.django_db
TODAY = NINE.date()


@pytest.fixture
def programme(cal_episode: Episode) -> Programme:
    return ProgrammeFactory.create(episode=cal_episode, starts_on=TODAY - timedelta(days=40))


def row_of(programme: Programme, code: str = "X20") -> Row:
    exercise = ExerciseFactory.create(code=code)
    return RowFactory.create(phase=PhaseFactory.create(programme=programme), exercise=exercise, days=[0, 2, 4])


def log(programme: Programme, row: Row, on: date) -> None:
    session = SessionLogFactory.create(programme=programme, on=on)
    SessionEntry.objects.create(log=session, row=row, outcome=SessionEntry.Outcome.DONE)


def test_the_window_before_the_last_one_is_known_once_it_was_whole(programme: Programme) -> None:
    row = row_of(programme)
    log(programme, row, TODAY)
    (seen,) = sessions_by_row(programme, NINE)[row.pk]
    assert seen.adh14 is not None
    assert seen.adh14 < Decimal("0.4")
    assert seen.adh14_before == 0
    programme.starts_on = TODAY - timedelta(days=20)
    programme.save()
    (seen,) = sessions_by_row(Programme.objects.whole().get(pk=programme.pk), NINE)[row.pk]
    assert seen.adh14_before is None, "Of a window that the plan did not cover nobody can say how much was done."


@pytest.mark.parametrize(("code", "clash"), [("X45", TODAY - timedelta(days=3)), ("X20", None)])
def test_jumping_is_told_when_the_run_step_went_up(programme: Programme, code: str, clash: date | None) -> None:
    row = row_of(programme, code)
    for days, step in ((10, 2), (6, 3), (3, 4), (1, 4)):
        RunFactory.create(episode=programme.episode, on=TODAY - timedelta(days=days), step=step)
    log(programme, row, TODAY)
    (seen,) = sessions_by_row(programme, NINE)[row.pk]
    assert seen.clash_on == clash
