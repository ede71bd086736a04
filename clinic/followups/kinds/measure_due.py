"""A measure is due at week 2, 6 or 12, at the end of care, or because the physio asks it."""

from collections.abc import Iterator
from datetime import datetime

from assessments.models import OutcomeRequest
from clinic.followups.definition import Example, Given, Kind, Message, Planned
from clinic.followups.measures import reminders, still_asked

Point = OutcomeRequest.Point
# The baseline belongs to the first visit, months 6 and 12 to a message of their own.
POINTS = (Point.WEEK_2, Point.WEEK_6, Point.WEEK_12, Point.DISCHARGE, Point.EXTRA)


def due(now: datetime) -> Iterator[Planned]:
    return reminders(now, POINTS)


def subject(message: Message) -> str:
    return "A few quick questions"


KIND = Kind(
    key="measure_due",
    title="Measure due",
    due=due,
    still_wanted=still_asked,
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
            Given("measure", "fay", {"point": "month_6", "opens": "2026-11-24", "closes": "2027-01-05"}),
        ],
        due={"cal": "2026-11-24 10:00"},
    ),
)
