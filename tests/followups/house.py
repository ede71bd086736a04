"""A whole house of its own for tests with real processes: database file, broker folder, mail server, environment."""

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

# One confirmation for each of so many patients, planned and due.
SEED = """
import sys
from datetime import timedelta
import django
django.setup()
from django.utils import timezone
from clinic.followups.sweep import plan
from tests.factories import AppointmentFactory, ConsentFactory
now = timezone.now()
for number in range(int(sys.argv[1])):
    visit = AppointmentFactory.create(
        start=now + timedelta(days=9), booked_at=now - timedelta(minutes=5), status_at=now - timedelta(minutes=5),
        episode__patient__full_name="Canary Quill", episode__patient__email=f"canary{number}@example.org",
        episode__opened_on=now.date(), episode__patient__registered_on=now.date(),
    )
    ConsentFactory.create(patient=visit.patient, at=now)
plan(now)
"""


class House:
    """Started and stopped by the test that uses it; nothing of it outlives the test."""

    def __init__(self, folder: Path, mail_port: int, broker: str = "filesystem://") -> None:
        self.folder = folder
        self.running: list[subprocess.Popen[bytes]] = []
        keep = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
        self.env = {
            **keep,
            "DJANGO_SETTINGS_MODULE": "clinic.settings",
            "VAR_DIR": str(folder),
            "SECRET_KEY": "tests-only-" + "x" * 50,
            "DEMO": "1",
            "EMAIL_URL": f"smtp://127.0.0.1:{mail_port}",
            "CELERY_BROKER_URL": broker,
            "PYTHONPATH": str(ROOT),
        }

    def run(self, *command: str) -> str:
        done = subprocess.run(
            [sys.executable, *command], cwd=ROOT, env=self.env, capture_output=True, text=True, timeout=120, check=False
        )
        assert done.returncode == 0, done.stderr[-2000:]
        return done.stdout

    def start(self, *command: str) -> subprocess.Popen[bytes]:
        log = (self.folder / f"process-{len(self.running)}.log").open("wb")
        process = subprocess.Popen([sys.executable, *command], cwd=ROOT, env=self.env, stdout=log, stderr=log)
        self.running.append(process)
        return process

    def stop(self) -> None:
        for process in self.running:
            process.kill()
            process.wait(timeout=20)

    def logs(self) -> str:
        return "\n".join(path.read_text(errors="replace") for path in sorted(self.folder.glob("process-*.log")))


def wait_for(what: Callable[[], bool], seconds: float = 60) -> bool:
    """True as soon as it holds, False when the time is over."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if what():
            return True
        time.sleep(0.1)
    return what()
