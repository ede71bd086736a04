"""Our own pages for what went wrong: a sentence, what to do, no details."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from patients.problems import TITLES

API = "/api/"


def _answer(request: HttpRequest, status: int) -> HttpResponse:
    """A page for people, a problem (RFC 9457) for other systems."""
    if request.path.startswith(API):
        title = TITLES.get(status, "Error")
        body = {"type": "about:blank", "title": title, "status": status, "detail": f"{title}."}
        return JsonResponse(body, status=status, content_type="application/problem+json")
    return render(request, f"{status}.html", status=status)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _answer(request, 400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _answer(request, 403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _answer(request, 404)


def broken(request: HttpRequest) -> HttpResponse:
    """No context processor runs here: whatever broke may be the database."""
    if request.path.startswith(API):
        return _answer(request, 500)
    return HttpResponse(render_to_string("500.html"), status=500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return render(request, "403_csrf.html", status=403)
