"""A run is kept once, by whoever sends it and from whichever file; a slip is taken out and stays out."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import Decimal
from io import BytesIO
from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from patients.models import Episode, Patient
from programmes.models import Run
from programmes.services import Imported, LogRefused, RunningLoad, import_runs, log_run, running_load, take_out
from tests.factories import CheckInFactory, RunFactory

Log = Callable[..., tuple[Run, bool]]
Import = Callable[..., Imported]


@pytest.fixture
def log(cal: Patient, cal_episode: Episode, on: date, now: datetime) -> Log:
    def logged(**said: Any) -> tuple[Run, bool]:
        whole = {"ident": uuid4(), "on": on, "distance_km": Decimal(5), "minutes": Decimal(30), "episode": cal_episode}
        return log_run(**{**whole, **said}, by=cal.user, now=now)

    return logged


@pytest.fixture
def bring(cal: Patient, cal_episode: Episode, now: datetime) -> Import:
    def brought(*lines: str, dry_run: bool = False, header: str = "date,km,minutes") -> Imported:
        file = BytesIO("\n".join((header, *lines)).encode())
        return import_runs(episode=cal_episode, file=file, by=cal.user, now=now, dry_run=dry_run)

    return brought


def test_a_run_sent_twice_is_kept_once(log: Log) -> None:
    ident = uuid4()
    first, made = log(ident=ident, pain=2)
    again, made_again = log(ident=ident, pain=9)
    assert (made, made_again) == (True, False)
    assert again == first
    assert Run.objects.get().pain == 2


def test_the_id_of_a_run_of_somebody_else_is_refused_and_shows_nothing(log: Log) -> None:
    ident = RunFactory.create().uuid
    with pytest.raises(LogRefused) as refused:
        log(ident=ident)
    assert refused.value.errors == {"id": "This id belongs to another run."}


def test_what_a_device_sends_is_rounded_to_what_is_kept(log: Log) -> None:
    run, _ = log(distance_km=Decimal("5.12849"), minutes=Decimal("28.4833"))
    assert (run.distance_km, run.minutes) == (Decimal("5.13"), Decimal("28.5"))


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"on": date(2026, 11, 25)}, "on"),
        ({"on": date(2020, 1, 1)}, "on"),
        ({"distance_km": Decimal(0)}, "distance_km"),
        ({"distance_km": Decimal("0.001")}, "distance_km"),
        ({"distance_km": Decimal("160.01")}, "distance_km"),
        ({"minutes": Decimal("0.9")}, "minutes"),
        ({"minutes": Decimal(1441)}, "minutes"),
        ({"pain": 11}, "pain"),
        ({"rpe": -1}, "rpe"),
        ({"step": 13}, "step"),
        ({"surface": "moon"}, "surface"),
    ],
)
def test_a_run_that_cannot_be_is_refused_by_the_field(log: Log, said: dict[str, Any], field: str) -> None:
    with pytest.raises(LogRefused) as refused:
        log(**said)
    assert list(refused.value.errors) == [field]
    assert not Run.objects.exists()


def test_no_run_after_the_care_has_ended(log: Log, cal_episode: Episode, on: date) -> None:
    cal_episode.close(outcome="discharged", on=on - timedelta(days=1))
    with pytest.raises(LogRefused, match="had ended"):
        log()
    assert log(on=on - timedelta(days=1))[1]


@pytest.mark.parametrize(
    ("km", "minutes", "words"),
    [
        ("5", "12.4", "faster than anybody"),
        ("5", "12.5", ""),
        ("5", "150", ""),
        ("5", "150.1", "slower than a slow walk"),
    ],
)
def test_a_pace_that_nobody_has_is_asked_about_and_kept(log: Log, km: str, minutes: str, words: str) -> None:
    run, _ = log(distance_km=Decimal(km), minutes=Decimal(minutes))
    assert words in run.warning
    assert bool(words) == bool(run.warning)


@pytest.mark.parametrize(
    "row",
    [
        {"distance_km": 0},
        {"distance_km": Decimal("160.01")},
        {"minutes": Decimal("0.9")},
        {"minutes": 1441},
        {"pain": 11},
        {"pain_morning": 11},
        {"rpe": 11},
        {"step": 0},
        {"step": 13},
        {"source": "gpx"},
        {"file_mark": "a" * 64},
        {"source": "csv", "file_mark": "a" * 64, "file_line": None},
    ],
)
def test_the_database_itself_refuses_a_run_that_cannot_be(cal_episode: Episode, row: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        RunFactory.create(episode=cal_episode, **row)


def test_the_database_itself_refuses_the_same_line_of_a_file_and_the_same_id_twice(cal_episode: Episode) -> None:
    line = {"source": "csv", "file_mark": "a" * 64, "file_line": 2}
    kept = RunFactory.create(episode=cal_episode, **line)
    for twice in (line, {"uuid": kept.uuid}):
        with pytest.raises(IntegrityError), transaction.atomic():
            RunFactory.create(episode=cal_episode, **twice)
    RunFactory.create(**line)  # another patient's copy of the file
    assert Run.objects.count() == 2


def test_the_same_file_twice_adds_nothing(bring: Import) -> None:
    lines = ("2026-11-20,5,30", "2026-11-22,6,36")
    assert len(bring(*lines).added) == 2
    again = bring(*lines)
    assert (again.added, [bad.line for bad in again.skipped]) == ([], [2, 3])
    assert "already" in again.skipped[0].why


def test_a_longer_export_of_the_same_runs_adds_only_what_is_new(bring: Import, log: Log, on: date) -> None:
    log(on=on - timedelta(days=2))
    bring("2026-11-20,4,25")
    longer = bring("2026-11-20,4,25", "2026-11-22,5,30", "2026-11-23,6,36")
    assert [run.file_line for run in longer.added] == [4]
    assert Run.objects.count() == 3


def test_two_runs_alike_in_one_file_are_two_runs(bring: Import) -> None:
    lines = ("2026-11-20,5,30", "2026-11-20,5,30")
    assert len(bring(*lines).added) == 2
    assert bring(*lines).added == []
    assert Run.objects.count() == 2


def test_a_look_at_a_file_says_the_same_and_keeps_nothing(bring: Import) -> None:
    lines = ("2026-11-20,5,30", "yesterday,5,30", "2026-11-25,5,30", "2025-11-20,5,30", "2026-11-21,5,9")
    looked = bring(*lines, dry_run=True)
    assert not Run.objects.exists()
    kept = bring(*lines)
    assert [run.key for run in looked.added] == [run.key for run in kept.added]
    assert looked.skipped == kept.skipped
    assert [bad.line for bad in kept.skipped] == [3, 4, 5]
    assert [bad.line for bad in kept.doubted] == [6]
    assert Run.objects.count() == 2


def test_a_run_taken_out_counts_no_more_and_its_file_does_not_bring_it_back(
    bring: Import, cal: Patient, cal_episode: Episode, on: date, now: datetime
) -> None:
    (run,) = bring("2026-11-20,50,300").added
    for _ in range(2):
        take_out(run=run, by=cal.user, now=now)
    assert (run.taken_out_at, run.taken_out_by) == (now, cal.user)
    assert bring("2026-11-20,50,300").added == []
    assert running_load(episode=cal_episode, on=on).runs == []


def test_ten_thousand_runs_come_in_many_to_a_query(bring: Import, cal_episode: Episode) -> None:
    Episode.objects.filter(pk=cal_episode.pk).update(opened_on=date(1998, 1, 1))
    cal_episode.refresh_from_db()
    first = date(1998, 6, 1)
    lines = [f"{first + timedelta(days=n)},{n % 20 + 1}.5,{90 + n % 50}" for n in range(10_000)]
    with CaptureQueriesContext(connection) as asked:
        assert len(bring(*lines).added) == 10_000
    assert len(asked) <= 10_000 / 40  # SQLite takes the fewest rows at once
    assert len(bring(*lines).skipped) == 10_000


def test_desk_sees_no_run_and_a_patient_only_the_own(cal: Patient, cal_episode: Episode, ana: Any, bea: Any) -> None:
    own, foreign = RunFactory.create(episode=cal_episode), RunFactory.create()
    assert list(Run.objects.visible_to(cal.user)) == [own]
    assert set(Run.objects.visible_to(ana)) == {own, foreign}
    assert not Run.objects.visible_to(bea).exists()
    assert not Run.objects.visible_to(None).exists()


def read(episode: Episode, on: date) -> RunningLoad:
    return running_load(episode=episode, on=on)


def test_each_run_is_shown_with_the_longest_of_the_month_before_it(cal_episode: Episode, on: date) -> None:
    for back, km in ((9, 5), (5, 6), (0, 4)):
        RunFactory.create(episode=cal_episode, on=on - timedelta(days=back), distance_km=km)
    told = read(cal_episode, on)
    assert [(str(shown.run.distance_km), str(shown.longest), shown.jump) for shown in told.runs] == [
        ("4.00", "6", False),
        ("6.00", "5", True),
        ("5.00", "None", False),
    ]
    assert told.longest == 6


def test_the_morning_after_comes_from_the_check_in_and_from_the_run_where_it_says_so(
    cal: Patient, cal_episode: Episode, on: date
) -> None:
    run = RunFactory.create(episode=cal_episode, on=on - timedelta(days=1), pain=4)
    assert read(cal_episode, on).leads[0].rule == "PAIN-OK"
    CheckInFactory.create(patient=cal, on=on, pain_morning=5)
    assert read(cal_episode, on).leads[0].rule == "PAIN-EASE"
    Run.objects.filter(pk=run.pk).update(pain_morning=0)
    assert read(cal_episode, on).leads[0].rule == "PAIN-OK"


def test_the_log_is_read_with_as_many_queries_for_ten_runs_as_for_many_years(cal_episode: Episode, on: date) -> None:
    RunFactory.create_batch(10, episode=cal_episode)
    with CaptureQueriesContext(connection) as few:
        read(cal_episode, on)
    Run.objects.bulk_create(
        RunFactory.build(episode=cal_episode, on=on - timedelta(days=n % 4000), pk=None) for n in range(10_000)
    )
    with CaptureQueriesContext(connection) as many:
        told = read(cal_episode, on)
    assert len(few) == len(many) <= 5
    assert len(told.weeks) <= 12
