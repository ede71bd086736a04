"""Two days into a programme: does it make sense, is anything in the way? [design] clinic default, day 2–3."""

from collections.abc import Iterator
from datetime import datetime, time, timedelta

from django.utils import timezone

from clinic.followups.definition import Example, Given, Kind, Message, Planned
from clinic.followups.treatment import still_runs
from clinic.followups.wording import at_local
from programmes.models import Programme

AFTER = timedelta(days=2)


def due(now: datetime) -> Iterator[Planned]:
    on = timezone.localdate(now)
    begun = Programme.objects.running_on(on).filter(
        starts_on__gte=on - AFTER - timedelta(days=1), episode__closed_on__isnull=True
    )
    for programme in begun.select_related("episode__patient"):
        day = programme.starts_on + AFTER
        yield Planned(
            occasion=str(programme.uuid),
            patient=programme.episode.patient,
            due_at=at_local(day, time(10, 0)),
            too_late_after=at_local(day + timedelta(days=1), time(20, 0)),
        )


def subject(message: Message) -> str:
    return "How are the first days going?"


KIND = Kind(
    key="day_2_check_in",
    title="Second day of a programme",
    due=due,
    still_wanted=still_runs,
    subject=subject,
    example=Example(
        now="2026-11-24 09:00",
        rows=[
            Given("programme", "cal", {"starts": "2026-11-22"}),
            Given("programme", "dee", {"starts": "2026-11-10"}),
            Given("programme", "eve", {"starts": "2026-11-22", "state": "paused"}),
        ],
        due={"cal": "2026-11-24 10:00"},
    ),
)
