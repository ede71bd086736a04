"""Signed notes, addenda and scores stay as they were."""

from django.db import migrations
from patients.archive import FreezeRows


class Migration(migrations.Migration):
    dependencies = [("assessments", "0001_first_tables")]

    operations = [
        FreezeRows(
            "assessments_examination",
            ["kind", "findings", "plan", "catalogue_version", "contact_at", "author_id", "signed_at", "signed_by_id"],
            when="OLD.signed_at IS NOT NULL",
        ),
        FreezeRows("assessments_addendum", ["examination_id", "text", "reason", "author_id", "at"]),
        FreezeRows(
            "assessments_outcomescore",
            ["instrument", "version", "answers", "labels", "score", "status", "collected_on"],
        ),
    ]
