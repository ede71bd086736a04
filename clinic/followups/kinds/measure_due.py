"""A measure is due: on the day that its window opens, three and seven days later, never after it has closed.

Source: the collection schedule, [design] clinic default.
"""

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from uuid import UUID

from django.utils import timezone

from assessments.models import OutcomeRequest
from clinic.followups.definition import Example, Given, Kind, Message, Planned
from clinic.followups.wording import at_local

REMIND_ON = (0, 3, 7)
AT = time(10, 0)
TOO_LATE = timedelta(days=2)


def due(now: datetime) -> Iterator[Planned]:
    """One message for all measures of one point; the baseline belongs to the first visit."""
    on = timezone.localdate(now)
    asked = OutcomeRequest.objects.open(on).exclude(point=OutcomeRequest.Point.BASELINE)
    asked = asked.filter(episode__closed_on__isnull=True)
    for request in asked.select_related("episode__patient"):
        days = [days for days in REMIND_ON if request.opens_on + timedelta(days=days) <= on]
        due_at = at_local(request.opens_on + timedelta(days=days[-1]), AT)
        if now > due_at + TOO_LATE:
            continue
        yield Planned(
            occasion=f"{request.episode.uuid}:{request.point}:{days[-1]}",
            patient=request.episode.patient,
            due_at=due_at,
            too_late_after=due_at + TOO_LATE,
        )


def still_wanted(message: Message, now: datetime) -> str | None:
    episode, point = message.occasion.split(":")[:2]
    asked = OutcomeRequest.objects.open(timezone.localdate(now)).filter(episode__uuid=UUID(episode), point=point)
    return None if asked.exists() else "The questions have been answered, or their time is over."


def subject(message: Message) -> str:
    return "A few quick questions"


KIND = Kind(
    key="measure_due",
    title="Measure due",
    due=due,
    still_wanted=still_wanted,
    subject=subject,
    example=Example(
        now="2026-11-24 09:00",
        rows=[
            Given("measure", "cal", {"point": "week_2", "opens": "2026-11-21", "closes": "2026-11-29"}),
            Given("measure", "dee", {"point": "week_6", "opens": "2026-11-28", "closes": "2026-12-12"}),
            Given(
                "measure",
                "eve",
                {"point": "week_2", "opens": "2026-11-21", "closes": "2026-11-29", "state": "answered"},
            ),
        ],
        due={"cal": "2026-11-24 10:00"},
    ),
)
