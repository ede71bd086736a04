"""Running retraining: cadence targets and the eight sessions in which feedback fades.

A tenth more steps a minute at the same speed lowers kneecap load (Lenhart 2014); sessions after Noehren 2011
and Willy 2012, the feedback minutes of sessions 5 to 8 are clinic defaults.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

STEPS_UP = (Decimal("1.05"), Decimal("1.075"), Decimal("1.10"))
HIGHEST = 190
LOWEST_KEPT, HIGHEST_KEPT = Decimal("0.98"), Decimal("1.03")
SHARE_KEPT = Decimal("0.80")

SESSIONS_A_WEEK = 4
DAYS_BETWEEN_SESSIONS = 1
# As many sessions in a row as lead on in every exercise: then the next target.
KEPT_TO_MOVE = 3

# (minutes of running, minutes with feedback) for sessions 1 to 8
FADED_FEEDBACK = ((15, 15), (18, 18), (21, 21), (24, 24), (26, 16), (28, 10), (29, 5), (30, 2))


def cadence_targets(own: int) -> list[int]:
    """Steps a minute to aim for, one after another: 5, 7.5 and 10 % more at the same speed, never above 190.

    160 gives 168, 172, 176. Empty when the runner is at 190 already. Raises ValueError for no cadence at all.
    """
    if own <= 0:
        raise ValueError("A cadence is a count of steps a minute")
    wished = [int((own * factor).quantize(Decimal(1), rounding=ROUND_HALF_UP)) for factor in STEPS_UP]
    capped = [min(target, HIGHEST) for target in wished]
    return sorted({target for target in capped if target > own})


def cadence_kept(samples: Sequence[int], target: int) -> bool:
    """Whether at least 80 % of the samples lie between 0.98 and 1.03 of the target; no samples is no."""
    near = [sample for sample in samples if LOWEST_KEPT <= Decimal(sample) / target <= HIGHEST_KEPT]
    return bool(samples) and Decimal(len(near)) / len(samples) >= SHARE_KEPT


def cadence_target(own: int, sessions: Sequence[Sequence[int]]) -> int | None:
    """The target of the next session; None when the runner is at 190 already.

    `sessions` are the samples of each clean session so far, the oldest first: three in a row that keep a target lead to
    the next one. A session without samples keeps none.
    """
    targets = cadence_targets(own)
    place = in_a_row = 0
    for samples in sessions:
        in_a_row = in_a_row + 1 if targets and cadence_kept(samples, targets[place]) else 0
        if in_a_row == KEPT_TO_MOVE and place + 1 < len(targets):
            place, in_a_row = place + 1, 0
    return targets[place] if targets else None
