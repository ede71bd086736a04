"""Six months and a year after care began: a few questions, long after the last visit."""

from collections.abc import Iterator
from datetime import datetime

from assessments.models import OutcomeRequest
from clinic.followups.definition import Example, Given, Kind, Message, Planned
from clinic.followups.measures import reminders, still_asked

POINTS = (OutcomeRequest.Point.MONTH_6, OutcomeRequest.Point.MONTH_12)


def due(now: datetime) -> Iterator[Planned]:
    return reminders(now, POINTS)


def subject(message: Message) -> str:
    return "How are you getting on?"


KIND = Kind(
    key="months_6_and_12",
    title="Questions after 6 and 12 months",
    due=due,
    still_wanted=still_asked,
    subject=subject,
    example=Example(
        now="2026-11-24 09:00",
        rows=[
            Given("measure", "cal", {"point": "month_6", "opens": "2026-11-24", "closes": "2027-01-05"}),
            Given("measure", "dee", {"point": "month_12", "opens": "2026-11-14", "closes": "2027-01-09"}),
            Given("measure", "eve", {"point": "week_12", "opens": "2026-11-24", "closes": "2026-12-14"}),
            Given("measure", "fay", {"point": "month_6", "opens": "2026-11-25", "closes": "2027-01-06"}),
            Given(
                "measure",
                "gus",
                {"point": "month_12", "opens": "2026-11-24", "closes": "2027-01-19", "state": "answered"},
            ),
        ],
        due={"cal": "2026-11-24 10:00"},
    ),
)
