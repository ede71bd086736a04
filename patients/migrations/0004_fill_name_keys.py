"""Gives the patients who were there before the key of their name."""

from django.db import migrations

from patients.names import name_key


def fill(apps, schema_editor):
    patients = apps.get_model("patients", "Patient").objects.filter(name_key="")
    for patient in patients.only("pk", "full_name").iterator():
        patients.filter(pk=patient.pk).update(name_key=name_key(patient.full_name))


class Migration(migrations.Migration):
    dependencies = [("patients", "0003_key_names_for_matching")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
