"""Two live visits of one physio or one room can't overlap."""

from clinic.bookings.guard import ForbidDoubleBooking
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("bookings", "0001_first_tables")]

    operations = [ForbidDoubleBooking()]
