"""A consent is never changed: a withdrawal is a new row."""

from django.db import migrations
from patients.archive import FreezeRows


class Migration(migrations.Migration):
    dependencies = [("patients", "0001_first_tables")]

    operations = [FreezeRows("patients_consent", ["purpose", "given", "notice_version", "how", "at"])]
