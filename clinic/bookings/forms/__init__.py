"""What the desk types: read, checked, and given back with a sentence by the field."""

from clinic.bookings.forms.asking import CallForm, CloseForm, EnquiryForm, SnoozeForm
from clinic.bookings.forms.booking import BookForm, CancelForm, MoveForm, NextForm, TimeForm
from clinic.bookings.forms.fields import read_slot
from clinic.bookings.forms.people import ContactsForm, OffListForm, WaitForm

__all__ = [
    "BookForm",
    "CallForm",
    "CancelForm",
    "CloseForm",
    "ContactsForm",
    "EnquiryForm",
    "MoveForm",
    "NextForm",
    "OffListForm",
    "SnoozeForm",
    "TimeForm",
    "WaitForm",
    "read_slot",
]
