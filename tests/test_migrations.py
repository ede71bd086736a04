"""The tables and the models tell the same story, and each step can go back."""

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader

OURS = ("accounts", "assessments", "bookings", "education", "followups", "patients", "programmes")


@pytest.mark.django_db
def test_no_change_of_a_model_waits_for_its_migration() -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


@pytest.mark.django_db
def test_every_migration_of_ours_can_go_back_and_says_what_it_does() -> None:
    loader = MigrationLoader(connection)
    ours = {key: migration for key, migration in loader.disk_migrations.items() if key[0] in OURS}
    stuck = [key for key, migration in ours.items() if not all(step.reversible for step in migration.operations)]
    assert stuck == []
    assert [key for key in ours if "_auto_" in key[1]] == []
