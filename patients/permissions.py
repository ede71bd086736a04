"""Which roles a view is for. What it then shows is narrowed by `visible_to(user)`."""

from typing import Any

from rest_framework.permissions import BasePermission
from rest_framework.request import Request

from patients.access import CLINICAL, STAFF, Role, role_of


class SignedIn(BasePermission):
    """Anybody with a role."""

    def has_permission(self, request: Request, view: Any) -> bool:
        return role_of(request.user) is not None


class StaffOnly(BasePermission):
    def has_permission(self, request: Request, view: Any) -> bool:
        return role_of(request.user) in STAFF


class DeskOnly(BasePermission):
    """Front desk and owner: enquiries and the diary."""

    def has_permission(self, request: Request, view: Any) -> bool:
        return role_of(request.user) in {Role.DESK, Role.OWNER}


class ClinicianOnly(BasePermission):
    def has_permission(self, request: Request, view: Any) -> bool:
        return role_of(request.user) in CLINICAL


class ClinicianOrPatient(BasePermission):
    def has_permission(self, request: Request, view: Any) -> bool:
        return role_of(request.user) in CLINICAL | {Role.PATIENT}
