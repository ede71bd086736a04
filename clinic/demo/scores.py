"""Measures asked by the schedule and answered by patients, some late, some not at all. Scored by the instruments."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random

from django.utils import timezone

from assessments import instruments
from assessments.instruments.definition import Occasion
from assessments.models import OutcomeRequest, OutcomeScore
from assessments.services import ask_measures
from clinic.demo.answers import activities, answers
from clinic.demo.knee import Knee
from clinic.demo.records import Case, at
from patients.models import Episode

POINTS: tuple[tuple[Occasion, int], ...] = (("week_2", 14), ("week_6", 42), ("week_12", 84))
ANSWERS_IN_TIME = 0.86
FAITHFUL = ("Cal Morgan", "Maya Okafor")


@dataclass(frozen=True, slots=True)
class Seen:
    """A case whose knee we know: seen first on a day, counted from today."""

    case: Case
    knee: Knee
    first_on: date


def ask_and_answer(seen: Sequence[Seen], *, random: Random, now: datetime) -> None:
    """Baseline before the first visit, week 2 and 6 as far as they have come; week 12 is asked ahead.

    In bulk, for these are hundreds; scored by the same definitions as everywhere.
    """
    scores: list[OutcomeScore] = []
    closed: list[int] = []
    today = timezone.localdate(now)
    for one in seen:
        case, faithful = one.case, one.case.patient.full_name in FAITHFUL
        labels = activities(random, runner=case.course.runner)
        asked = ask_measures(episode=case.episode, point="baseline", on=case.episode.opened_on)
        answered = _baseline_on(one, random=random, today=today)
        if answered:
            scores += _scored(asked, one, on=answered, labels=labels, random=random, today=today)
        for point, after in POINTS if one.first_on <= today else ():
            due = one.first_on + timedelta(days=after)
            if case.course.ended is not None and due > today:
                continue
            asked = ask_measures(episode=case.episode, point=point, on=due)
            on = due + timedelta(days=random.randint(-1, 2))
            if on < today and (faithful or random.random() < ANSWERS_IN_TIME):
                scores += _scored(asked, one, on=on, labels=labels, random=random, today=today)
            elif asked and asked[0].closes_on < today:
                closed += [request.pk for request in asked]
    OutcomeScore.objects.bulk_create(scores)
    _mark_answered(scores)
    OutcomeRequest.objects.filter(pk__in=closed).update(state=OutcomeRequest.State.CLOSED)


def _baseline_on(one: Seen, *, random: Random, today: date) -> date | None:
    """The morning before the first visit; of those who are still to come, half have answered already."""
    opened = one.case.episode.opened_on
    if one.first_on <= today:
        return max(one.first_on - timedelta(days=1), opened)
    return min(opened + timedelta(days=1), today) if random.random() < 0.5 else None


def ask_between(episode: Episode, *, on: date) -> None:
    """A knee score that the physio asks for between the points of the schedule, still to be answered."""
    OutcomeRequest.objects.create(
        episode=episode,
        instrument="akps",
        point=OutcomeRequest.Point.EXTRA,
        due_on=on + timedelta(days=2),
        opens_on=on - timedelta(days=1),
        closes_on=on + timedelta(days=6),
    )


def answer_at_discharge(one: Seen, *, on: date, random: Random, now: datetime) -> None:
    """The last measures of an episode, on the day it closes."""
    asked = ask_measures(episode=one.case.episode, point="discharge", on=on)
    first = one.case.episode.scores.of("psfs").first()
    labels = dict(first.labels) if first else {}
    rows = _scored(asked, one, on=on, labels=labels, random=random, today=timezone.localdate(now))
    OutcomeScore.objects.bulk_create(rows)
    _mark_answered(rows)


def _mark_answered(scores: Sequence[OutcomeScore]) -> None:
    """By known keys: a join through fresh scores waits minutes where PostgreSQL has not yet counted the rows."""
    answered = [score.request_id for score in scores if score.request_id]
    OutcomeRequest.objects.filter(pk__in=answered).update(state=OutcomeRequest.State.ANSWERED)


def _scored(
    asked: Sequence[OutcomeRequest], one: Seen, *, on: date, labels: dict[str, str], random: Random, today: date
) -> list[OutcomeScore]:
    patient = one.case.patient
    rows = []
    for request in asked:
        given = answers(request.instrument, one.knee, day=(on - today).days, random=random)
        if given is None:
            continue
        definition = instruments.get(request.instrument)
        result = definition.score(given)
        rows.append(
            OutcomeScore(
                episode=one.case.episode,
                request=request,
                instrument=definition.key,
                version=definition.version,
                answers=dict(result.answers),
                labels=labels if definition.key == "psfs" else {},
                score=result.score,
                status=result.status,
                answered=result.answered,
                collected_on=on,
                recorded_at=at(on, 7, random.randrange(60)),
                recorded_by=patient.user or one.case.lead,
                by=OutcomeScore.By.PATIENT if patient.user else OutcomeScore.By.CLINICIAN,
            )
        )
    return rows
