"""Clinical words as they are read on a page."""

from django import template

from assessments.examination.words import lowered
from assessments.rulebook.definition import untagged
from programmes.prescribing import WEEKDAYS

register = template.Library()


@register.filter
def inside(label: object) -> str:
    """A label inside a sentence: its first letter small, unless it is an abbreviation such as HipSIT or FPI."""
    return lowered(str(label))


@register.filter
def sourced(words: object) -> str:
    """A source, a reference or a rule with its tags in words: “(to be confirmed by the clinical lead)”."""
    return untagged(str(words))


@register.filter
def weekdays(days: list[int]) -> str:
    """“Mon, Wed, Fri”, and “every day” for all seven."""
    return "every day" if len(set(days)) == 7 else ", ".join(WEEKDAYS[day][:3] for day in sorted(days))
