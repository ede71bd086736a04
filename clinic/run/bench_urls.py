"""The map of the site with one more address: the empty view that speeds are measured against."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import path

from clinic.urls import urlpatterns as site


@login_required
def empty(request: HttpRequest) -> HttpResponse:
    """A session and a user loaded, a template of one line."""
    line = engines["django"].from_string("{{ user.pk }}")
    return HttpResponse(line.render({"user": request.user}, request))


urlpatterns = [path("bench/empty/", empty), *site]
