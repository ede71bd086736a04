"""The Ottawa and Pittsburgh knee rules: does an acute injury need an X-ray today?

Yes, no, or None while a blank could still turn it. Not for gross deformity, penetrating injury or altered sensation
or cognition.
"""

from decimal import Decimal

from assessments.examination.seen import either, every

# Stiell 1995; a few copies print “over 55”, the original and most have 55 and over.
OTTAWA_AGE = Decimal(55)
# Both from the Pittsburgh rule: under 12, over 50.
PITTSBURGH_YOUNG, PITTSBURGH_OLD = Decimal(12), Decimal(50)


def ottawa(
    *,
    age: int | None,
    isolated_patella_tenderness: bool | None = False,
    fibula_head_tenderness: bool | None = False,
    cannot_flex_90: bool | None = False,
    cannot_bear_weight: bool | None = False,
) -> bool | None:
    """X-ray if any holds (Stiell 1995). For an acute injury within 7 days.

    `cannot_bear_weight`: not 4 steps, both right after the injury and at assessment; limping counts as walking.
    """
    old = None if age is None else age >= OTTAWA_AGE
    return either(old, isolated_patella_tenderness, fibula_head_tenderness, cannot_flex_90, cannot_bear_weight)


def pittsburgh(
    *, age: int | None, fall_or_blunt_trauma: bool | None, cannot_walk_4_steps: bool | None = False
) -> bool | None:
    """X-ray after a fall or blunt trauma if under 12, over 50, or unable to walk 4 weight-bearing steps."""
    outside = None if age is None else age < PITTSBURGH_YOUNG or age > PITTSBURGH_OLD
    return every(fall_or_blunt_trauma, either(outside, cannot_walk_4_steps))
