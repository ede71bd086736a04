"""The ledger as the messages screen reads it: five piles, newest first, page by page."""

from dataclasses import dataclass

from django.db.models import Count, Q
from django.utils.dateparse import parse_datetime

from clinic.followups.models import FollowUp, FollowUpQuerySet

PAGE = 50
State = FollowUp.State
HELD = Q(state=State.PLANNED, reason__startswith="Held")

# Word in the address, words on the screen, which rows.
PILES: dict[str, tuple[str, Q]] = {
    "due": ("Due", Q(state__in=[State.PLANNED, State.SENDING]) & ~HELD),
    "held": ("Held", HELD),
    "failed": ("Failed", Q(state__in=[State.FAILED, State.BOUNCED])),
    "sent": ("Sent", Q(state__in=[State.SENT, State.DELIVERED])),
    "skipped": ("Skipped", Q(state=State.SKIPPED)),
}


@dataclass(frozen=True)
class Pile:
    key: str
    title: str
    count: int
    chosen: bool


@dataclass(frozen=True)
class Page:
    """Some rows, and the mark from which the next ones go on (empty at the end)."""

    rows: list[FollowUp]
    older: str


def piles(rows: FollowUpQuerySet, chosen: str) -> list[Pile]:
    """How many rows stand in each pile: one query for all five."""
    counts = rows.order_by().aggregate(**{key: Count("pk", filter=which) for key, (_, which) in PILES.items()})
    return [Pile(key, title, counts[key], key == chosen) for key, (title, _) in PILES.items()]


def page(rows: FollowUpQuerySet, *, pile: str, before: str) -> Page:
    """Fifty rows of a pile from a mark on, newest first; a mark that can't be read starts at the top."""
    if pile in PILES:
        rows = rows.filter(PILES[pile][1])
    moment, _, number = before.partition("~")
    try:
        at = parse_datetime(moment)
    except ValueError:
        at = None
    if at is not None and at.tzinfo is not None and number.isdecimal() and len(number) < 18:
        rows = rows.filter(Q(due_at__lt=at) | Q(due_at=at, pk__lt=int(number)))
    found = list(rows.select_related("patient", "staff").defer("text", "html").order_by("-due_at", "-pk")[: PAGE + 1])
    if len(found) <= PAGE:
        return Page(found, "")
    last = found[PAGE - 1]
    return Page(found[:PAGE], f"{last.due_at.isoformat()}~{last.pk}")
