"""/healthz/: database, broker and the last sweep, each named when it fails."""

from datetime import timedelta

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


def _database() -> str:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return "failed"
    return "ok"


def _broker() -> str:
    try:
        with celery_app.connection_for_write(connect_timeout=2) as broker:
            broker.ensure_connection(max_retries=0, timeout=2)
    except Exception:
        return "failed"
    return "ok"


def _last_sweep() -> str:
    """ok, late, or starting while the first one is still to come, for at most two minutes."""
    now = timezone.now()
    try:
        last = Sweep.objects.filter(finished_at__isnull=False).order_by("-started_at").first()
    except DatabaseError:
        return "failed"
    if last and last.started_at > now - SWEEP_OVERDUE:
        return "ok"
    return "starting" if now - STARTED < STARTING_AT_MOST else "late"


@never_cache
@require_safe
def healthz(request: HttpRequest) -> JsonResponse:
    """200 `ok` or `starting`; 503 with the failing part named. Says nothing about anybody."""
    parts = {"database": _database(), "broker": _broker(), "last_sweep": _last_sweep()}
    failing = [name for name, state in parts.items() if state in {"failed", "late"}]
    status = "failing" if failing else ("starting" if "starting" in parts.values() else "ok")
    return JsonResponse({"status": status, "failing": failing, **parts}, status=503 if failing else 200)
