"""The public pages."""

from django.apps import AppConfig


class WebsiteConfig(AppConfig):
    name = "clinic.website"
    label = "website"
