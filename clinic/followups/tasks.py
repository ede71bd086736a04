"""The post room's doors. Arguments are ids, never names or addresses."""

import logging

from celery import shared_task
from django.db import transaction
from django.utils import timezone
from kombu.exceptions import OperationalError

from clinic.followups import sweep as post_room

logger = logging.getLogger("restride.followups")


@shared_task(name="clinic.followups.tasks.sweep")
def sweep() -> None:
    post_room.run(now=timezone.now())


@shared_task(name="clinic.followups.tasks.deliver_now")
def deliver_now(followup_id: int) -> None:
    """A nudge, so that a person who presses "send" need not wait for the next tick."""
    post_room.deliver_one(followup_id, now=timezone.now())


def nudge(followup_id: int) -> None:
    """Rings the bell once the row is there. A broker that is away costs a minute, never the page."""

    def ring() -> None:
        try:
            deliver_now.delay(followup_id)
        except (OperationalError, OSError) as error:
            logger.warning("no bell: %s", type(error).__name__, extra={"task": f"followup {followup_id}"})

    transaction.on_commit(ring)
