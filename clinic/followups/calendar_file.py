"""A visit as a calendar file: time and place, never what it is about."""

from datetime import datetime

from django.utils import timezone
from icalendar import Calendar, Event, vText

from clinic.bookings.models import Appointment, Practice


def calendar_file(*, visit: Appointment, practice: Practice, now: datetime, method: str = "PUBLISH") -> bytes:
    """One event with its zone's rules. The same id and a rising sequence: a move replaces, CANCEL takes it away."""
    calendar = Calendar()
    calendar.add("prodid", "-//Restride//EN")
    calendar.add("version", "2.0")
    calendar.add("method", method)
    event = Event()
    event.add("uid", visit.calendar_uid)
    event.add("sequence", visit.sequence)
    event.add("dtstamp", now)
    event.add("dtstart", timezone.localtime(visit.start))
    event.add("dtend", timezone.localtime(visit.end))
    event.add("summary", f"Visit at {practice.name}")
    event.add("status", "CANCELLED" if method == "CANCEL" else "CONFIRMED")
    event["location"] = vText(", ".join(part for part in (practice.name, practice.address, practice.town) if part))
    calendar.add_component(event)
    calendar.add_missing_timezones()
    return bytes(calendar.to_ical())
