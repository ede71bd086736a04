"""The tables of desk and diary."""

from clinic.bookings.models.appointment import Appointment
from clinic.bookings.models.enquiry import Enquiry, EnquiryCall
from clinic.bookings.models.hours import Absence, AppointmentType, Closure, Hold, Room, WorkingHours
from clinic.bookings.models.practice import Practice
from clinic.bookings.models.waiting import WaitingEntry

__all__ = [
    "Absence",
    "Appointment",
    "AppointmentType",
    "Closure",
    "Enquiry",
    "EnquiryCall",
    "Hold",
    "Practice",
    "Room",
    "WaitingEntry",
    "WorkingHours",
]
