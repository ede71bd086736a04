"""What we found: examination, outcome measures, red flags, classification."""

from django.apps import AppConfig


class AssessmentsConfig(AppConfig):
    name = "assessments"
