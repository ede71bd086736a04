"""How often somebody may try: counted exactly, over all processes of the house."""

import hashlib
import time
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.core.cache import cache
from django.core.files import locks
from django.http import HttpRequest


def address_of(request: HttpRequest) -> str:
    """Where a request comes from. What a caller wrote into a header is not believed, only what our own proxy added."""
    told = str(request.META.get("HTTP_X_FORWARDED_FOR", "")) if settings.BEHIND_PROXY else ""
    return told.rpartition(",")[2].strip() or str(request.META.get("REMOTE_ADDR", ""))


def wait_for(what: str, *, most: int, seconds: int) -> int:
    """Count one try of `what`: 0 while there were at most `most` within `seconds`, else how many seconds to wait.

    The window begins with the first try. A refused try does not make it longer.
    """
    key = "limit:" + hashlib.sha256(what.encode()).hexdigest()
    with _alone():
        now = time.time()
        count, until = cache.get(key) or (0, now + seconds)
        if count >= most:
            return max(int(until - now) + 1, 1)
        cache.set(key, (count + 1, until), timeout=max(until - now, 1))
    return 0


@contextmanager
def _alone() -> Iterator[None]:
    """Twenty tries at the same moment are twenty: each reads and writes its count alone."""
    with (settings.VAR_DIR / "limits.lock").open("w") as file:
        locks.lock(file, locks.LOCK_EX)
        try:
            yield
        finally:
            locks.unlock(file)
