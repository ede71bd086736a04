"""The map of the site."""

from django.contrib import admin
from django.urls import include, path

from clinic import api, errors
from clinic.demonstration import demonstration
from clinic.health import healthz

urlpatterns = [
    path("", include("clinic.website.urls")),
    path("portal/", include("clinic.portal.urls")),
    path("", include("clinic.followups.urls")),
    path("desk/", include("clinic.bookings.urls")),
    path("accounts/", include("clinic.accounts.urls")),
    path("accounts/", include("allauth.urls")),
    path("admin/", include("clinic.admin.urls")),
    path("admin/", admin.site.urls),
    path("api/", include(api.urls)),
    path("demonstrations/<uuid:uuid>/", demonstration, name="demonstration"),
    path("healthz/", healthz, name="healthz"),
]

handler400 = errors.bad_request
handler403 = errors.forbidden
handler404 = errors.not_found
handler500 = errors.broken
