"""What we do: the exercise library, the patient's programme, session logs."""

from django.apps import AppConfig


class ProgrammesConfig(AppConfig):
    name = "programmes"
