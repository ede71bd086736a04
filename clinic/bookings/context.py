"""What every page may say of the clinic: its name and how to reach it."""

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from clinic.bookings.models import Practice


def practice(request: HttpRequest) -> dict[str, Any]:
    """Read only by pages that name the clinic, and once a page."""
    return {"practice": SimpleLazyObject(Practice.current)}
