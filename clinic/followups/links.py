"""Links in mails: signed, each for one purpose, each with an end. Opening one does nothing; a press on its page does.

A token holds an id and a time, nothing about anybody. The salt is the purpose, so a token made for one page opens
no other.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

from django.conf import settings
from django.core import signing
from django.urls import reverse
from django.utils import timezone

from clinic.bookings.models import Appointment
from clinic.followups.models import FollowUp
from patients.models import Patient

MORNING = "restride.morning"
VISIT = "restride.visit"


class LinkGone(Exception):
    """The link has run out, was changed on the way, or belongs elsewhere; the message says what to do."""


@dataclass(frozen=True)
class MorningAsk:
    """Whom the link asks, and about which morning."""

    followup: FollowUp
    patient: Patient
    on: date
    pain: int | None


def _token(purpose: str, uuid: UUID, until: datetime, **more: str) -> str:
    """The purpose is the salt and can't be read from the token."""
    return signing.dumps({"id": uuid.hex, "until": int(until.timestamp()), **more}, salt=purpose)


def _read(purpose: str, token: str, now: datetime) -> dict[str, str]:
    """What was signed for this purpose; LinkGone when it is not ours, or has run out at `now`."""
    try:
        held = signing.loads(token, salt=purpose)
    except signing.BadSignature:
        raise LinkGone("This link doesn't work. Open it again from the email, or sign in.") from None
    if datetime.fromtimestamp(held["until"], UTC) <= now:
        raise LinkGone("This link has run out. Sign in to carry on.")
    return {key: str(value) for key, value in held.items()}


def _midnight_after(on: date) -> datetime:
    return timezone.make_aware(datetime.combine(on + timedelta(days=1), time.min))


def _morning_purpose(pain: int | None) -> str:
    """Each number has a purpose of its own, so that no address holds an answer that could be read."""
    return MORNING if pain is None else f"{MORNING}.{pain}"


def morning_token(followup: FollowUp, pain: int | None = None) -> str:
    """Opens the morning check of the day on which the message is due, until that day ends."""
    on = timezone.localdate(followup.due_at)
    return _token(_morning_purpose(pain), followup.uuid, _midnight_after(on), on=on.isoformat())


def read_morning_token(token: str, *, now: datetime) -> MorningAsk:
    """Whom and which morning a token is about. Raises LinkGone with a sentence for the page.

    Reading changes nothing; the answer is stored by `programmes.services.check_in`, one for each day.
    """
    held, pain = _read_morning(token, now)
    followup = FollowUp.objects.select_related("patient").filter(uuid=UUID(held["id"])).first()
    if followup is None or followup.patient is None:
        raise LinkGone("This link doesn't work. Open it again from the email, or sign in.")
    return MorningAsk(followup=followup, patient=followup.patient, on=date.fromisoformat(held["on"]), pain=pain)


def _read_morning(token: str, now: datetime) -> tuple[dict[str, str], int | None]:
    """What was signed, and for which number: each is tried, and the last refusal stands."""
    for pain in range(11):
        try:
            return _read(_morning_purpose(pain), token, now), pain
        except LinkGone:
            continue
    return _read(MORNING, token, now), None


def morning_url(followup: FollowUp, pain: int | None = None) -> str:
    """The page that asks to confirm with one press; `pain` (0–10) is what was tapped in the mail."""
    return str(settings.SITE_URL) + reverse("portal:morning", args=[morning_token(followup, pain)])


def visit_token(appointment: Appointment) -> str:
    """Opens the page of one visit at one time until it starts: after a move it opens nothing."""
    return _token(VISIT, appointment.uuid, appointment.start)


def read_visit_token(token: str, *, now: datetime) -> Appointment:
    """The visit that a token opens. Raises LinkGone with a sentence for the page."""
    held = _read(VISIT, token, now)
    found = Appointment.objects.with_people().filter(uuid=UUID(held["id"])).first()
    if found is None or int(found.start.timestamp()) != int(held["until"]):
        raise LinkGone("This visit has been moved. The newest email has the right time.")
    return found
