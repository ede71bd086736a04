"""A visit as a calendar file: time and place, never what it is about."""

from datetime import UTC, datetime

from icalendar import Calendar, Event, vCalAddress, vText

from clinic.bookings.models import Appointment, Practice


def calendar_file(*, visit: Appointment, practice: Practice, now: datetime, method: str = "PUBLISH") -> bytes:
    """One event. The same id and a rising sequence: a move replaces, CANCEL takes it away.

    Its times are in UTC: a local time can't say which of the two half past ones in October is meant.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//Restride//EN")
    calendar.add("version", "2.0")
    calendar.add("method", method)
    event = Event()
    event.add("uid", visit.calendar_uid)
    event.add("sequence", visit.sequence)
    event.add("dtstamp", now)
    event.add("dtstart", visit.start.astimezone(UTC))
    event.add("dtend", visit.end.astimezone(UTC))
    event.add("summary", f"Visit at {practice.name}")
    event.add("status", "CANCELLED" if method == "CANCEL" else "CONFIRMED")
    event["organizer"] = vCalAddress(f"mailto:{practice.email}")
    event["organizer"].params["cn"] = vText(practice.name)
    event["location"] = vText(", ".join(part for part in (practice.name, practice.address, practice.town) if part))
    calendar.add_component(event)
    return bytes(calendar.to_ical())
