"""/healthz/: database, broker and the last sweep, each named when it fails."""

import os
from datetime import datetime, timedelta

from django.conf import settings
from django.core.cache import cache
from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from clinic.celery import app as celery_app
from clinic.followups.models import Sweep

SWEEP_OVERDUE = timedelta(minutes=5)
STARTING_AT_MOST = timedelta(minutes=2)
STARTED = timezone.now()
# Since when no fresh sweep has been seen, by whichever process was asked; forgotten when nobody asks for a while.
WAITING_SINCE = "healthz:waiting-since"
FORGET_AFTER = 15 * 60


def _database() -> str:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return "failed"
    return "ok"


def _broker() -> str:
    """A folder must be there to be written to; a server must answer."""
    if settings.CELERY_BROKER_URL.startswith("filesystem://"):
        folder = settings.BROKER_DIR
        return "ok" if folder.is_dir() and os.access(folder, os.R_OK | os.W_OK | os.X_OK) else "failed"
    try:
        with celery_app.connection_for_write(connect_timeout=2) as broker:
            broker.ensure_connection(max_retries=0, timeout=2)
    except Exception:
        return "failed"
    return "ok"


def _last_sweep(now: datetime) -> str:
    """ok, late, or starting while the first one is still to come, for at most two minutes."""
    try:
        last = Sweep.objects.filter(finished_at__isnull=False).order_by("-started_at").first()
    except DatabaseError:
        return "failed"
    if last and last.started_at > now - SWEEP_OVERDUE:
        _forget()
        return "ok"
    return "starting" if now - _waiting_since(now) < STARTING_AT_MOST else "late"


def _waiting_since(now: datetime) -> datetime:
    """The start of this process, or what another process noted earlier.

    Web processes come and go (several at once, restarted after a crash): a new one must not call a clinic
    "starting" whose sweeps stopped long ago.
    """
    try:
        cache.add(WAITING_SINCE, STARTED, timeout=FORGET_AFTER)
        cache.touch(WAITING_SINCE, timeout=FORGET_AFTER)
        noted = cache.get(WAITING_SINCE)
    except Exception:
        noted = None
    return min(STARTED, noted) if isinstance(noted, datetime) else STARTED


def _forget() -> None:
    try:
        cache.delete(WAITING_SINCE)
    except Exception:
        # The cache is no part of this answer.
        return


@never_cache
@require_safe
def healthz(request: HttpRequest) -> JsonResponse:
    """200 `ok` or `starting`; 503 with the failing part named. Says nothing about anybody."""
    parts = {"database": _database(), "broker": _broker(), "last_sweep": _last_sweep(timezone.now())}
    failing = [name for name, state in parts.items() if state in {"failed", "late"}]
    status = "failing" if failing else ("starting" if "starting" in parts.values() else "ok")
    return JsonResponse({"status": status, "failing": failing, **parts}, status=503 if failing else 200)
