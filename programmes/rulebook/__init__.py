"""Every rule of the programmes as the owner reads it: sessions, progression, load, the way back to running.

Numbers are read from the code that works by them, so that the page cannot say another. Pure.
"""

from functools import cache

from assessments.rulebook.definition import Part
from programmes.rulebook import progression, running, sessions


@cache
def parts() -> tuple[Part, ...]:
    """Every part, in the order in which a programme meets them."""
    return (*sessions.parts(), *progression.parts(), *running.parts())
