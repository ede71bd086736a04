"""The staff site: Django's admin, made the physios' own. `clinic.admin` fills it."""

from typing import Any

from django.contrib.admin.apps import AdminConfig
from django.contrib.admin.sites import AdminSite
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseBase
from django.template.response import TemplateResponse

from patients.access import CLINICAL, role_of


def to_sign_in(after: str) -> HttpResponseBase:
    """To allauth's sign-in, and on from there. Imported late: this module is read before the models are."""
    from django.contrib.auth.views import redirect_to_login

    return redirect_to_login(after)


class StaffSite(AdminSite):
    """Signing in is allauth's; what a role may not see is a 404."""

    site_header = site_title = "Restride"
    index_title = "My day"
    enable_nav_sidebar = False

    def has_permission(self, request: HttpRequest) -> bool:
        return role_of(request.user) in CLINICAL

    def admin_view(self, view: Any, cacheable: bool = False) -> Any:
        guarded = super().admin_view(view, cacheable)

        def door(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not request.user.is_authenticated:
                return to_sign_in(request.get_full_path())
            if not self.has_permission(request):
                raise Http404
            try:
                return guarded(request, *args, **kwargs)  # type: ignore[no-any-return]
            except PermissionDenied:
                raise Http404 from None

        return door

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponseBase:  # type: ignore[override]
        return to_sign_in(request.GET.get("next", "/admin/"))

    def each_context(self, request: HttpRequest) -> dict[str, Any]:
        from clinic.admin.rail import rail

        context = super().each_context(request)
        return {**context, "rail": rail(request) if self.has_permission(request) else []}

    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> TemplateResponse:
        from django.utils import timezone

        from clinic.admin.my_day import my_day

        day = my_day(user=request.user, now=timezone.now())
        context = {**self.each_context(request), "title": self.index_title, "day": day, **(extra_context or {})}
        request.current_app = self.name
        return TemplateResponse(request, "staff/my_day.html", context)


class StaffAdminConfig(AdminConfig):
    default_site = "clinic.staffsite.StaffSite"
