"""The last look before a message leaves: still wanted? agreed to? a decent hour? not too late? whereto?"""

from datetime import datetime, time, timedelta

from django.utils import timezone

from clinic.followups.definition import Kind
from clinic.followups.models import FollowUp
from clinic.followups.wording import at_local, clock
from patients.models import Consent, Patient, consented

QUIET_FROM, QUIET_UNTIL = time(21, 0), time(8, 0)


class Refused(Exception):
    """The message must not leave; the text is the reason that the ledger keeps."""


class Held(Exception):
    """Not now: the message waits until the quiet hours are over."""

    def __init__(self, until: datetime) -> None:
        super().__init__(f"Held for the quiet hours until {clock(until)}.")
        self.until = until


def last_look(followup: FollowUp, kind: Kind, now: datetime) -> str:
    """The address to send to. Raises Refused with the reason, or Held with the time to try again."""
    if followup.too_late_after and now > followup.too_late_after:
        raise Refused("Too late: its time had passed.")
    if reason := kind.still_wanted(followup, now):
        raise Refused(reason)
    quiet_from, quiet_until = QUIET_FROM, QUIET_UNTIL
    if followup.patient is not None:
        _agreed(followup.patient, kind)
        if preference := getattr(followup.patient, "preference", None):
            quiet_from, quiet_until = preference.quiet_from, preference.quiet_until
    elif followup.staff is not None and not followup.staff.is_active:
        raise Refused("This account is closed.")
    address = _address(followup)
    if not kind.ignores_quiet_hours and (until := quiet_ends(now, quiet_from, quiet_until)):
        raise Held(until)
    return address


def quiet_ends(now: datetime, quiet_from: time, quiet_until: time) -> datetime | None:
    """When the quiet hours in which `now` lies are over, by the clinic's wall clock; None outside them."""
    here = timezone.localtime(now)
    wall, today = here.time(), here.date()
    if quiet_from <= quiet_until:
        return at_local(today, quiet_until) if quiet_from <= wall < quiet_until else None
    if wall >= quiet_from:
        return at_local(today + timedelta(days=1), quiet_until)
    return at_local(today, quiet_until) if wall < quiet_until else None


def _agreed(patient: Patient, kind: Kind) -> None:
    if not consented(patient, Consent.Purpose.SERVICE_MESSAGES):
        raise Refused("They have not agreed to messages about care.")
    preference = getattr(patient, "preference", None)
    if preference is None:
        return
    if preference.stop_all:
        raise Refused("They have stopped all messages.")
    if kind.key in preference.stopped_kinds:
        raise Refused("They have stopped this kind of message.")


def _address(followup: FollowUp) -> str:
    address = followup.patient.email if followup.patient else followup.staff.email if followup.staff else ""
    if not address:
        raise Refused("There is no email address.")
    return address
