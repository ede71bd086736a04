"""Days, times and pain as patients read them."""

from datetime import date, datetime
from decimal import Decimal

from django import template
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from clinic.followups import wording
from clinic.portal.pain import WORDS, band_of

register = template.Library()
# The portal and the mails tell a time in the same words.
register.filter("day", wording.day)
register.filter("clock", wording.clock)


@register.filter
def band(value: int | Decimal) -> str:
    """fine, ok or ease."""
    return band_of(int(value))


@register.filter
def band_words(value: int | Decimal) -> str:
    return WORDS[band_of(int(value))]


@register.filter
def in_days(value: date | datetime, today: date) -> str:
    """“today”, “tomorrow”, “in 9 days”."""
    on = timezone.localdate(value) if isinstance(value, datetime) else value
    days = (on - today).days
    return {0: "today", 1: "tomorrow"}.get(days, f"in {days} days")


@register.simple_tag
def month_tile(value: datetime) -> SafeString:
    """The little calendar leaf beside a visit."""
    on = timezone.localdate(value)
    return format_html(
        '<span class="datetile" aria-hidden="true"><span class="datetile__month">{}</span>'
        '<span class="datetile__day">{}</span></span>',
        f"{on:%b}",
        on.day,
    )


@register.filter
def times(count: int) -> range:
    """Something so many times."""
    return range(count)
