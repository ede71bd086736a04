"""The API's key: `Authorization: Token …`, checked against its hash, limited by its scope."""

from typing import Any

from drf_spectacular.extensions import OpenApiAuthenticationExtension
from knox.auth import TokenAuthentication
from rest_framework.exceptions import PermissionDenied
from rest_framework.permissions import SAFE_METHODS
from rest_framework.request import Request


class ApiKeyAuthentication(TokenAuthentication):  # type: ignore[misc]
    """knox's hashed tokens; a read key can't write."""

    def authenticate(self, request: Request) -> tuple[Any, Any] | None:
        found = super().authenticate(request)
        if found and found[1].scope == "read" and request.method not in SAFE_METHODS:
            raise PermissionDenied("This key may only read.")
        return found  # type: ignore[no-any-return]


class ApiKeyScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    target_class = "clinic.accounts.authentication.ApiKeyAuthentication"
    name = "apiKey"

    def get_security_definition(self, auto_schema: Any) -> dict[str, Any]:
        return {
            "type": "apiKey",
            "in": "header",
            "name": "Authorization",
            "description": "`Token` and the key",
        }
