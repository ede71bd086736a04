"""Cal's programme, and nine o'clock on the day for pages that read the clock."""

from collections.abc import Iterator
from datetime import datetime

import pytest
import time_machine

from clinic.accounts.models import User
from patients.models import Episode
from programmes.models import Programme
from tests.factories import ExerciseFactory, PhaseFactory, ProgrammeFactory, RowFactory


@pytest.fixture(autouse=True)
def _nine_o_clock(now: datetime) -> Iterator[None]:
    with time_machine.travel(now, tick=False):
        yield


@pytest.fixture
def programme(cal_episode: Episode, ana: User) -> Programme:
    """Three exercises on Tuesday, Thursday and Saturday, for two weeks now."""
    made = ProgrammeFactory.create(episode=cal_episode, assigned_by=ana)
    phase = PhaseFactory.create(programme=made)
    for slug, name in (("bridge", "Bridge"), ("step-up", "Step up"), ("wall-sit", "Wall sit")):
        RowFactory.create(phase=phase, exercise=ExerciseFactory.create(slug=slug, name=name), days=[1, 3, 5])
    return made
