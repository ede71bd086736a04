"""/healthz/ names the part that fails, and calls nothing "starting" for longer than two minutes."""

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import OperationalError, connection
from django.test import Client
from django.utils import timezone
from pytest_django.fixtures import Settings

from clinic import health
from clinic.celery import app as celery_app
from clinic.followups.models import Sweep

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _folder_broker(settings: Settings, tmp_path: Path) -> None:
    settings.CELERY_BROKER_URL, settings.BROKER_DIR = "filesystem://", tmp_path


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> Callable[[timedelta], None]:
    """This web process was started so long ago."""

    def ago(span: timedelta) -> None:
        monkeypatch.setattr(health, "STARTED", timezone.now() - span)

    return ago


def swept(ago: timedelta) -> None:
    at: datetime = timezone.now() - ago
    Sweep.objects.create(started_at=at, finished_at=at)


def asked(client: Client) -> tuple[int, dict[str, Any]]:
    answer = client.get("/healthz/")
    return answer.status_code, answer.json()


def test_all_is_well_after_a_fresh_sweep(client: Client) -> None:
    swept(timedelta(minutes=1))
    code, said = asked(client)
    assert (code, said["status"], said["failing"]) == (200, "ok", [])


def test_the_first_sweep_may_take_two_minutes(client: Client, started: Callable[[timedelta], None]) -> None:
    started(timedelta(seconds=100))
    assert asked(client)[1]["status"] == "starting"
    started(timedelta(seconds=121))
    code, said = asked(client)
    assert (code, said["status"], said["failing"]) == (503, "failing", ["last_sweep"])


def test_a_night_switched_off_is_a_new_start(client: Client, started: Callable[[timedelta], None]) -> None:
    swept(timedelta(hours=9))
    started(timedelta(seconds=5))
    assert asked(client)[0] == 200


def test_a_web_process_started_anew_does_not_hide_that_the_sweeps_stopped(
    client: Client, started: Callable[[timedelta], None]
) -> None:
    swept(timedelta(hours=1))
    started(timedelta(hours=2))
    assert asked(client)[0] == 503
    started(timedelta(seconds=1))
    assert asked(client)[0] == 503


def test_a_sweep_that_comes_back_clears_it(client: Client, started: Callable[[timedelta], None]) -> None:
    started(timedelta(hours=2))
    assert asked(client)[0] == 503
    swept(timedelta(seconds=10))
    assert asked(client)[0] == 200
    Sweep.objects.all().delete()
    started(timedelta(seconds=1))
    assert asked(client)[1]["status"] == "starting"


def test_a_sweep_that_never_finished_does_not_count(client: Client, started: Callable[[timedelta], None]) -> None:
    started(timedelta(hours=2))
    Sweep.objects.create(started_at=timezone.now())
    assert asked(client)[1]["failing"] == ["last_sweep"]


def test_a_folder_that_is_gone_is_a_failing_broker(client: Client, settings: Settings, tmp_path: Path) -> None:
    swept(timedelta(minutes=1))
    settings.BROKER_DIR = tmp_path / "nowhere"
    code, said = asked(client)
    assert (code, said["failing"]) == (503, ["broker"])


def test_a_server_that_does_not_answer_is_a_failing_broker(
    client: Client, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    swept(timedelta(minutes=1))
    settings.CELERY_BROKER_URL = "redis://127.0.0.1:1/0"
    monkeypatch.setattr(celery_app.conf, "broker_write_url", "redis://127.0.0.1:1/0")
    code, said = asked(client)
    assert (code, said["failing"]) == (503, ["broker"])


def test_a_database_that_is_away_is_named(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def away(*args: object) -> None:
        raise OperationalError("the server closed the connection, said canary@example.org")

    monkeypatch.setattr(connection, "cursor", away)
    code, said = asked(client)
    assert (code, said["database"]) == (503, "failed")
    assert "canary" not in str(said)
