"""The bell rings for real: a worker of its own, the configured broker, and the sweep's row as the proof.

By default the broker is the folder of files; with CELERY_BROKER_URL it is that Redis or RabbitMQ.
"""

import os
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from django.db import connection

ROOT = Path(__file__).resolve().parents[2]
PATIENCE_S = 60


def finished_sweeps(place: Path) -> int:
    """Counted in the database that the worker writes to."""
    asked = "SELECT count(*) FROM followups_sweep WHERE finished_at IS NOT NULL"
    if connection.vendor == "sqlite":
        with closing(sqlite3.connect(place / "restride.sqlite3", timeout=20)) as copy:
            return int(copy.execute(asked).fetchone()[0])
    with connection.cursor() as cursor:
        cursor.execute(asked)
        return int(cursor.fetchone()[0])


@pytest.fixture
def environment(transactional_db: None, tmp_path: Path) -> dict[str, str]:
    """The worker's: this test's own tables, and a queue of its own."""
    connection.ensure_connection()
    theirs = {
        **os.environ,
        "VAR_DIR": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": "clinic.settings",
        "SECRET_KEY": "only-for-this-worker-" + "x" * 40,
        "DEMO": "1",
    }
    if connection.vendor == "sqlite":
        with closing(sqlite3.connect(tmp_path / "restride.sqlite3")) as copy:
            connection.connection.backup(copy)
        theirs.pop("DATABASE_URL", None)
    else:
        told = connection.settings_dict
        name = f"{told['USER']}:{told['PASSWORD']}@{told['HOST']}:{told['PORT']}/{told['NAME']}"
        theirs["DATABASE_URL"] = f"postgres://{name}"
    return theirs


@pytest.fixture
def queue(environment: dict[str, str]) -> str:
    return f"tests-{Path(environment['VAR_DIR']).name}-{os.getpid()}"


@pytest.fixture
def worker(environment: dict[str, str], queue: str) -> Iterator[subprocess.Popen[bytes]]:
    command = [sys.executable, "-m", "celery", "--app", "clinic.celery:app", "--quiet", "worker"]
    options = ["--pool", "threads", "--concurrency", "1", "--queues", queue, "--without-gossip", "--without-mingle"]
    running = subprocess.Popen([*command, *options], cwd=ROOT, env=environment)
    yield running
    running.terminate()
    try:
        running.wait(timeout=20)
    except subprocess.TimeoutExpired:
        running.kill()
        running.wait()


def test_a_real_worker_hears_the_bell_and_sweeps(
    environment: dict[str, str], queue: str, worker: subprocess.Popen[bytes], tmp_path: Path
) -> None:
    before = finished_sweeps(tmp_path)
    ring = [sys.executable, "-m", "celery", "--app", "clinic.celery:app", "call", "clinic.followups.tasks.sweep"]
    subprocess.run([*ring, "--queue", queue], cwd=ROOT, env=environment, check=True, capture_output=True)
    until = time.monotonic() + PATIENCE_S
    while finished_sweeps(tmp_path) == before:
        assert worker.poll() is None, "the worker stopped by itself"
        assert time.monotonic() < until, "nobody swept"
        time.sleep(0.2)
    assert finished_sweeps(tmp_path) == before + 1
