"""The site's own addresses and three that break, holding what must not get out."""

from django.core.exceptions import BadRequest, PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import path

from clinic.urls import handler400, handler403, handler404, handler500, urlpatterns

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]


def breaks(request: HttpRequest, **said: str) -> HttpResponse:
    """As a fault would: with the person's own words in the error and in a variable."""
    name = request.POST.get("name", "")
    raise RuntimeError(f"could not keep {name}")


def refuses(request: HttpRequest) -> HttpResponse:
    raise PermissionDenied(f"not for {request.POST.get('name', '')}")


def rejects(request: HttpRequest) -> HttpResponse:
    raise BadRequest(f"unreadable {request.POST.get('name', '')}")


urlpatterns = [
    path("breaks/", breaks),
    path("api/v1/breaks/", breaks),
    path("refuses/", refuses),
    path("rejects/", rejects),
    *urlpatterns,
]
