"""How long it may take: a longer course is likely after two months of pain, or with an AKPS under 70.

The two cut-points are shown as a clinic rule: the study is confirmed, its numbers are [memory].
"""

from dataclasses import dataclass

from assessments.instruments import get
from assessments.instruments.scores import Score

LONG_DAYS = 60
LOW_AKPS = 70
SOURCE = "Clinic rule after Collins 2013, BJSM 47:227–233 [memory]"


@dataclass(frozen=True, slots=True)
class Prognosis:
    """`poor` when either reason holds, `both` when both do; `review_every_weeks` follows from it."""

    poor: bool
    both: bool
    reasons: tuple[str, ...]
    inputs: tuple[str, ...]
    staff: str
    patient: str
    review_every_weeks: int
    source: str = SOURCE


def prognosis(*, days_since_onset: int | None, akps: Score | None) -> Prognosis | None:
    """The note for one patient; None while neither the duration nor an AKPS score is known."""
    if days_since_onset is None and akps is None:
        return None
    long = days_since_onset is not None and days_since_onset > LONG_DAYS
    low = akps is not None and akps < LOW_AKPS
    reasons: tuple[str, ...] = (f"{days_since_onset} days of pain (over {LONG_DAYS})",) if long else ()
    if low and akps is not None:
        reasons += (f"AKPS {get('akps').shown(akps)} (under {LOW_AKPS})",)
    inputs = (("S02",) if days_since_onset is not None else ()) + (("akps",) if akps is not None else ())
    if not reasons:
        return Prognosis(
            poor=False,
            both=False,
            reasons=(),
            inputs=inputs,
            staff="Nothing that points to a long course.",
            patient="Many people get better with a plan like this.",
            review_every_weeks=2,
        )
    staff = "Longer course likely, do not under-treat. Review every week, education first."
    if long and low:
        staff += " Plan 12 weeks, with a follow-up at 6 months."
    return Prognosis(
        poor=True,
        both=long and low,
        reasons=reasons,
        inputs=inputs,
        staff=staff,
        patient="Many people get better. Some take longer, so we’ll stay close and check in more often.",
        review_every_weeks=1,
    )
