"""Exercises in templates: the figure, the tempo, the words."""

from collections.abc import Mapping

from django import template
from django.utils.safestring import SafeString

from clinic.portal import exercise as words
from programmes.models import Exercise, Row

register = template.Library()
register.filter("tempo_words", words.tempo_words)
register.filter("steps", words.steps_of)
register.filter("tip", words.tip_of)
register.filter("why", words.why_of)
register.filter("pain_words", words.pain_words)


@register.simple_tag
def figure(exercise: Exercise, look: words.Look, tempo: str = "") -> SafeString:
    return words.picture(exercise, look=look, tempo=tempo)


@register.simple_tag
def stop_if() -> str:
    return words.STOP_IF


@register.simple_tag
def dose(row: Row) -> str:
    """“3 sets of 10, left leg, green band”."""
    return ", ".join(part for part in (row.dose, row.side_words, row.load) if part)


@register.filter
def easier(exercise: Exercise, names: Mapping[str, str]) -> str:
    return names.get(exercise.code, "")
