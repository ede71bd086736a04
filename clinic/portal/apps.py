"""The patient's pages."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "clinic.portal"
    label = "portal"

    def ready(self) -> None:
        from clinic.portal import checks  # noqa: F401 - registers itself
