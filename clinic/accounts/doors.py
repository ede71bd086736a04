"""The way to the sign-in for somebody whose time has run out, and back to where they were."""

from urllib.parse import urlsplit

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.utils.http import url_has_allowed_host_and_scheme

SIGNED_OUT = "You’ve been signed out, so this wasn’t saved yet. Sign in, and carry on where you were."


def sign_in_first(request: HttpRequest) -> HttpResponse:
    """To the sign-in. A form that came too late leads back to the page that it was on, not to its own address."""
    if request.method in {"GET", "HEAD"}:
        return redirect_to_login(request.get_full_path())
    by_script = request.headers.get("Accept") == "application/json" or "HX-Request" in request.headers
    if not by_script:
        messages.warning(request, SIGNED_OUT)
    page = request.headers.get("Referer", "")
    ours = url_has_allowed_host_and_scheme(page, {request.get_host()}, require_https=request.is_secure())
    return redirect_to_login(urlsplit(page)._replace(scheme="", netloc="").geturl() if ours else request.path)
