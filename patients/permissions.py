"""Which roles a view is for. What it then shows is narrowed by `visible_to(user)`.

What a role may not see is a 404; what it sees but may not do, a 403.
"""

from collections.abc import Iterable
from typing import Any

from rest_framework.exceptions import NotFound
from rest_framework.permissions import SAFE_METHODS, BasePermission
from rest_framework.request import Request

from patients.access import CLINICAL, Role, role_of


class SignedIn(BasePermission):
    """Anybody with a role."""

    def has_permission(self, request: Request, view: Any) -> bool:
        return role_of(request.user) is not None


def seen_by(roles: Iterable[Role]) -> type[BasePermission]:
    """For everybody else who has signed in, the page does not exist."""
    may_see = frozenset(roles)

    class SeenBy(BasePermission):
        def has_permission(self, request: Request, view: Any) -> bool:
            role = role_of(request.user)
            if role is not None and role not in may_see:
                raise NotFound
            return role is not None

    return SeenBy


def changed_by(roles: Iterable[Role]) -> type[BasePermission]:
    """Others may read here, not write; of what they can't see, they don't learn that it is there."""
    may_change = frozenset(roles)

    class ChangedBy(BasePermission):
        message = "Your role may read this, not change it."

        def has_permission(self, request: Request, view: Any) -> bool:
            role = role_of(request.user)
            if role in may_change or (role is not None and request.method in SAFE_METHODS):
                return True
            if role is not None and getattr(view, "detail", False):
                view.get_object()  # raises a 404 for a row that isn't theirs to see
            return False

    return ChangedBy


ClinicianOnly = seen_by(CLINICAL)
ClinicianOrPatient = seen_by(CLINICAL | {Role.PATIENT})
