"""The staff site: Django's admin, made the physios' own. `clinic.admin` fills it."""

from django.contrib.admin.apps import AdminConfig
from django.contrib.admin.sites import AdminSite
from django.http import HttpRequest

from patients.access import CLINICAL, role_of


class StaffSite(AdminSite):
    site_header = site_title = "Restride"
    index_title = "My day"
    enable_nav_sidebar = False

    def has_permission(self, request: HttpRequest) -> bool:
        return role_of(request.user) in CLINICAL


class StaffAdminConfig(AdminConfig):
    default_site = "clinic.staffsite.StaffSite"
