"""The bell of the post room: through the real broker and a real worker where one is set, else by hand."""

import time
from collections.abc import Callable, Iterator
from uuid import uuid4

import pytest
from celery.contrib.testing.worker import start_worker
from django.conf import settings
from django.db import connection

from clinic.celery import app
from clinic.followups.models import Sweep
from clinic.followups.tasks import sweep

PATIENCE_S = 60


@pytest.fixture
def ring(transactional_db: None) -> Iterator[Callable[[], None]]:
    """Have a sweep done. In-memory SQLite is one connection's own, so there the task is called by hand."""
    if settings.CELERY_BROKER_URL.startswith("filesystem://") or connection.vendor != "postgresql":
        yield sweep
        return
    queue = f"journey-{uuid4()}"
    with start_worker(app, pool="solo", perform_ping_check=False, queues=[queue], shutdown_timeout=30):
        yield lambda: _through_the_broker(queue)


def _through_the_broker(queue: str) -> None:
    before = Sweep.objects.filter(finished_at__isnull=False).count()
    sweep.apply_async(queue=queue)
    until = time.monotonic() + PATIENCE_S
    while Sweep.objects.filter(finished_at__isnull=False).count() == before:
        assert time.monotonic() < until, "the worker did not sweep"
        time.sleep(0.1)
