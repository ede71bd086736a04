"""Staff finish their second step before anything else opens."""

from collections.abc import Callable

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect

OPEN_PATHS = ("/accounts/", "/static/", "/healthz/")


class SecondStepMiddleware:
    """Without an enrolled second step, a member of staff reaches only the pages to enrol one."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        user = request.user
        if (
            settings.STAFF_SECOND_STEP
            and getattr(user, "works_here", False)
            and not request.path.startswith(OPEN_PATHS)
            and not is_mfa_enabled(user)
        ):
            if request.path.startswith("/api/"):
                return JsonResponse(
                    {
                        "type": "about:blank",
                        "title": "Second step needed",
                        "status": 403,
                        "detail": "Set up your second step first.",
                    },
                    status=403,
                    content_type="application/problem+json",
                )
            return redirect("mfa_activate_totp")
        return self.get_response(request)
