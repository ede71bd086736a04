"""Desk and diary: who asks, when we work, who comes."""

from django.apps import AppConfig


class BookingsConfig(AppConfig):
    name = "clinic.bookings"
    label = "bookings"
