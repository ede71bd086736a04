"""Pictures of exercises in staff templates: as an address, so that a browser keeps them, or drawn into the page."""

from django import template
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from programmes.drawing import figure_mark, figure_of
from programmes.figures import Mode
from programmes.models import Exercise

register = template.Library()


@register.simple_tag
def figure_address(exercise: Exercise, mode: Mode) -> str:
    """Where the drawing is found, with the mark of its state; empty where there is no drawing."""
    try:
        mark = figure_mark(exercise.drawing)[:12]
    except LookupError:
        return ""
    return f"{reverse('api:exercise-figure', args=[exercise.slug])}?mode={mode}&v={mark}"


@register.simple_tag
def drawn(exercise: Exercise, mode: Mode) -> SafeString:
    """The drawing itself; empty where there is none."""
    try:
        return mark_safe(figure_of(exercise.drawing, mode=mode, ident=f"{mode}-{exercise.slug}"))
    except LookupError:
        return SafeString("")
