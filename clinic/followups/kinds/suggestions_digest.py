"""Once a day to each lead physio: how many suggestions wait for a decision. A count and the way there, no names."""

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from typing import Any

from django.utils import timezone

from clinic.accounts.models import User
from clinic.followups.definition import Example, Given, Kind, Message, Planned
from clinic.followups.wording import at_local
from programmes.models import Suggestion

AT = time(8, 15)


def due(now: datetime) -> Iterator[Planned]:
    on = timezone.localdate(now)
    leads = User.objects.filter(
        is_active=True,
        pk__in=Suggestion.objects.waiting().order_by().values("programme__episode__lead"),
    )
    for lead in leads:
        yield Planned(
            occasion=f"{lead.uuid}:{on}",
            staff=lead,
            due_at=at_local(on, AT),
            too_late_after=at_local(on, AT) + timedelta(hours=8),
        )


def _waiting(message: Message) -> int:
    return Suggestion.objects.waiting().filter(programme__episode__lead=message.staff).count()


def still_wanted(message: Message, now: datetime) -> str | None:
    return None if _waiting(message) else "All suggestions have been decided."


def more(message: Message, now: datetime) -> dict[str, Any]:
    return {"waiting": _waiting(message)}


def subject(message: Message) -> str:
    return "Suggestions are waiting for you"


KIND = Kind(
    key="suggestions_digest",
    title="Suggestions waiting (to the physio)",
    due=due,
    still_wanted=still_wanted,
    subject=subject,
    more=more,
    example=Example(
        now="2026-11-24 07:00",
        rows=[
            Given("suggestion", "cal", {"lead": "ana"}),
            Given("suggestion", "dee", {"lead": "ana"}),
        ],
        due={"ana": "2026-11-24 08:15"},
    ),
)
