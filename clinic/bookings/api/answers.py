"""What the API says when the desk's verbs refuse, and how often the public may ask."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from rest_framework.request import Request
from rest_framework.throttling import ScopedRateThrottle

from assessments.instruments.answers import AnswerError
from clinic.accounts.limits import address_of, wait_for
from clinic.accounts.models import User
from clinic.bookings.models import Room
from clinic.bookings.models.appointment import MoveRefused
from clinic.bookings.serializers import SlotSerializer
from clinic.bookings.services import EnquiryRefused, KeyReused, SlotTaken
from clinic.bookings.slots import Slot
from patients.access import STAFF, role_of
from patients.problems import Conflict, Invalid


class PublicThrottle(ScopedRateThrottle):
    """By address or patient; staff at work are not slowed."""

    seconds_left = 0

    def allow_request(self, request: Request, view: Any) -> bool:
        """Counted by the house, because the parent's own count loses tries that come at the same moment."""
        if role_of(request.user) in STAFF:
            return True
        scope = getattr(view, self.scope_attr)
        most, seconds = self.parse_rate(self.THROTTLE_RATES[scope])
        who = f"user {request.user.pk}" if role_of(request.user) else f"address {address_of(request)}"
        self.seconds_left = wait_for(f"{scope} by {who}", most=most or 0, seconds=seconds or 0)
        return not self.seconds_left

    def wait(self) -> float | None:
        return self.seconds_left


@contextmanager
def spoken() -> Iterator[None]:
    """Refusals as problems: 409 with other times, 409 with a sentence, 422 by field."""
    try:
        yield
    except SlotTaken as refusal:
        raise Conflict(str(refusal), alternatives=shown_slots(refusal.alternatives)) from refusal
    except (MoveRefused, EnquiryRefused) as refusal:
        raise Conflict(str(refusal)) from refusal
    except KeyReused as refusal:
        raise Invalid({"Idempotency-Key": str(refusal)}) from refusal
    except AnswerError as refusal:
        raise Invalid({"red_flags": {key: [line] for key, line in refusal.errors.items()}}) from refusal


def shown_slots(slots: Sequence[Slot]) -> Any:
    """Slots with the names of people and rooms, in two queries."""
    context = {
        "physios": User.objects.in_bulk({slot.physio for slot in slots}),
        "rooms": Room.objects.in_bulk({slot.room for slot in slots if slot.room is not None}),
    }
    return SlotSerializer(slots, many=True, context=context).data
