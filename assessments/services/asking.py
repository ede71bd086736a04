"""Measures asked: by a verb at one point, and by the hour as windows open and close."""

from collections.abc import Collection, Iterator
from dataclasses import replace
from datetime import date

from django.db.models import Q

from assessments import collection, instruments
from assessments.collection import Window
from assessments.instruments.definition import Instrument, Occasion
from assessments.models import OutcomeRequest
from assessments.rulebook import Values
from assessments.services.rule_history import rules_on
from patients.models import Episode
from patients.models.patient import Side

WEEKS = tuple(collection.WEEKS)
# In the order of an episode. Discharge comes before the months, because it may lie among them.
SCHEDULED: tuple[Occasion, ...] = (*WEEKS, "discharge", *collection.MONTHS)


def ask_measures(*, episode: Episode, point: Occasion, on: date, opens_on: date | None = None) -> list[OutcomeRequest]:
    """Ask everything that the collection schedule requires at a point. Asking twice adds nothing.

    `on` is the day it is due; the rules of that day say how long the window is. It opens on `opens_on`, without it as
    many days before as it stays open.
    """
    window = collection.window_around(point, on, rules_on(on))
    if opens_on:
        window = replace(window, opens_on=opens_on)
    _ask(episode, point, window, asked_on=window.opens_on)
    return list(OutcomeRequest.objects.filter(episode=episode, point=point))


def ask_scheduled(*, on: date) -> int:
    """Ask what has come due by the schedule, and close what was not answered in time. How many episodes were asked.

    Weeks 2, 6 and 12 of open episodes and months 6 and 12 of all, counted from the first day; discharge of episodes
    closed lately. Nothing is asked twice, outside its window, or when it has been answered already.
    """
    close_lapsed(on=on)
    asked, values = 0, rules_on(on)
    for point in SCHEDULED:
        for episode, window in _due(point, on, values):
            answered = _answered(episode, point, window, on, values)
            asked += _ask(episode, point, window, asked_on=on, answered=answered)
    return asked


def close_lapsed(*, on: date) -> int:
    """Close the requests whose window is over, and the baseline of a care that has ended. How many."""
    over = Q(closes_on__lt=on) | Q(point=OutcomeRequest.Point.BASELINE, episode__closed_on__isnull=False)
    asked = OutcomeRequest.objects.filter(over, state=OutcomeRequest.State.ASKED)
    return asked.update(state=OutcomeRequest.State.CLOSED)


def _due(point: Occasion, on: date, values: Values) -> Iterator[tuple[Episode, Window]]:
    """The episodes whose window of a point holds the day. Nobody knew of a discharge before it: it opens on its day."""
    episodes = Episode.objects.prefetch_related("outcome_requests", "scores")
    if point == "discharge":
        days = collection.window_days(point, values)
        for episode in episodes.filter(closed_on__range=(on - days, on)):
            if episode.closed_on:
                yield episode, Window(episode.closed_on, episode.closed_on, episode.closed_on + days)
        return
    if point in WEEKS:
        episodes = episodes.open()
    for episode in episodes.filter(opened_on__range=collection.opened_between(point, on, values)):
        window = collection.window_around(point, collection.due_on(point, episode.opened_on), values)
        if window.holds(on):
            yield episode, window


def _ask(episode: Episode, point: Occasion, window: Window, *, asked_on: date, answered: Collection[str] = ()) -> bool:
    """Add the requests of a point but for the measures answered already or still at rest. True when there were any."""
    known = {request.instrument for request in episode.outcome_requests.all() if request.point == point}
    wanted = [
        one
        for one in _required(point, episode)
        if one.key not in known and one.key not in answered and not _rests(episode, one, point, asked_on)
    ]
    OutcomeRequest.objects.bulk_create(
        [
            OutcomeRequest(
                episode=episode,
                instrument=one.key,
                point=point,
                due_on=window.due_on,
                # One that had to rest opens on the day that it may: its reminders count from there.
                opens_on=asked_on if _rests(episode, one, point, window.opens_on) else window.opens_on,
                closes_on=window.closes_on,
            )
            for one in wanted
        ],
        ignore_conflicts=True,
    )
    return bool(wanted)


def _required(point: Occasion, episode: Episode) -> list[Instrument]:
    """What the schedule requires of this patient at a point."""
    return [
        one
        for one in instruments.all_instruments()
        if one.collected.get(point) == "required"
        and (episode.is_runner or not one.runners_only)
        # Where the words belong to somebody else, the clinic asks on its licensed form and types the ticks.
        and not one.text_withheld
        and one.answered_by == "patient"
        # Nobody can say in a form of theirs which of two knees is meant.
        and not (one.per_limb and episode.side == Side.BOTH)
    ]


def _rests(episode: Episode, one: Instrument, point: Occasion, on: date) -> bool:
    """True while the measure was asked or answered too lately at another point. The first asking begins the series."""
    if not one.rest_days or point == "baseline":
        return False
    asked = [
        each.opens_on for each in episode.outcome_requests.all() if each.instrument == one.key and each.point != point
    ]
    answered = [score.collected_on for score in episode.scores.all() if score.instrument == one.key]
    return collection.too_soon(on, rest_days=one.rest_days, others=asked + answered)


def _answered(episode: Episode, point: Occasion, window: Window, on: date, values: Values) -> set[str]:
    """Measures that need not be asked: a score counts for the point although it was not asked for it."""
    scores = episode.scores.all()
    if point != "discharge":
        return {score.instrument for score in scores if score.request_id is None and window.holds(score.collected_on)}
    # Care that ends at week 12 is measured there; what is asked at present or answered around the end will do, too.
    around = collection.window_around(point, window.due_on, values)
    week_12 = collection.window_around("week_12", collection.due_on("week_12", episode.opened_on), values)
    return {score.instrument for score in scores if around.holds(score.collected_on)} | {
        request.instrument
        for request in episode.outcome_requests.all()
        if (
            request.state == OutcomeRequest.State.ANSWERED
            and request.point == "week_12"
            and week_12.holds(window.due_on)
        )
        or (request.takes_answers(on) and request.point in WEEKS)
    }
