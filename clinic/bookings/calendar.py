"""A visit as a calendar file (RFC 5545). It says when and where and who, never why.

The UID is the visit's own and the sequence rises with every change, so a calendar replaces the entry it has.
"""

from datetime import datetime, timedelta
from typing import Literal

from django.utils import timezone
from icalendar import Alarm, Calendar, Event, vCalAddress, vText

from clinic.bookings.models import Appointment, Practice

Method = Literal["PUBLISH", "REQUEST", "CANCEL"]
MIME = "text/calendar; charset=utf-8; method={method}"
MAKER = "-//Restride//Clinic diary//EN"


def visit_file(*, appointment: Appointment, method: Method, now: datetime, practice: Practice | None = None) -> bytes:
    """The .ics of one visit. REQUEST invites the patient by email, PUBLISH only tells, CANCEL takes it out.

    Read the appointment `with_people()` first.
    """
    clinic = practice or Practice.current()
    calendar = Calendar()
    calendar.add("prodid", MAKER)
    calendar.add("version", "2.0")
    calendar.add("method", method)
    calendar.add_component(_event(appointment, method, now, clinic))
    calendar.add_missing_timezones()
    return bytes(calendar.to_ical())


def file_name(appointment: Appointment) -> str:
    """What the file is called on the patient's device: the day, nothing about the knee."""
    return f"visit-{timezone.localtime(appointment.start):%Y-%m-%d}.ics"


def _event(visit: Appointment, method: Method, now: datetime, clinic: Practice) -> Event:
    event = Event()
    event.add("uid", visit.calendar_uid)
    event.add("sequence", visit.sequence)
    event.add("dtstamp", now)
    event.add("dtstart", timezone.localtime(visit.start))
    event.add("dtend", timezone.localtime(visit.end))
    event.add("summary", f"{clinic.name}: visit with {visit.physio.name}")
    event.add("location", ", ".join(part for part in (clinic.name, clinic.address, clinic.town) if part))
    event.add("description", f"To change this visit, call {clinic.phone_display} or use the link in our email.")
    event.add("status", "CANCELLED" if method == "CANCEL" else "CONFIRMED")
    event.add("class", "PRIVATE")
    organizer = vCalAddress(f"mailto:{clinic.email}")
    organizer.params["cn"] = vText(clinic.name)
    event.add("organizer", organizer)
    if method != "PUBLISH" and visit.patient.email:
        attendee = vCalAddress(f"mailto:{visit.patient.email}")
        attendee.params["cn"] = vText(visit.patient.full_name)
        attendee.params["role"] = vText("REQ-PARTICIPANT")
        attendee.params["partstat"] = vText("ACCEPTED")
        event.add("attendee", attendee)
    if method != "CANCEL":
        event.add_component(_two_hours_before(clinic))
    return event


def _two_hours_before(clinic: Practice) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", f"{clinic.name} in two hours")
    alarm.add("trigger", timedelta(hours=-2))
    return alarm
