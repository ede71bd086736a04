"""England's bank holidays, put into the diary as closures."""

import holidays
from django.db import transaction

from clinic.bookings.models import Closure


@transaction.atomic
def seed_bank_holidays(*, first_year: int, last_year: int) -> int:
    """How many days were added. A year that has been put in before stays as the owner left it."""
    added = 0
    for year in range(first_year, last_year + 1):
        days = holidays.country_holidays("GB", subdiv="ENG", years=year)
        if Closure.objects.filter(on__year=year, name__in=set(days.values())).exists():
            continue
        rows = [Closure(on=day, name=name) for day, name in sorted(days.items())]
        added += len(Closure.objects.bulk_create(rows, ignore_conflicts=True))
    return added
