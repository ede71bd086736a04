"""The desk's doors in the API: enquiries, slots, appointments."""

from clinic.bookings.api.appointments import AppointmentViewSet
from clinic.bookings.api.enquiries import EnquiryViewSet
from clinic.bookings.api.slots import SlotsView

__all__ = ["AppointmentViewSet", "EnquiryViewSet", "SlotsView"]
