"""What the diary says no to; each carries the sentence for whoever asked."""

from collections.abc import Sequence

from clinic.bookings.slots import Slot


class SlotTaken(Exception):
    """The time is not free. `alternatives` are the nearest that are."""

    def __init__(self, detail: str, alternatives: Sequence[Slot] = ()) -> None:
        super().__init__(detail)
        self.alternatives = list(alternatives)


class KeyReused(Exception):
    """The idempotency key came before with another request."""

    def __init__(self) -> None:
        super().__init__("This idempotency key was used for another request. Send a new key.")


class EnquiryRefused(Exception):
    """The enquiry is not open, or somebody else's."""
