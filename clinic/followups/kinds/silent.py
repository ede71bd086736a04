"""Ten days without a log: a friendly word and an easy way back. [design] clinic default."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from django.db.models import Max
from django.db.models.functions import Coalesce
from django.utils import timezone

from clinic.followups.definition import Example, Given, Kind, Message, Planned
from clinic.followups.treatment import programme_of, still_runs
from clinic.followups.wording import at_local
from programmes.models import Programme

AFTER = timedelta(days=10)
TOO_LATE = timedelta(days=2)


def due(now: datetime) -> Iterator[Planned]:
    """Counted from the last log, or from the start where nothing was logged yet."""
    on = timezone.localdate(now)
    quiet = (
        Programme.objects.running_on(on)
        .filter(episode__closed_on__isnull=True)
        .annotate(since=Coalesce(Max("sessions__on"), "starts_on"))
        .filter(since__lte=on - AFTER, since__gte=on - AFTER - TOO_LATE)
        .select_related("episode__patient")
    )
    for programme in quiet:
        since: date = programme.since  # type: ignore[attr-defined]  # annotated above
        due_at = at_local(since + AFTER, time(10, 0))
        yield Planned(
            occasion=f"{programme.uuid}:{since}",
            patient=programme.episode.patient,
            due_at=due_at,
            too_late_after=due_at + TOO_LATE,
        )


def still_wanted(message: Message, now: datetime) -> str | None:
    if reason := still_runs(message, now):
        return reason
    programme, since = programme_of(message), date.fromisoformat(message.occasion.split(":")[1])
    logged = programme is not None and programme.sessions.filter(on__gt=since).exists()
    return "They have logged a session since." if logged else None


def subject(message: Message) -> str:
    return "Ready when you are"


KIND = Kind(
    key="silent",
    title="Ten days without a log",
    due=due,
    still_wanted=still_wanted,
    subject=subject,
    example=Example(
        now="2026-11-24 09:00",
        rows=[
            Given("programme", "cal", {"starts": "2026-11-01"}),
            Given("log", "cal", {"on": "2026-11-14"}),
            Given("programme", "dee", {"starts": "2026-11-01"}),
            Given("log", "dee", {"on": "2026-11-20"}),
        ],
        due={"cal": "2026-11-24 10:00"},
    ),
)
