"""The reading: articles by stage and finding, each with its sources."""

from django.apps import AppConfig


class EducationConfig(AppConfig):
    name = "clinic.education"
    label = "education"
