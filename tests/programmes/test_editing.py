"""A programme is changed row by row: each change a revision, nothing overwritten, logs left with what they were."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from assessments.models import RedFlag
from clinic.accounts.models import User
from patients.models import Episode
from programmes.models import Pause, Phase, Programme, Row, SessionEntry, Suggestion
from programmes.services import (
    EditRefused,
    ProgrammeOvertaken,
    add_row,
    adherence,
    change_row,
    end_pause,
    move_row,
    pause_programme,
    remove_row,
)
from tests.factories import (
    ExaminationFactory,
    ExerciseFactory,
    OutcomeScoreFactory,
    PhaseFactory,
    ProgrammeFactory,
    RedFlagFactory,
    RowFactory,
    SessionLogFactory,
    SuggestionFactory,
)

pytestmark = pytest.mark.django_db
DOSE: Mapping[str, Any] = {
    "preset": "D3",
    "sets": 3,
    "reps": [8, 10],
    "seconds": None,
    "load": "10 kg",
    "rest_s": 90,
    "per_week": 3,
}


def an_exercise(code: str, **more: Any) -> Any:
    return ExerciseFactory.create(code=code, content={"dose": DOSE, "tempo": "3-0-2", "why": "Stairs."}, **more)


@pytest.fixture
def programme(cal_episode: Episode, ana: User) -> Programme:
    return ProgrammeFactory.create(episode=cal_episode, assigned_by=ana, starts_on=date(2026, 11, 2))


@pytest.fixture
def phase(programme: Programme) -> Phase:
    return PhaseFactory.create(programme=programme)


@pytest.fixture
def row(phase: Phase) -> Row:
    return RowFactory.create(phase=phase, exercise=an_exercise("X20"), sets=3, reps=10, days=[0, 2, 4], order=1)


def test_a_changed_row_is_a_new_one_and_logs_keep_the_old(
    row: Row, programme: Programme, ana: User, now: datetime
) -> None:
    log = SessionLogFactory.create(programme=programme, on=now.date())
    entry = SessionEntry.objects.create(log=log, row=row, outcome="done")
    asked = SuggestionFactory.create(programme=programme, row=row)
    changed = change_row(row=row, values={"reps": 12, "side": "left"}, revision=1, by=ana, now=now)
    row.refresh_from_db()
    entry.refresh_from_db()
    asked.refresh_from_db()
    assert (changed.reps, changed.side, changed.added_in, changed.retired_in) == (12, "left", 2, None)
    assert (row.reps, row.retired_in, entry.row_id) == (10, 2, row.pk)
    assert asked.state == Suggestion.State.SUPERSEDED
    assert Programme.objects.get().revision == 2


def test_the_same_change_twice_is_one_and_no_change_is_none(row: Row, ana: User, now: datetime) -> None:
    first = change_row(row=row, values={"reps": 12}, revision=1, by=ana, now=now)
    assert change_row(row=row, values={"reps": 12}, revision=1, by=ana, now=now) == first
    assert change_row(row=first, values={"reps": 12}, revision=2, by=ana, now=now) == first
    assert Programme.objects.get().revision == 2


def test_the_second_of_two_physios_is_told_and_overwrites_nothing(
    row: Row, ana: User, ben: User, now: datetime
) -> None:
    change_row(row=row, values={"reps": 12}, revision=1, by=ana, now=now)
    with pytest.raises(ProgrammeOvertaken):
        change_row(row=row, values={"reps": 8}, revision=1, by=ben, now=now)
    assert list(Row.objects.filter(retired_in=None).values_list("reps", flat=True)) == [12]


@pytest.mark.parametrize(
    ("values", "field"), [({"reps": -3}, "reps"), ({"load": "400 kg"}, "load"), ({"days": []}, "days")]
)
def test_a_slip_is_refused_at_its_field(row: Row, ana: User, now: datetime, values: dict[str, Any], field: str) -> None:
    with pytest.raises(EditRefused) as refused:
        change_row(row=row, values=values, revision=1, by=ana, now=now)
    assert list(refused.value.errors) == [field]
    assert Programme.objects.get().revision == 1


def test_an_exercise_is_added_with_its_start_dose_once(row: Row, phase: Phase, ana: User, now: datetime) -> None:
    exercise = an_exercise("X23", pain_rule="P2")
    made = add_row(phase=phase, exercise=exercise, revision=1, by=ana, now=now)
    assert (made.sets, made.reps, made.load, made.tempo, made.days) == (3, 8, "10 kg", "3-0-2", [0, 2, 4])
    assert (made.order, made.pain_rule, made.why) == (2, "P2", "Stairs.")
    with pytest.raises(EditRefused, match="already"):
        add_row(phase=phase, exercise=exercise, revision=2, by=ana, now=now)


def test_what_the_library_no_longer_has_stays_prescribed_and_is_not_added_again(
    row: Row, phase: Phase, ana: User, now: datetime
) -> None:
    row.exercise.retired = True
    row.exercise.save()
    assert change_row(row=row, values={"reps": 8}, revision=1, by=ana, now=now).exercise == row.exercise
    with pytest.raises(EditRefused, match="no longer in the library"):
        add_row(phase=phase, exercise=an_exercise("X40", retired=True), revision=2, by=ana, now=now)


def test_a_phase_keeps_an_exercise(row: Row, phase: Phase, ana: User, now: datetime) -> None:
    with pytest.raises(EditRefused, match="at least one"):
        remove_row(row=row, revision=1, by=ana, now=now)
    other = RowFactory.create(phase=phase, exercise=an_exercise("X21"), order=2)
    remove_row(row=row, revision=1, by=ana, now=now)
    assert list(phase.rows.filter(retired_in=None)) == [other]


def test_rows_change_places(row: Row, phase: Phase) -> None:
    other = RowFactory.create(phase=phase, exercise=an_exercise("X21"), order=2)
    move_row(row=other, up=True, revision=1)
    assert list(phase.rows.filter(retired_in=None)) == [other, row]
    move_row(row=other, up=True, revision=2)
    assert Programme.objects.get().revision == 2, "The first has nowhere to go."


def test_a_red_flag_lets_nothing_be_added_or_raised_and_everything_be_eased(
    row: Row, phase: Phase, ana: User, now: datetime, programme: Programme
) -> None:
    RedFlagFactory.create(patient=programme.episode.patient, level=RedFlag.Level.URGENT)
    with pytest.raises(EditRefused, match="red flag"):
        add_row(phase=phase, exercise=an_exercise("X21"), revision=1, by=ana, now=now)
    with pytest.raises(EditRefused, match="red flag"):
        change_row(row=row, values={"sets": 4}, revision=1, by=ana, now=now)
    assert change_row(row=row, values={"sets": 2}, revision=1, by=ana, now=now).sets == 2


def test_no_jumping_is_added_while_the_newest_examination_found_the_knee_swollen(
    row: Row, phase: Phase, programme: Programme, ana: User, now: datetime
) -> None:
    jump = an_exercise("X45")
    note = ExaminationFactory.create(
        episode=programme.episode,
        author=ana,
        findings={"O02": {"left": "1_plus"}},
        signed_by=ana,
        signed_at=now,
        signed_as="Ana Reyes",
    )
    with pytest.raises(EditRefused, match="swollen"):
        add_row(phase=phase, exercise=jump, revision=1, by=ana, now=now)
    ExaminationFactory.create(
        episode=programme.episode,
        author=ana,
        findings={"O02": {"left": "none"}},
        contact_at=note.contact_at + timedelta(hours=1),
        signed_by=ana,
        signed_at=now,
        signed_as="Ana Reyes",
    )
    OutcomeScoreFactory.create(episode=programme.episode, instrument="nprs_w", score=6)
    with pytest.raises(EditRefused, match="now 6"):
        add_row(phase=phase, exercise=jump, revision=1, by=ana, now=now)


def test_a_pause_takes_its_days_out_of_plan_and_count(row: Row, programme: Programme, ana: User, now: datetime) -> None:
    monday = date(2026, 11, 23)
    tuesday = monday + timedelta(days=1)
    before = adherence(programme=programme, on=tuesday, days=7)
    pause_programme(
        programme=programme, starts_on=monday - timedelta(days=3), ends_on=monday, reason="illness", by=ana, now=now
    )
    paused = Programme.objects.whole().get()
    assert paused.rows_on(monday) == []
    assert paused.rows_on(monday + timedelta(days=2)) == [row]
    assert list(Programme.objects.running_on(monday)) == []
    assert list(Programme.objects.running_on(monday + timedelta(days=1))) == [programme]
    assert (before.planned, adherence(programme=paused, on=tuesday, days=7).planned) == (3, 1)


@pytest.mark.parametrize(
    ("starts", "ends", "words"),
    [(5, 3, "before the first"), (0, 120, "three months"), (9, 12, "already"), (12, 20, "already")],
)
def test_pauses_are_in_order_short_and_never_over_one_another(
    programme: Programme, ana: User, now: datetime, starts: int, ends: int, words: str
) -> None:
    first = date(2026, 12, 1)
    made = pause_programme(
        programme=programme,
        starts_on=first + timedelta(days=10),
        ends_on=first + timedelta(days=15),
        reason="holiday",
        by=ana,
        now=now,
    )
    with pytest.raises(EditRefused, match=words):
        pause_programme(
            programme=programme,
            starts_on=first + timedelta(days=starts),
            ends_on=first + timedelta(days=ends),
            reason="holiday",
            by=ana,
            now=now,
        )
    again = pause_programme(
        programme=programme, starts_on=made.starts_on, ends_on=made.ends_on, reason="holiday", by=ana, now=now
    )
    assert again == made


def test_a_pause_ends_early(programme: Programme, ana: User, now: datetime) -> None:
    today = now.date()
    standing = pause_programme(
        programme=programme,
        starts_on=today - timedelta(days=4),
        ends_on=today + timedelta(days=4),
        reason="other",
        by=ana,
        now=now,
    )
    end_pause(pause=standing, today=today)
    assert Pause.objects.get().ends_on == today - timedelta(days=1)
    coming = pause_programme(
        programme=programme,
        starts_on=today + timedelta(days=9),
        ends_on=today + timedelta(days=9),
        reason="other",
        by=ana,
        now=now,
    )
    end_pause(pause=coming, today=today)
    assert Pause.objects.count() == 1
