"""Who may open the messages: everybody who works here reads them, front desk and owner act on them."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.cache import add_never_cache_headers

from patients.access import STAFF, Role, role_of

View = Callable[..., HttpResponse]
WRITERS = frozenset({Role.DESK, Role.OWNER})


def may_act(user: Any) -> bool:
    return role_of(user) in WRITERS


def reads(view: View) -> View:
    """Nobody signed in: to the sign-in. A patient: not found."""

    @wraps(view)
    def door(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        role = role_of(request.user)
        if role is None:
            return redirect_to_login(request.path)
        if role not in STAFF:
            raise Http404
        response = view(request, *args, **kwargs)
        add_never_cache_headers(response)
        return response

    return door


def acts(view: View) -> View:
    """A physio reads, but sends nothing again."""

    @wraps(view)
    def door(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not may_act(request.user):
            raise PermissionDenied("Only the front desk and the owner can change this.")
        return view(request, *args, **kwargs)

    return reads(door)
