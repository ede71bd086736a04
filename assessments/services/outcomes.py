"""Measures asked, answered bit by bit, scored once and kept."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from assessments import instruments, progress
from assessments.collection import WEEKS, WINDOW_DAYS
from assessments.instruments.answers import AnswerError
from assessments.instruments.definition import Instrument, Occasion
from assessments.models import OutcomeRequest, OutcomeScore
from assessments.services.rule_history import RuleHistory, rule_history
from patients.access import Role, role_of
from patients.models import Episode


class EpisodeClosed(Exception):
    """No score is taken for an episode that has closed."""


class VersionUnknown(Exception):
    """The answers are for another version of the instrument."""


def _asked_at(point: Occasion, *, is_runner: bool) -> list[Instrument]:
    return [
        instrument
        for instrument in instruments.all_instruments()
        if instrument.collected.get(point) == "required"
        and (is_runner or not instrument.runners_only)
        # Where the words belong to somebody else, the clinic asks on its licensed form and types the ticks.
        and not instrument.text_withheld
        and instrument.answered_by == "patient"
    ]


@transaction.atomic
def ask_measures(*, episode: Episode, point: Occasion, on: date, opens_on: date | None = None) -> list[OutcomeRequest]:
    """Ask everything that the collection schedule requires at a point. Asking twice adds nothing.

    `on` is the day it is due. The window opens on `opens_on`, without it as many days before as it stays open.
    """
    days = timedelta(days=WINDOW_DAYS[point])
    opens = opens_on or on - days
    OutcomeRequest.objects.bulk_create(
        [
            OutcomeRequest(
                episode=episode, instrument=one.key, point=point, due_on=on, opens_on=opens, closes_on=on + days
            )
            for one in _asked_at(point, is_runner=episode.is_runner)
        ],
        ignore_conflicts=True,
    )
    return list(episode.outcome_requests.filter(point=point))


def ask_scheduled(*, on: date) -> int:
    """Ask weeks 2, 6 and 12 of every open episode whose window has opened, counted from its first day.

    What has been asked is not asked again, and nothing is asked once the window has closed. How many episodes
    were looked at.
    """
    looked_at = 0
    for point, weeks in WEEKS.items():
        window = timedelta(days=WINDOW_DAYS[point])
        due_from, due_to = on - window, on + window
        started = (due_from - timedelta(weeks=weeks), due_to - timedelta(weeks=weeks))
        episodes = Episode.objects.open().filter(opened_on__range=started).exclude(outcome_requests__point=point)
        for episode in episodes:
            ask_measures(episode=episode, point=point, on=episode.opened_on + timedelta(weeks=weeks))
            looked_at += 1
    return looked_at


def save_answer(*, request: OutcomeRequest, item: str, value: object, label: str = "") -> OutcomeRequest:
    """Keep one answer of a form that is being filled in. Raises AnswerError; an empty value takes it back."""
    instrument = instruments.get(request.instrument)
    with transaction.atomic():
        kept = OutcomeRequest.objects.select_for_update().get(pk=request.pk)
        if kept.state != OutcomeRequest.State.ASKED:
            raise AnswerError({item: "This form has been sent already. Thank you."})
        answers = {key: given for key, given in kept.answers.items() if key != item}
        if value is not None:
            answers |= instrument.clean({item: value})
        kept.answers = answers
        if label:
            kept.labels = {**kept.labels, item: label[:80]}
        kept.save(update_fields=["answers", "labels"])
    return kept


@transaction.atomic
def send_request(*, request: OutcomeRequest, by: Any, now: datetime) -> OutcomeScore:
    """Score the kept answers of a form. Sent twice, it is scored once and the first score comes back."""
    kept = OutcomeRequest.objects.select_for_update().select_related("episode").get(pk=request.pk)
    if kept.state == OutcomeRequest.State.ANSWERED:
        return OutcomeScore.objects.get(request=kept)
    return record_outcome(
        episode=kept.episode,
        instrument=kept.instrument,
        answers=kept.answers,
        labels=kept.labels,
        by=by,
        now=now,
        request=kept,
    )


@transaction.atomic
def record_outcome(
    *,
    episode: Episode,
    instrument: str,
    answers: Mapping[str, object],
    by: Any,
    now: datetime,
    collected_on: date | None = None,
    version: str | None = None,
    labels: Mapping[str, str] | None = None,
    request: OutcomeRequest | None = None,
) -> OutcomeScore:
    """Score answers and keep both, for ever. An open request inside its window is answered by it.

    The same answers sent again by the same person for the same day are one score.

    Raises UnknownInstrumentError, AnswerError (item → sentence), VersionUnknown, EpisodeClosed.
    """
    definition = instruments.get(instrument)
    if version is not None and version != definition.version:
        raise VersionUnknown(f"This clinic uses version {definition.version} of {definition.title}.")
    if not episode.is_open:
        raise EpisodeClosed("This episode is closed, so it takes no more scores.")
    today = timezone.localdate(now)
    on = collected_on or today
    if on > today:
        raise AnswerError({"collected_on": "The day can't be in the future."})
    if on < episode.opened_on - timedelta(days=WINDOW_DAYS["baseline"]):
        raise AnswerError({"collected_on": "That is before this episode began."})
    result = definition.score(answers)
    if not result.answered:
        raise AnswerError({definition.items[0].key: "Answer at least one question."})
    Episode.objects.select_for_update().get(pk=episode.pk)
    asked = request or _request_answered_by(episode, instrument, on)
    if asked is None and (earlier := _said_already(episode, instrument, on, result.answers, by)):
        return earlier
    kept_labels = {**_first_labels(episode, instrument), **(labels or {})}
    score = OutcomeScore.objects.create(
        episode=episode,
        request=asked,
        instrument=instrument,
        version=definition.version,
        answers=dict(result.answers),
        labels=kept_labels,
        score=result.score,
        status=result.status,
        answered=result.answered,
        collected_on=on,
        recorded_at=now,
        recorded_by=by,
        by=OutcomeScore.By.PATIENT if role_of(by) == Role.PATIENT else OutcomeScore.By.CLINICIAN,
    )
    if asked:
        OutcomeRequest.objects.filter(pk=asked.pk).update(state=OutcomeRequest.State.ANSWERED, answers={})
    return score


def _said_already(
    episode: Episode, instrument: str, on: date, answers: Mapping[str, object], by: Any
) -> OutcomeScore | None:
    """The very same answers of the same day from the same person: a form that was sent twice."""
    same_day = episode.scores.of(instrument).filter(collected_on=on, recorded_by=by)
    return next((score for score in same_day if score.answers == dict(answers)), None)


def _request_answered_by(episode: Episode, instrument: str, on: date) -> OutcomeRequest | None:
    """The open request nearest to the day: a measure inside the window counts for that point."""
    waiting = episode.outcome_requests.filter(instrument=instrument).open(on)
    return min(waiting, key=lambda request: abs((request.due_on - on).days), default=None)


def _first_labels(episode: Episode, instrument: str) -> dict[str, str]:
    """The patient's own names for items (PSFS): given with the first answer, kept by later ones."""
    first = episode.scores.of(instrument).exclude(labels={}).in_order().first()
    return dict(first.labels) if first else {}


def story_of(
    *, instrument: str, scores: Iterable[OutcomeScore], rules: RuleHistory | None = None, **told: Any
) -> progress.Story:
    """The story of one instrument's stored scores; `told` goes on to `progress.story`.

    Each score is held against the values of the day that it was recorded. Who tells several stories asks for
    `rules` once.
    """
    rules = rules or rule_history()
    points = [
        progress.Point(
            on=row.collected_on,
            score=row.score,
            status=row.status,
            answers=row.answers,
            values=rules.on(timezone.localdate(row.recorded_at)),
        )
        for row in scores
    ]
    return progress.story(instruments.get(instrument), points, **told)
