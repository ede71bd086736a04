"""What a series of scores says: baseline, latest, change, its band, and the sentence for each reader.

The portal and the chart both read this page, so that a patient and a physio never hear two stories.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from assessments import progress_words as words
from assessments.instruments.answers import Answer
from assessments.instruments.definition import Instrument
from assessments.instruments.scores import Band, Change, Score
from assessments.rulebook import Values
from assessments.rulebook.measures import with_values

NOTHING_YET = "No score yet."


@dataclass(frozen=True, slots=True)
class Point:
    """One collected score. PSFS also needs its answers, because it compares activity by activity.

    `values` are the clinic's thresholds on the day that it was recorded, None the shipped ones. A change is held
    against those of its later score, so an old result keeps its band.
    """

    on: date
    score: Score | None
    status: str = "complete"
    answers: Mapping[str, Answer] = field(default_factory=dict)
    values: Values | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """One scored point of a series with its change since the baseline (None at the baseline itself)."""

    point: Point
    score: Score
    change: Change | None
    band: Band | None


@dataclass(frozen=True, slots=True)
class Story:
    """A series told: where it began, where it is, what lies between. All None while nothing is scored.

    `counts_from` is the score at which a change begins to count: the line that a chart draws. `side` is the leg
    of a measure taken per limb. `gap` says of the newest answers why they gave no score; empty where they did.
    """

    instrument: Instrument
    steps: tuple[Step, ...]
    baseline: Point | None
    latest: Point | None
    change: Change | None
    band: Band | None
    counts_from: Score | None
    patient: str
    staff: str
    side: str = ""
    gap: str = ""

    @property
    def title(self) -> str:
        """The measure's name, with the leg where it is taken per limb."""
        return f"{self.instrument.title}, {self.side}" if self.side else self.instrument.title


def band(improvement: Score, *, important: Decimal | None, error: Decimal | None) -> Band | None:
    """The band of a change in the direction of better; None where no size of important change is known.

    d ≤ −I worse · d ≥ max(I, E) important and real, only where E is known · d ≥ I important · else
    within error.
    """
    if important is None:
        return None
    if improvement <= -important:
        return "worse"
    if error is not None and improvement >= max(important, error):
        return "important_and_real"
    return "important" if improvement >= important else "within_error"


def band_of(change: Change | None) -> Band | None:
    """The band of a change by the thresholds that it carries."""
    if change is None:
        return None
    return band(change.improvement, important=change.important, error=change.error)


def steps(instrument: Instrument, points: Iterable[Point]) -> tuple[Step, ...]:
    """The scored points in order of their days, each with its change since the first one.

    Points without a score are left out: a missing score is a gap, never a nought.
    """
    in_order = sorted(points, key=lambda point: point.on)
    told: list[Step] = []
    for point in in_order:
        if point.score is None:
            continue
        baseline = told[0].point if told else None
        change = _as_of(instrument, point).change(baseline, point)
        told.append(Step(point, point.score, change, band_of(change)))
    return tuple(told)


def story(
    instrument: Instrument,
    points: Iterable[Point],
    *,
    next_due: date | None = None,
    seen_by: str = "",
    side: str = "",
) -> Story:
    """Tell a series of one episode, and of one leg (`side`) where the measure is taken per limb.

    `seen_by` is the first name of the physio who has looked at it.
    """
    points = list(points)
    told, gap = steps(instrument, points), _gap(instrument, points)
    due = f" Next one: {words.long_date(next_due)}." if next_due else ""
    if not told:
        return Story(instrument, (), None, None, None, None, None, NOTHING_YET + due, NOTHING_YET, side, gap)
    first, last = told[0], told[-1]
    return Story(
        instrument=instrument,
        steps=told,
        baseline=first.point,
        latest=last.point,
        change=last.change,
        band=last.band,
        counts_from=_counts_from(_as_of(instrument, last.point), first.score),
        patient=words.for_the_patient(
            instrument,
            baseline=first.score,
            latest=last.score,
            change=last.change,
            band=last.band,
            seen_by=seen_by,
        )
        + (due if len(told) == 1 else ""),
        staff=words.for_staff(instrument, baseline=first.score, latest=last.score, change=last.change, band=last.band),
        side=side,
        gap=gap,
    )


def _gap(instrument: Instrument, points: list[Point]) -> str:
    """What the newest answers lack, with their day; nothing where they were scored."""
    newest = max(points, key=lambda point: point.on, default=None)
    if (
        newest is None
        or newest.score is not None
        or any(one.score is not None for one in points if one.on == newest.on)
    ):
        return ""
    return f"{newest.on:%-d %b %Y}: {words.for_a_gap(instrument, newest.answers)}"


def _as_of(instrument: Instrument, point: Point) -> Instrument:
    """The measure with the thresholds of a score's day."""
    return with_values(instrument, point.values) if point.values else instrument


def _counts_from(instrument: Instrument, baseline: Score) -> Score | None:
    """The score at which a change since this baseline is an important one; None when off the scale."""
    important = instrument.important.value if instrument.important else None
    if important is None or not instrument.needs_baseline:
        return None
    line = baseline - important if instrument.direction == "lower" else baseline + important
    return line if instrument.lowest <= line <= instrument.highest else None
