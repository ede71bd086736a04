"""API errors as RFC 9457 problems, and the API's page shape."""

import logging
from typing import Any

from django.core.exceptions import PermissionDenied as DjangoPermissionDenied
from django.core.exceptions import ValidationError as DjangoValidationError
from django.http import Http404
from drf_spectacular.utils import OpenApiResponse
from rest_framework import exceptions, serializers, status
from rest_framework.pagination import CursorPagination
from rest_framework.response import Response
from rest_framework.views import set_rollback

TITLES = {
    400: "Bad request",
    401: "Sign in first",
    403: "Not allowed",
    404: "Not found",
    405: "Method not allowed",
    406: "Not acceptable",
    409: "Conflict",
    413: "Too large",
    415: "Unsupported media type",
    422: "Check what you sent",
    429: "Too many requests",
}
logger = logging.getLogger("restride.api")


class Conflict(exceptions.APIException):
    """409: the state or the slot does not allow it. `extra` joins the answer, such as other times."""

    status_code = status.HTTP_409_CONFLICT
    default_detail = "That can't be done any more."

    def __init__(self, detail: str | None = None, **extra: Any) -> None:
        super().__init__(detail)
        self.extra = extra


class TooLarge(exceptions.APIException):
    """413: more than one call takes."""

    status_code = status.HTTP_413_REQUEST_ENTITY_TOO_LARGE
    default_detail = "That is too large."


class Invalid(exceptions.ValidationError):
    """422 with sentences by field."""


class NewestFirstPagination(CursorPagination):
    page_size = 50
    page_size_query_param = "limit"
    max_page_size = 200
    ordering = "-pk"


def _sentences(detail: Any) -> dict[str, list[str]]:
    if isinstance(detail, dict):
        flat: dict[str, list[str]] = {}
        for field, value in detail.items():
            if isinstance(value, dict):
                flat.update({f"{field}.{inner}": lines for inner, lines in _sentences(value).items()})
            elif isinstance(value, list) and value and isinstance(value[0], dict):
                for place, entry in enumerate(value):
                    flat.update({f"{field}.{place}.{k}": lines for k, lines in _sentences(entry).items()})
            else:
                flat[str(field)] = [str(line) for line in (value if isinstance(value, list) else [value])]
        return flat
    lines = detail if isinstance(detail, list) else [detail]
    return {"non_field_errors": [str(line) for line in lines]}


def problem(status_code: int, detail: str, **extra: Any) -> Response:
    body = {
        "type": "about:blank",
        "title": TITLES.get(status_code, "Error"),
        "status": status_code,
        "detail": detail,
        **extra,
    }
    return Response(body, status=status_code, content_type="application/problem+json")


def as_problem(error: Exception, context: dict[str, Any]) -> Response | None:
    """DRF's exception handler. Bad input is 422, broken JSON 400, a foreign object 404, nobody signed in 401."""
    if isinstance(error, Http404):
        error = exceptions.NotFound()
    elif isinstance(error, DjangoPermissionDenied):
        error = exceptions.PermissionDenied()
    elif isinstance(error, DjangoValidationError):
        error = exceptions.ValidationError(
            error.message_dict if hasattr(error, "error_dict") else {"non_field_errors": error.messages}
        )
    if not isinstance(error, exceptions.APIException):
        return None
    set_rollback()
    extra = dict(getattr(error, "extra", {}))
    if isinstance(error, exceptions.ValidationError):
        extra["errors"] = _sentences(error.detail)
        response = problem(422, "Some of it needs another look.", **extra)
    else:
        code = (
            401
            if isinstance(error, exceptions.NotAuthenticated | exceptions.AuthenticationFailed)
            else error.status_code
        )
        response = problem(code, str(error.detail), **extra)
    if (wait := getattr(error, "wait", None)) is not None:
        response["Retry-After"] = str(int(wait) + 1)
    if response.status_code == 401:
        response["WWW-Authenticate"] = "Token"
    return response


class ProblemSerializer(serializers.Serializer[dict[str, Any]]):
    """An RFC 9457 problem, as the schema shows it."""

    type = serializers.CharField()
    title = serializers.CharField()
    status = serializers.IntegerField()
    detail = serializers.CharField()
    errors = serializers.DictField(  # type: ignore[assignment]
        child=serializers.ListField(child=serializers.CharField()), required=False
    )


def problems(*codes: int) -> dict[tuple[int, str], OpenApiResponse]:
    """For `extend_schema(responses={200: …, **problems(404, 422)})`; 401 and 403 can always happen and are added."""
    return {
        (code, "application/problem+json"): OpenApiResponse(ProblemSerializer, TITLES[code])
        for code in sorted({401, 403, *codes})
    }
