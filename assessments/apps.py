"""What we found: examination, outcome measures, red flags, classification."""

from django.apps import AppConfig


class AssessmentsConfig(AppConfig):
    name = "assessments"

    def ready(self) -> None:
        from assessments.checks import take_up_texts  # settings and checks are there only now

        take_up_texts()
