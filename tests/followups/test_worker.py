"""A real worker, fed by a real broker: the message carries an id and nothing about anybody."""

import os
from pathlib import Path

import pytest

from tests.followups.house import SEED, House, wait_for
from tests.followups.smtp_sink import Sink

WORKER = (
    "-m",
    "celery",
    "-A",
    "clinic.celery",
    "worker",
    "--pool",
    "threads",
    "--concurrency",
    "2",
    "--loglevel",
    "INFO",
)
RING = "import django; django.setup(); from clinic.followups.tasks import sweep; sweep.delay()"
NUDGE = """
import django
django.setup()
from clinic.followups.models import FollowUp
from clinic.followups.tasks import nudge
nudge(FollowUp.objects.get().pk)
"""


def test_a_worker_on_the_folder_broker_sends_what_is_due(house: House, sink: Sink, tmp_path: Path) -> None:
    house.run("-c", SEED, "1")
    house.run("-c", NUDGE)
    queued = "".join(path.read_text() for path in (tmp_path / "broker").rglob("*.msg"))
    assert "deliver_now" in queued
    assert "anary" not in queued
    house.start(*WORKER)
    assert wait_for(lambda: len(sink.got) == 1), house.logs()
    house.run("-c", RING)
    assert wait_for(lambda: '"message": "swept"' in house.logs()), house.logs()
    assert len(sink.got) == 1
    assert "anary" not in house.logs()


@pytest.mark.broker
@pytest.mark.skipif(
    not os.environ.get("CELERY_BROKER_URL", "").startswith("redis"),
    reason="CELERY_BROKER_URL names no Redis",
)
def test_a_worker_on_redis_sends_what_is_due(house: House, sink: Sink) -> None:
    house.env["CELERY_BROKER_URL"] = os.environ["CELERY_BROKER_URL"]
    house.run("-c", SEED, "3")
    house.start(*WORKER)
    house.run("-c", RING)
    assert wait_for(lambda: len(sink.got) == 3), house.logs()
    assert len(set(sink.ids)) == 3
