"""A programme rests for a holiday or an illness: nothing is planned on those days, and it goes on by itself."""

from datetime import date, datetime
from typing import Any

from django.db import transaction

from programmes.models import Pause, Programme
from programmes.services.editing import EditRefused

LONGEST_DAYS = 92


@transaction.atomic
def pause_programme(
    *, programme: Programme, starts_on: date, ends_on: date, reason: str, by: Any, now: datetime
) -> Pause:
    """Nothing is planned from the first day to the last. The same pause twice is one.

    Raises EditRefused, field → sentence: days in the wrong order, too long, or over a pause that stands.
    """
    kept = Programme.objects.select_for_update().get(pk=programme.pk)
    if kept.state != Programme.State.ACTIVE:
        raise EditRefused({"starts_on": "This programme is not active, so there is nothing to pause."})
    if ends_on < starts_on:
        raise EditRefused({"ends_on": "The last day can’t lie before the first."})
    if (ends_on - starts_on).days >= LONGEST_DAYS:
        raise EditRefused({"ends_on": "That is over three months. End the programme and assign a new one later."})
    if reason not in Pause.Reason.values:
        raise EditRefused({"reason": "Pick the reason."})
    over = kept.pauses.filter(starts_on__lte=ends_on, ends_on__gte=starts_on).first()
    if over and (over.starts_on, over.ends_on) == (starts_on, ends_on):
        return over
    if over:
        raise EditRefused(
            {"starts_on": f"There is a pause from {over.starts_on:%-d %b} to {over.ends_on:%-d %b} already."}
        )
    return Pause.objects.create(
        programme=kept, starts_on=starts_on, ends_on=ends_on, reason=reason, made_by=by, made_at=now
    )


@transaction.atomic
def end_pause(*, pause: Pause, today: date) -> None:
    """The programme goes on from today: days that are over stay paused, one that has not begun goes."""
    Programme.objects.select_for_update().get(pk=pause.programme_id)
    if pause.starts_on >= today:
        pause.delete()
    elif pause.ends_on >= today:
        pause.ends_on = date.fromordinal(today.toordinal() - 1)
        pause.save()
