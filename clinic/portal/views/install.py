"""What makes the portal an app on the phone: manifest, service worker, the page for no signal."""

from django.contrib.staticfiles import finders
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.views.decorators.http import require_GET

from clinic.bookings.models import Practice

WORKER = "js/portal-worker.js"


@require_GET
def manifest(request: HttpRequest) -> HttpResponse:
    """Nothing about anybody: name, colours, icons."""
    name = Practice.current().name
    return JsonResponse(
        {
            "name": name,
            "short_name": name,
            "start_url": reverse("portal:today"),
            "scope": reverse("portal:today"),
            "display": "standalone",
            "background_color": "#F7F3EC",
            "theme_color": "#F7F3EC",
            "icons": [
                {"src": static("brand/favicon.svg"), "sizes": "any", "type": "image/svg+xml"},
                {
                    "src": static("brand/icon-maskable.svg"),
                    "sizes": "any",
                    "type": "image/svg+xml",
                    "purpose": "maskable",
                },
            ],
        },
        content_type="application/manifest+json",
    )


@require_GET
def worker(request: HttpRequest) -> HttpResponse:
    """The service worker, served from the portal's own folder because that is as far as it may reach."""
    path = finders.find(WORKER)
    if not isinstance(path, str):
        return HttpResponse(status=404)
    with open(path, encoding="utf-8") as file:
        return HttpResponse(file.read(), content_type="text/javascript", headers={"Cache-Control": "no-cache"})


@require_GET
def offline(request: HttpRequest) -> HttpResponse:
    """What waits and what works; the list is filled in by the phone."""
    return render(request, "portal/offline.html")
