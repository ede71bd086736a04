"""Closes the clinic on England's bank holidays, this year and the next."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from clinic.bookings.services import seed_bank_holidays


class Command(BaseCommand):
    help = "Put England's bank holidays of this year and the next into the diary."

    def handle(self, *args: Any, **options: Any) -> None:
        year = timezone.localdate().year
        added = seed_bank_holidays(first_year=year, last_year=year + 1)
        self.stdout.write(f"{added} bank holidays added")
