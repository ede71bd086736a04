"""The record: who a patient is, and who may see what."""

from django.apps import AppConfig


class PatientsConfig(AppConfig):
    name = "patients"
