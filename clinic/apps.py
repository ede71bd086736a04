"""The house around the rooms: the map, the doors, the clock."""

from django.apps import AppConfig


class ClinicConfig(AppConfig):
    name = "clinic"
    label = "clinic"
