"""Who may open a page of the desk, and where a press leads back to."""

from collections.abc import Callable
from datetime import date
from functools import wraps
from typing import Any, cast

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.utils.dateparse import parse_date
from django.utils.http import url_has_allowed_host_and_scheme

from clinic.accounts.doors import sign_in_first
from clinic.accounts.models import User
from patients.access import STAFF, Role, role_of

View = Callable[..., HttpResponse]
# Nobody's diary is older or reaches further; at the ends of the calendar there is no day before or after.
DIARY_YEARS = range(1990, 2101)
WRITERS = frozenset({Role.DESK, Role.OWNER})


def staff_page(view: View) -> View:
    """For everybody who works here. Nobody signed in: to the sign-in; a patient: not found."""

    @wraps(view)
    def door(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        role = role_of(request.user)
        if role is None:
            return sign_in_first(request)
        if role not in STAFF:
            raise Http404
        response = view(request, *args, **kwargs)
        add_never_cache_headers(response)
        return response

    return door


def desk_page(view: View) -> View:
    """For those who write in the diary of others: front desk and owner. A physio gets a 403."""

    @wraps(view)
    def door(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not may_write(request.user):
            raise PermissionDenied("Only the front desk and the owner can change this.")
        return view(request, *args, **kwargs)

    return staff_page(door)


def may_write(user: Any) -> bool:
    return role_of(user) in WRITERS


def who(request: HttpRequest) -> User:
    """The member of staff behind a request that came through one of the doors above."""
    return cast(User, request.user)


def asked_day(request: HttpRequest) -> date:
    """The day in the address (`?on=2026-11-24`); today when there is none or it can't be read."""
    try:
        found = parse_date(request.GET.get("on") or request.POST.get("on") or "")
    except ValueError:
        found = None
    return found if found and found.year in DIARY_YEARS else timezone.localdate()


def way_back(request: HttpRequest, otherwise: str) -> str:
    """The page that a form names in `next`, when it is one of ours."""
    wished = request.POST.get("next", "")
    allowed = url_has_allowed_host_and_scheme(wished, allowed_hosts={request.get_host()})
    return wished if wished.startswith("/desk/") and allowed else otherwise
