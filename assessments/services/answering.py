"""A measure that was asked, answered bit by bit on any device, and sent once."""

from datetime import datetime
from types import EllipsisType
from typing import Any

from django.db import transaction
from django.utils import timezone

from assessments import instruments
from assessments.instruments.answers import Answer, AnswerError
from assessments.models import OutcomeRequest, OutcomeScore
from assessments.services.outcomes import record_outcome


class FormClosed(Exception):
    """The form takes no answers on this day: its window is over, or has still to open."""


class AnsweredMeanwhile(Exception):
    """Another answer was kept after this one's page was opened: in a second tab, or on another device."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer
        super().__init__("This question was answered elsewhere meanwhile.")


def save_answer(
    *,
    request: OutcomeRequest,
    item: str,
    value: object,
    label: str = "",
    seen: Answer | EllipsisType | None = ...,
) -> OutcomeRequest:
    """Keep one answer of a form that is being filled in; an empty value takes it back.

    `seen` is the answer that stood there when its page was opened: with it, a newer one is never written over
    unseen. Raises AnswerError, AnsweredMeanwhile.
    """
    instrument = instruments.get(request.instrument)
    with transaction.atomic():
        kept = OutcomeRequest.objects.select_for_update().get(pk=request.pk)
        if kept.state != OutcomeRequest.State.ASKED:
            raise AnswerError({item: "This form takes no more answers."})
        stands = instrument.still_taken(kept.answers)
        cleaned = instrument.clean({} if value is None else {item: value})
        newer = stands.get(item)
        if seen is not ... and newer is not None and newer not in (seen, cleaned.get(item)):
            raise AnsweredMeanwhile(newer)
        stands.pop(item, None)
        kept.answers = stands | cleaned
        if label and instrument.own_items:
            kept.labels = {**kept.labels, item: label[:80]}
        kept.save(update_fields=["answers", "labels"])
    return kept


@transaction.atomic
def send_request(*, request: OutcomeRequest, by: Any, now: datetime) -> OutcomeScore:
    """Score the kept answers of a form. Sent twice, it is scored once and the first score comes back.

    A form is sent inside its window, also after the episode has closed. Raises FormClosed, AnswerError.
    """
    kept = OutcomeRequest.objects.select_for_update().select_related("episode").get(pk=request.pk)
    if kept.state == OutcomeRequest.State.ANSWERED:
        return OutcomeScore.objects.get(request=kept)
    if not kept.takes_answers(timezone.localdate(now)):
        raise FormClosed("This form takes no answers today.")
    instrument = instruments.get(kept.instrument)
    names = [item.key for item in instrument.items if instrument.own_items and item.key in kept.labels]
    return record_outcome(
        episode=kept.episode,
        instrument=kept.instrument,
        answers=instrument.still_taken(kept.answers),
        labels={item: kept.labels[item] for item in names},
        by=by,
        now=now,
        request=kept,
    )
