"""Runs over the API: sent by patients and physios, read back, imported from files."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.conf.global_settings import FILE_UPLOAD_MAX_MEMORY_SIZE
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from clinic.accounts.models import User
from patients.models import Episode, Patient
from programmes.models import Run
from tests.factories import EpisodeFactory, RunFactory

SignIn = Callable[[User | Patient], Client]
RUNS, IMPORT = "/api/v1/runs/", "/api/v1/runs/import/"
TABLE = b"date,km,minutes\n2026-11-20,5,30\nyesterday,5,30\n2026-11-22,6,12\n"


@pytest.fixture(autouse=True)
def _nine_o_clock(now: datetime) -> Any:
    with time_machine.travel(now, tick=False):
        yield


def body(**changes: Any) -> dict[str, Any]:
    return {"id": str(uuid4()), "on": "2026-11-22", "distance_km": 5.25, "minutes": 30, "pain": 2, **changes}


def send(client: Client, said: dict[str, Any]) -> Any:
    return client.post(RUNS, said, content_type="application/json")


def send_file(client: Client, content: bytes, name: str = "runs.gpx", **fields: str) -> Any:
    return client.post(IMPORT, {"file": SimpleUploadedFile(name, content), **fields})


def test_a_patient_logs_a_run_and_gets_the_same_one_for_the_same_id(
    cal: Patient, cal_episode: Episode, signed_in: SignIn
) -> None:
    client, said = signed_in(cal), body(rpe=4, surface="trail", hills=True, step=None)
    first, second = send(client, said), send(client, said)
    assert (first.status_code, second.status_code) == (201, 200)
    assert first.json() == second.json()
    told = first.json()
    assert (told["id"], told["episode"]) == (said["id"], str(cal_episode.uuid))
    assert (told["distance_km"], told["minutes"], told["pain"], told["rpe"]) == (5.25, 30, 2, 4)
    assert (told["surface"], told["hills"], told["source"], told["warning"]) == ("trail", True, "manual", "")


def test_a_physio_names_the_episode(ana: User, cal_episode: Episode, signed_in: SignIn) -> None:
    client = signed_in(ana)
    without = send(client, body())
    assert (without.status_code, without.json()["errors"]) == (422, {"episode": ["Say of which episode."]})
    assert send(client, body(episode=str(cal_episode.uuid))).status_code == 201


def test_a_patient_without_care_is_told_so(dee: Patient, signed_in: SignIn) -> None:
    answer = send(signed_in(dee), body())
    assert (answer.status_code, answer.json()["errors"]) == (422, {"episode": ["There is no open episode."]})


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"on": "2026-11-25"}, "on"),
        ({"distance_km": 0}, "distance_km"),
        ({"distance_km": 160.01}, "distance_km"),
        ({"distance_km": "NaN"}, "distance_km"),
        ({"minutes": 1441}, "minutes"),
        ({"minutes": 1e300}, "minutes"),
        ({"pain": 11}, "pain"),
        ({"step": 13}, "step"),
        ({"surface": "moon"}, "surface"),
        ({"id": "one"}, "id"),
    ],
)
def test_a_wrong_run_is_a_422_with_the_field(
    cal: Patient, cal_episode: Episode, signed_in: SignIn, changes: dict[str, Any], field: str
) -> None:
    answer = send(signed_in(cal), body(**changes))
    assert answer.status_code == 422
    assert list(answer.json()["errors"]) == [field]
    assert not Run.objects.exists()


def test_nobody_reaches_the_runs_of_somebody_else(
    cal_episode: Episode, dee: Patient, bea: User, signed_in: SignIn
) -> None:
    EpisodeFactory.create(patient=dee)
    run = RunFactory.create(episode=cal_episode)
    client = signed_in(dee)
    assert send(client, body(episode=str(cal_episode.uuid))).status_code == 404
    assert client.get(RUNS, {"episode": str(cal_episode.uuid)}).status_code == 404
    assert client.get(RUNS).json()["results"] == []
    assert send(client, body(id=str(run.uuid))).status_code == 422
    assert send_file(client, TABLE, episode=str(cal_episode.uuid)).status_code == 404
    assert signed_in(bea).get(RUNS).status_code == 404
    assert Run.objects.count() == 1


def test_runs_come_page_by_page_the_latest_day_first_without_those_taken_out(
    cal: Patient, cal_episode: Episode, signed_in: SignIn, on: date, now: datetime
) -> None:
    for back in (3, 9, 1, 5, 7):
        RunFactory.create(episode=cal_episode, on=on - timedelta(days=back))
    RunFactory.create(episode=cal_episode, taken_out_at=now)
    client = signed_in(cal)
    first = client.get(RUNS, {"episode": str(cal_episode.uuid), "limit": "3"}).json()
    second = client.get(first["next"]).json()
    days = [run["on"] for run in first["results"] + second["results"]]
    assert days == sorted(days, reverse=True)
    assert (len(first["results"]), len(second["results"]), second["next"]) == (3, 2, None)


def test_a_file_is_looked_at_and_then_kept_and_the_second_time_adds_nothing(
    cal: Patient, cal_episode: Episode, signed_in: SignIn
) -> None:
    client = signed_in(cal)
    looked = send_file(client, TABLE, dry_run="true")
    assert (looked.status_code, Run.objects.count()) == (200, 0)
    kept = send_file(client, TABLE)
    assert kept.json() == looked.json()
    assert kept.json() == {
        "added": 2,
        "skipped": [{"line": 3, "why": "“yesterday” isn’t a day. Write it like 24/11/2026 or 2026-11-24."}],
        "doubted": [{"line": 4, "why": "That is faster than anybody runs so far. Check the distance and the minutes."}],
    }
    again = send_file(client, TABLE).json()
    assert (again["added"], [bad["line"] for bad in again["skipped"]]) == (0, [2, 3, 4])
    assert set(Run.objects.values_list("source", flat=True)) == {"csv"}


@pytest.mark.parametrize(
    ("content", "status", "words"),
    [
        (b"MZ\x90\x00" + b"\x00" * 30 * 1024 * 1024, 413, "larger than 5 MB"),
        (b"x" * (5 * 1024 * 1024 + 1), 413, "larger than 5 MB"),
        (b"MZ\x90\x00 a small one", 422, "isn’t a GPX, TCX or CSV file"),
        (b'<!DOCTYPE gpx [<!ENTITY a "a">]><gpx>&a;</gpx>', 422, "document type or entities"),
        (b"<gpx>", 422, "broken"),
        (b"", 422, "empty"),
    ],
)
def test_a_file_that_is_none_is_refused_with_a_sentence(
    cal: Patient, cal_episode: Episode, signed_in: SignIn, content: bytes, status: int, words: str
) -> None:
    answer = send_file(signed_in(cal), content)
    assert (answer.status_code, answer["Content-Type"]) == (status, "application/problem+json")
    assert words in str(answer.json())


def test_a_file_that_the_server_keeps_on_disk_meanwhile_is_read_as_well(
    cal: Patient, cal_episode: Episode, signed_in: SignIn
) -> None:
    note = b"x" * 2000
    table = b"date,km,minutes,note\n" + b"".join(b"2026-11-22,%d.5,60,%b\n" % (n % 90 + 1, note) for n in range(2000))
    assert len(table) > FILE_UPLOAD_MAX_MEMORY_SIZE
    assert send_file(signed_in(cal), table).json()["added"] == 2000


def test_a_file_sent_as_json_is_a_415(cal: Patient, cal_episode: Episode, signed_in: SignIn) -> None:
    assert signed_in(cal).post(IMPORT, {"file": "x"}, content_type="application/json").status_code == 415
