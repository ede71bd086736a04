"""How long it may take: a longer course is likely after long pain, or with a low AKPS.

The two cut-points are shown as a clinic rule: the study is confirmed, its numbers are [memory].
"""

from dataclasses import dataclass

from assessments.instruments import get
from assessments.instruments.scores import Score
from assessments.rulebook import Values, defaults
from assessments.rulebook.definition import plain
from assessments.rulebook.prognosis import SOURCE


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


def prognosis(*, days_since_onset: int | None, akps: Score | None, values: Values | None = None) -> Prognosis | None:
    """The note for one patient; None while neither the duration nor an AKPS score is known."""
    if days_since_onset is None and akps is None:
        return None
    values = values or defaults()
    long_days, low_akps = values["prognosis.long_days"], values["prognosis.low_akps"]
    long = days_since_onset is not None and days_since_onset > long_days
    low = akps is not None and akps < low_akps
    reasons: tuple[str, ...] = (f"{days_since_onset} days of pain (over {plain(long_days)})",) if long else ()
    if low and akps is not None:
        reasons += (f"AKPS {get('akps').shown(akps)} (under {plain(low_akps)})",)
    inputs = (("S02",) if days_since_onset is not None else ()) + (("akps",) if akps is not None else ())
    if not reasons:
        return Prognosis(
            poor=False,
            both=False,
            reasons=(),
            inputs=inputs,
            staff="Nothing that points to a long course.",
            patient="Many people get better with a plan like this.",
            review_every_weeks=int(values["prognosis.review_weeks"]),
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
        review_every_weeks=int(values["prognosis.review_weeks_long"]),
    )
