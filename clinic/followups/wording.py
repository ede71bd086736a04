"""Times as people read them: the one place that renders a time which leaves the house."""

from datetime import UTC, date, datetime, time, tzinfo

from django.utils import timezone


def clock(at: datetime, zone: tzinfo | None = None) -> str:
    """`5:40pm`, `9am`, `12 noon`: twelve hours, no minutes at the full hour."""
    here = timezone.localtime(at, zone)
    if here.minute == 0 and here.hour in {0, 12}:
        return "12 noon" if here.hour else "12 midnight"
    minutes = f":{here.minute:02d}" if here.minute else ""
    return f"{here.hour % 12 or 12}{minutes}{'am' if here.hour < 12 else 'pm'}"


def day(on: date | datetime, zone: tzinfo | None = None) -> str:
    """`Thursday 3 December`, in the clinic's zone unless another is named."""
    here = timezone.localtime(on, zone) if isinstance(on, datetime) else on
    return f"{here:%A} {here.day} {here:%B}"


def when(at: datetime, zone: tzinfo | None = None) -> str:
    """`Thursday 3 December, 5:40pm GMT`: weekday, date, time and zone, so that the repeated hour is never unclear."""
    return f"{day(at, zone)}, {clock(at, zone)} {timezone.localtime(at, zone).tzname()}"


def at_local(on: date, wall: time) -> datetime:
    """A wall-clock time of the clinic on a day. A time that a clock change leaves out becomes the one an hour on."""
    return timezone.localtime(timezone.make_aware(datetime.combine(on, wall)).astimezone(UTC))
