"""Structured logs without personal data: one JSON line each, a request by its path and never its query."""

import json
import logging
import re
import time
import uuid
from collections.abc import Callable
from contextvars import ContextVar
from datetime import UTC, datetime

from django.http import HttpRequest, HttpResponse

request_id: ContextVar[str] = ContextVar("request_id", default="-")
logger = logging.getLogger("restride.request")
# A token in a path opens something: what stands after these words is not written down.
SECRET_PATHS = re.compile(r"(/accounts/link/|/portal/morning/|/visit/|/password/reset/key/)[^/]+")


class JsonFormatter(logging.Formatter):
    """Time, level, logger, message and the named extras. An exception is its type and place, not its values."""

    EXTRAS = ("method", "path", "status", "ms", "route", "counts", "task")

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "request": request_id.get(),
            "message": SECRET_PATHS.sub(r"\1…", record.getMessage()),
        }
        line.update({name: value for name in self.EXTRAS if (value := getattr(record, name, None)) is not None})
        if record.exc_info and record.exc_info[0]:
            line["error"] = record.exc_info[0].__name__
            line["where"] = self._places(record.exc_info[2])
        return json.dumps(line, ensure_ascii=False, default=str)

    @staticmethod
    def _places(trace: object) -> list[str]:
        places = []
        while trace is not None:
            frame = trace.tb_frame  # type: ignore[attr-defined]
            places.append(f"{frame.f_globals.get('__name__')}:{trace.tb_lineno}")  # type: ignore[attr-defined]
            trace = trace.tb_next  # type: ignore[attr-defined]
        return places[-8:]


class RequestLogMiddleware:
    """Gives each request an id, and writes one line when it has been answered."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        token = request_id.set(uuid.uuid4().hex[:16])
        started = time.monotonic()
        try:
            response = self.get_response(request)
            response["X-Request-ID"] = request_id.get()
            if not request.path.startswith("/static/"):
                match = request.resolver_match
                logger.info(
                    "answered",
                    extra={
                        "method": request.method,
                        "route": match.route if match else "-",
                        "status": response.status_code,
                        "ms": round((time.monotonic() - started) * 1000),
                    },
                )
            return response
        finally:
            request_id.reset(token)
