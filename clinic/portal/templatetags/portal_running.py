"""Kilometres as runners read them."""

from decimal import Decimal

from django import template

from programmes import load

register = template.Library()


@register.filter
def km(value: Decimal) -> str:
    """5, 5.5, 5.25: no noughts at the end."""
    return load.km(value)
