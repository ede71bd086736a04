"""No double booking, held by the database itself: a migration operation for both engines.

PostgreSQL gets two exclusion constraints (physio, room), SQLite triggers on INSERT and UPDATE. A squeeze-in, made
on purpose and with a reason, stands outside both. SQLite's triggers go when a later migration rebuilds the table;
such a migration repeats this operation, and `tests/bookings/test_double_booking.py` finds out.
"""

from typing import Any

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState

TABLE = "bookings_appointment"
NAME = "restride_no_double_booking"
LIVE = "('booked', 'confirmed', 'arrived', 'in_session', 'attended')"
WHO = ("physio_id", "room_id")


def _postgres_constraint(column: str) -> str:
    return (
        f"ALTER TABLE {TABLE} ADD CONSTRAINT {NAME}_{column} EXCLUDE USING gist "
        f'({column} WITH =, tstzrange("start", "end", \'[)\') WITH &&) '
        f"WHERE (status IN {LIVE} AND squeeze_in_reason = '')"
    )


def _sqlite_trigger(column: str, event: str) -> str:
    return f"""
        CREATE TRIGGER {NAME}_{column}_{event} BEFORE {event.upper()} ON {TABLE} FOR EACH ROW
        WHEN NEW.status IN {LIVE} AND NEW.squeeze_in_reason = '' AND NEW.{column} IS NOT NULL
        BEGIN
            SELECT RAISE(ABORT, '{NAME}') WHERE EXISTS (
                SELECT 1 FROM {TABLE} other
                WHERE other.{column} = NEW.{column} AND other.id IS NOT NEW.id
                  AND other.status IN {LIVE} AND other.squeeze_in_reason = ''
                  AND other."start" < NEW."end" AND other."end" > NEW."start"
            );
        END"""  # noqa: S608 - every name is one of ours


class ForbidDoubleBooking(Operation):
    """Two live visits of one physio, or in one room, can't overlap. Back to back they may."""

    reversible = True
    reduces_to_sql = True

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """The models do not change."""

    def database_forwards(self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, *states: Any) -> None:
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute("CREATE EXTENSION IF NOT EXISTS btree_gist", params=None)
            for column in WHO:
                schema_editor.execute(_postgres_constraint(column), params=None)
        else:
            for column in WHO:
                for event in ("insert", "update"):
                    schema_editor.execute(_sqlite_trigger(column, event), params=None)

    def database_backwards(self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, *states: Any) -> None:
        for column in WHO:
            if schema_editor.connection.vendor == "postgresql":
                schema_editor.execute(f"ALTER TABLE {TABLE} DROP CONSTRAINT IF EXISTS {NAME}_{column}", params=None)
            else:
                for event in ("insert", "update"):
                    schema_editor.execute(f"DROP TRIGGER IF EXISTS {NAME}_{column}_{event}", params=None)

    def describe(self) -> str:
        return "Forbid double booking of a physio or a room"

    @property
    def migration_name_fragment(self) -> str:
        return "forbid_double_booking"
