"""A measure answered: scored once by its instrument, kept for ever."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from assessments import instruments, progress
from assessments.collection import window_days
from assessments.instruments.answers import AnswerError
from assessments.instruments.definition import Instrument
from assessments.models import OutcomeRequest, OutcomeScore
from assessments.services.rule_history import RuleHistory, rule_history, rules_on
from patients.access import Role, role_of
from patients.models import Episode


class EpisodeClosed(Exception):
    """No score is taken for an episode that has closed."""


class VersionUnknown(Exception):
    """The answers are for another version of the instrument."""


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
    side: str = "",
    answered_by: str | None = None,
) -> OutcomeScore:
    """Score answers and keep both, for ever. A request whose window holds the day is answered by it.

    `side` is the leg of a measure taken per limb; without it the episode's. `answered_by` lets staff say whose
    answers they type in; of what patients send themselves the patient is always the one. The same answers sent again
    by the same person for the same day and leg are one score. A closed episode takes only what was asked of it.

    Raises UnknownInstrumentError, AnswerError (item, `collected_on`, `side`, `answered_by` or `labels` → sentence),
    VersionUnknown, EpisodeClosed.
    """
    definition = instruments.get(instrument)
    if version is not None and version != definition.version:
        raise VersionUnknown(f"This clinic uses version {definition.version} of {definition.title}.")
    on = _day(collected_on, episode=episode, today=timezone.localdate(now))
    limb = _limb(definition, side, episode=episode)
    who = _who(definition, answered_by, by=by)
    names = _names(definition, labels or {})
    result = definition.score(answers)
    if not result.answered:
        raise AnswerError({definition.items[0].key: "Answer at least one question."})
    # One at a time for an episode: of two that were sent at once, the second finds the first.
    episode = Episode.objects.select_for_update().get(pk=episode.pk)
    asked = request or _request_answered_by(episode, instrument, on)
    same_day = episode.scores.of(instrument).filter(collected_on=on, recorded_by=by, side=limb, by=who)
    earlier = next((score for score in same_day if score.answers == dict(result.answers)), None)
    if earlier and request is None and (asked is None or earlier.request_id is not None):
        return earlier
    if asked is None and not episode.is_open:
        raise EpisodeClosed("This episode is closed, so it takes no more scores.")
    score = OutcomeScore.objects.create(
        episode=episode,
        request=asked,
        instrument=instrument,
        version=definition.version,
        side=limb,
        answers=dict(result.answers),
        labels={**episode.scores.of(instrument).names(), **names},
        score=result.score,
        status=result.status,
        answered=result.answered,
        collected_on=on,
        recorded_at=now,
        recorded_by=by,
        by=who,
    )
    if asked:
        OutcomeRequest.objects.filter(pk=asked.pk).update(state=OutcomeRequest.State.ANSWERED, answers={})
    return score


def _day(collected_on: date | None, *, episode: Episode, today: date) -> date:
    """The day of the answers. Raises AnswerError outside the episode's time."""
    on = collected_on or today
    if on > today:
        raise AnswerError({"collected_on": "The day can't be in the future."})
    if on < episode.opened_on - window_days("baseline", rules_on(today)):
        raise AnswerError({"collected_on": "That is before this episode began."})
    return on


def _limb(definition: Instrument, side: str, *, episode: Episode) -> str:
    """Which leg was measured; empty for a measure of the whole person. Raises AnswerError."""
    if not definition.per_limb:
        if side:
            raise AnswerError({"side": "This measure is not taken of one leg: leave the side out."})
        return ""
    limb = side or episode.side
    if limb not in OutcomeScore.Limb.values:
        raise AnswerError({"side": "Say which leg this is: left or right."})
    return limb


def _who(definition: Instrument, answered_by: str | None, *, by: Any) -> str:
    """Whose answers they are. Raises AnswerError."""
    who = OutcomeScore.By.PATIENT if role_of(by) == Role.PATIENT else answered_by or OutcomeScore.By.CLINICIAN
    if who not in OutcomeScore.By.values:
        raise AnswerError({"answered_by": "Say who answered: patient, proxy or clinician."})
    if definition.answered_by == "clinician" and who != OutcomeScore.By.CLINICIAN:
        raise AnswerError({"answered_by": "This measure is scored by a clinician."})
    return who


def _names(definition: Instrument, labels: Mapping[str, str]) -> dict[str, str]:
    """What the patient calls the items of a measure that lets them. Raises AnswerError for any other name."""
    own = {item.key for item in definition.items} if definition.own_items else set()
    if not own.issuperset(labels):
        raise AnswerError({"labels": "Only activities that a patient chose are named, each under its own item."})
    return dict(labels)


def _request_answered_by(episode: Episode, instrument: str, on: date) -> OutcomeRequest | None:
    """The unanswered request nearest to the day whose window holds it: the score counts for that point."""
    waiting = episode.outcome_requests.filter(instrument=instrument).unanswered(on)
    return min(waiting, key=lambda request: abs((request.due_on - on).days), default=None)


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
