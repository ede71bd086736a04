"""What the desk does: one verb each, keyword-only, one transaction."""

from clinic.bookings.diary import free_slots
from clinic.bookings.services.booking import book, hold_slot, release_hold
from clinic.bookings.services.closures import seed_bank_holidays
from clinic.bookings.services.converting import book_from_enquiry, waiting_list_from_enquiry
from clinic.bookings.services.inbox import (
    claim,
    close_enquiry,
    correct_enquiry,
    join_waiting_list,
    leave_waiting_list,
    log_call,
    snooze_enquiry,
)
from clinic.bookings.services.moving import cancel, move, step
from clinic.bookings.services.receiving import receive_enquiry
from clinic.bookings.services.refusals import EnquiryRefused, KeyReused, SlotTaken

__all__ = [
    "EnquiryRefused",
    "KeyReused",
    "SlotTaken",
    "book",
    "book_from_enquiry",
    "cancel",
    "claim",
    "close_enquiry",
    "correct_enquiry",
    "free_slots",
    "hold_slot",
    "join_waiting_list",
    "leave_waiting_list",
    "log_call",
    "move",
    "receive_enquiry",
    "release_hold",
    "seed_bank_holidays",
    "snooze_enquiry",
    "step",
    "waiting_list_from_enquiry",
]
