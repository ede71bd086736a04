"""A session is logged once, by whoever sends it and however often; a morning can be corrected."""

from datetime import date, datetime, timedelta
from uuid import uuid4

import pytest

from assessments.models import RedFlag
from assessments.redflags import PATIENT_KEYS
from patients.models import Episode, Patient
from programmes.models import CheckIn, Row, SessionLog
from programmes.services import LogRefused, adherence, check_in, log_session, review_recent
from tests.factories import PhaseFactory, ProgrammeFactory, RedFlagFactory, RowFactory

ALL_CLEAR = dict.fromkeys(PATIENT_KEYS, False)


@pytest.fixture
def row(cal_episode: Episode) -> Row:
    return RowFactory.create(phase=PhaseFactory.create(programme=ProgrammeFactory.create(episode=cal_episode)))


def test_a_session_sent_twice_is_stored_once(cal: Patient, row: Row, on: date, now: datetime) -> None:
    ident, programme = uuid4(), row.phase.programme
    entries = [{"row": row.uuid, "outcome": "done", "sets": 3, "reps": 30, "pain": 1}]
    log, made = log_session(
        programme=programme, ident=ident, on=on, entries=entries, pain_during=1, by=cal.user, now=now
    )
    again, made_again = log_session(
        programme=programme, ident=ident, on=on, entries=entries, pain_during=1, by=cal.user, now=now
    )
    assert (made, made_again) == (True, False)
    assert again == log
    assert SessionLog.objects.count() == 1


@pytest.mark.parametrize("days", [1, -60])
def test_no_session_from_the_future_or_from_before_the_programme(
    cal: Patient, row: Row, on: date, now: datetime, days: int
) -> None:
    with pytest.raises(LogRefused) as refused:
        log_session(
            programme=row.phase.programme,
            ident=uuid4(),
            on=on + timedelta(days=days),
            entries=[{"row": row.uuid, "outcome": "done"}],
            pain_during=1,
            by=cal.user,
            now=now,
        )
    assert "on" in refused.value.errors
    assert not SessionLog.objects.exists()


@pytest.mark.parametrize(
    ("entry", "field"),
    [
        ({"outcome": "done", "reps": -3}, "entries.0.reps"),
        ({"outcome": "done", "pain": 11}, "entries.0.pain"),
        ({"outcome": "maybe"}, "entries.0.outcome"),
    ],
)
def test_a_wrong_entry_leaves_nothing_behind(
    cal: Patient, row: Row, on: date, now: datetime, entry: dict[str, object], field: str
) -> None:
    with pytest.raises(LogRefused) as refused:
        log_session(
            programme=row.phase.programme,
            ident=uuid4(),
            on=on,
            entries=[{"row": row.uuid, **entry}],
            pain_during=1,
            by=cal.user,
            now=now,
        )
    assert field in refused.value.errors
    assert not SessionLog.objects.exists()


def test_an_exercise_of_somebody_else_is_refused(cal: Patient, row: Row, on: date, now: datetime) -> None:
    with pytest.raises(LogRefused, match="isn't in the programme"):
        log_session(
            programme=row.phase.programme,
            ident=uuid4(),
            on=on,
            entries=[{"row": RowFactory.create().uuid, "outcome": "done"}],
            pain_during=1,
            by=cal.user,
            now=now,
        )


def test_a_second_morning_answer_corrects_the_first(cal: Patient, on: date, now: datetime) -> None:
    check_in(patient=cal, on=on, pain_morning=5, now=now)
    check_in(patient=cal, on=on, pain_morning=2, now=now)
    assert CheckIn.objects.get().pain_morning == 2


def test_a_red_flag_at_check_in_is_opened_once(cal: Patient, on: date, now: datetime) -> None:
    for _ in range(2):
        check_in(patient=cal, on=on, pain_morning=5, red_flags={**ALL_CLEAR, "RF10": True}, now=now)
    flag = RedFlag.objects.get()
    assert (flag.rule, flag.level, flag.source) == ("RF10", "same_day", "check_in")


def test_adherence_never_passes_what_was_planned(cal: Patient, row: Row, on: date, now: datetime) -> None:
    for back in range(4):
        for _ in range(2):
            log_session(
                programme=row.phase.programme,
                ident=uuid4(),
                on=on - timedelta(days=back),
                entries=[{"row": row.uuid, "outcome": "part"}],
                pain_during=2,
                by=cal.user,
                now=now,
            )
    kept = adherence(programme=row.phase.programme, on=on)
    assert (kept.done, kept.planned) == (4, 14)


def test_today_counts_as_planned_once_it_is_logged(cal: Patient, row: Row, on: date, now: datetime) -> None:
    programme = row.phase.programme
    assert (adherence(programme=programme, on=on).planned, adherence(programme=programme, on=on).done) == (13, 0)
    log_session(
        programme=programme,
        ident=uuid4(),
        on=on,
        entries=[{"row": row.uuid, "outcome": "done"}],
        pain_during=2,
        by=cal.user,
        now=now,
    )
    assert (adherence(programme=programme, on=on).planned, adherence(programme=programme, on=on).done) == (14, 1)


def test_three_good_sessions_make_a_suggestion_that_waits_for_the_physio(
    cal: Patient, row: Row, on: date, now: datetime
) -> None:
    programme = row.phase.programme
    for back in range(12, 0, -1):
        then, day = now - timedelta(days=back), on - timedelta(days=back)
        log_session(
            programme=programme,
            ident=uuid4(),
            on=day,
            entries=[{"row": row.uuid, "outcome": "done", "sets": 3, "reps": 30, "pain": 1, "rir": 3}],
            pain_during=1,
            settle="within_1h",
            by=cal.user,
            now=then,
        )
        check_in(patient=cal, on=day + timedelta(days=1), pain_morning=0, now=then + timedelta(days=1))
    suggestion = programme.suggestions.waiting().get()
    assert (suggestion.outcome, suggestion.rule) == ("progress", "PG-CREDIT3")
    row.refresh_from_db()
    assert row.reps == 10
    assert row.retired_in is None


def test_a_morning_that_never_came_is_decided_after_36_hours(cal: Patient, row: Row, on: date, now: datetime) -> None:
    programme = row.phase.programme
    log_session(
        programme=programme,
        ident=uuid4(),
        on=on,
        entries=[{"row": row.uuid, "outcome": "done", "pain": 8}],
        pain_during=8,
        settle="over_24h",
        by=cal.user,
        now=now,
    )
    assert review_recent(now=now + timedelta(hours=40)) == 1
    assert programme.suggestions.waiting().get().outcome in {"regress", "contact"}


def test_an_open_red_flag_stops_everything(cal: Patient, row: Row, on: date, now: datetime) -> None:
    RedFlagFactory.create(patient=cal)
    log_session(
        programme=row.phase.programme,
        ident=uuid4(),
        on=on,
        entries=[{"row": row.uuid, "outcome": "done", "reps": 30, "pain": 0, "rir": 4}],
        pain_during=0,
        by=cal.user,
        now=now,
    )
    assert row.phase.programme.suggestions.waiting().get().outcome == "stop"
