"""Whose database this is: the mark that the demo leaves, and emptying what it made."""

from datetime import datetime

from django.apps import apps
from django.db import connection
from django.db.models import Model

from clinic.accounts.models import User
from clinic.models import DemoMark
from patients.models import Patient

# Loaded from files, with or without the demo; the framework's own tables stay too.
KEPT = frozenset(
    {
        "programmes.Exercise",
        "programmes.ProgrammeTemplate",
        "programmes.TemplatePhase",
        "programmes.TemplateRow",
        "education.Article",
        "contenttypes.ContentType",
        "auth.Permission",
        "auth.Group",
        "auth.Group_permissions",
    }
)


def is_ours() -> bool:
    """Whether the demo made what is in this database."""
    return DemoMark.objects.exists()


def is_empty() -> bool:
    """Nobody works here and nobody is treated here."""
    return not User.objects.exists() and not Patient.objects.exists()


def leave_mark(*, seed: int, now: datetime) -> None:
    DemoMark.objects.create(pk=1, seed=seed, made_at=now)


def empty() -> None:
    """Every row but the library goes, in one transaction. Rows that must not change may still go with all others."""
    tables = [model._meta.db_table for model in _ours()]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        for table in tables:
            cursor.execute(f"DELETE FROM {connection.ops.quote_name(table)}")  # noqa: S608 - our own table names


def _ours() -> list[type[Model]]:
    models = apps.get_models(include_auto_created=True)
    return [model for model in models if model._meta.managed and model._meta.label not in KEPT]
