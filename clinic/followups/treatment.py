"""What messages about a programme have in common: the programme they are about, and whether it still runs."""

from datetime import datetime
from uuid import UUID

from django.utils import timezone

from clinic.followups.definition import Message
from programmes.models import Programme

ENDED = "The programme has ended."


def programme_of(message: Message) -> Programme | None:
    """The programme whose id begins the occasion."""
    uuid = UUID(message.occasion.split(":")[0])
    return Programme.objects.select_related("episode").filter(uuid=uuid).first()


def still_runs(message: Message, now: datetime) -> str | None:
    """None while the programme is active and its episode open; else why nothing should be said."""
    programme = programme_of(message)
    if programme is None or programme.state == Programme.State.ENDED or not programme.episode.is_open:
        return ENDED
    if programme.state == Programme.State.PAUSED:
        return "The programme is paused."
    if programme.ends_on and programme.ends_on < timezone.localdate(now):
        return ENDED
    return None
