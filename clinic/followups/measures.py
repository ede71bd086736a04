"""Reminders of measures: on the day that a form opens, three and seven days later, never after it has closed.

Source: the collection schedule, [design] clinic default.
"""

from collections.abc import Collection, Iterator
from datetime import datetime, time, timedelta
from uuid import UUID

from django.utils import timezone

from assessments.models import OutcomeRequest
from clinic.followups.definition import Message, Planned
from clinic.followups.wording import at_local

REMIND_ON = (0, 3, 7)
AT = time(10, 0)
TOO_LATE = timedelta(days=2)


def reminders(now: datetime, points: Collection[str]) -> Iterator[Planned]:
    """One message for all measures of one point that opened on the same day."""
    on = timezone.localdate(now)
    asked = OutcomeRequest.objects.open(on).filter(point__in=points)
    for request in asked.select_related("episode__patient"):
        day = max(day for days in REMIND_ON if (day := request.opens_on + timedelta(days=days)) <= on)
        due_at = at_local(day, AT)
        if now > due_at + TOO_LATE:
            continue
        yield Planned(
            occasion=f"{request.episode.uuid}:{request.point}:{day}",
            patient=request.episode.patient,
            due_at=due_at,
            too_late_after=due_at + TOO_LATE,
        )


def still_asked(message: Message, now: datetime) -> str | None:
    """None while something of the point waits for an answer; else why nothing should be said."""
    episode, point = message.occasion.split(":")[:2]
    asked = OutcomeRequest.objects.open(timezone.localdate(now)).filter(episode__uuid=UUID(episode), point=point)
    return None if asked.exists() else "The questions have been answered, or their time is over."
