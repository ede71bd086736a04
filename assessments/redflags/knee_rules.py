"""The Ottawa and Pittsburgh knee rules: does an acute injury need an X-ray today?

Not for gross deformity, penetrating injury or altered sensation or cognition.
"""


def ottawa(
    *,
    age: int,
    isolated_patella_tenderness: bool = False,
    fibula_head_tenderness: bool = False,
    cannot_flex_90: bool = False,
    cannot_bear_weight: bool = False,
) -> bool:
    """X-ray if any holds (Stiell 1995). For an acute injury within 7 days.

    `cannot_bear_weight`: not 4 steps, both right after the injury and at assessment; limping counts as walking.
    """
    return age >= 55 or isolated_patella_tenderness or fibula_head_tenderness or cannot_flex_90 or cannot_bear_weight


def pittsburgh(*, age: int, fall_or_blunt_trauma: bool, cannot_walk_4_steps: bool = False) -> bool:
    """X-ray after a fall or blunt trauma if under 12, over 50, or unable to walk 4 weight-bearing steps."""
    return fall_or_blunt_trauma and (age < 12 or age > 50 or cannot_walk_4_steps)
