"""The record: who a patient is, and who may see what."""

from django.apps import AppConfig


class PatientsConfig(AppConfig):
    name = "patients"

    def ready(self) -> None:
        from patients.phones import take_drama_numbers

        take_drama_numbers()
