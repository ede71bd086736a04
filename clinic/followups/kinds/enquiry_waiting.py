"""An enquiry waits longer than the reply target of the desk's board: to the desk, the sooner the more urgent."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from clinic.accounts.models import User
from clinic.bookings.models import Enquiry
from clinic.bookings.reply import TARGETS
from clinic.followups.definition import Example, Given, Kind, Message, Planned
from patients.access import Role

LOOK_BACK = timedelta(days=7)


def due(now: datetime) -> Iterator[Planned]:
    """To whoever owns it; to everybody at the desk while nobody does."""
    waiting = Enquiry.objects.open().due(now).filter(answered_at__isnull=True, received_at__gt=now - LOOK_BACK)
    late = [enquiry for enquiry in waiting.select_related("owner") if now >= _due_at(enquiry)]
    desk = list(User.objects.filter(is_active=True, role=Role.DESK)) if late else []
    for enquiry in late:
        for person in [enquiry.owner] if enquiry.owner else desk:
            yield Planned(
                occasion=f"{enquiry.uuid}:{person.uuid}",
                staff=person,
                enquiry=enquiry,
                due_at=_due_at(enquiry),
                too_late_after=None,
            )


def _due_at(enquiry: Enquiry) -> datetime:
    after = enquiry.received_at + timedelta(minutes=TARGETS[enquiry.triage])
    return max(after, enquiry.snoozed_until) if enquiry.snoozed_until else after


def still_wanted(message: Message, now: datetime) -> str | None:
    enquiry = message.enquiry
    if enquiry is None or enquiry.state != Enquiry.State.OPEN or enquiry.answered_at:
        return "The enquiry has been answered."
    return None


def subject(message: Message) -> str:
    return "An enquiry is waiting"


KIND = Kind(
    key="enquiry_waiting",
    title="Enquiry waiting (to the desk)",
    due=due,
    still_wanted=still_wanted,
    subject=subject,
    example=Example(
        now="2026-11-24 18:00",
        rows=[
            Given("enquiry", "bea", {"received": "2026-11-24 09:30", "triage": "routine"}),
            Given("enquiry", "bea", {"received": "2026-11-24 13:30", "triage": "routine"}),
        ],
        due={"bea": "2026-11-24 17:30"},
    ),
)
