"""Rows that stay as they were: a migration operation that makes the database itself refuse a change.

SQLite rebuilds a table when a later migration alters it, and its triggers go with the old one: a migration that
alters a frozen table repeats the operation. `tests/test_frozen_rows.py` tries a raw UPDATE on every frozen table.
"""

from collections.abc import Sequence
from typing import Any

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState

REFUSAL = "restride: this row is kept as it was"
_FUNCTION = f"""
CREATE OR REPLACE FUNCTION restride_refuse_change() RETURNS trigger AS $$
BEGIN RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'integrity_constraint_violation'; END;
$$ LANGUAGE plpgsql
"""


class FreezeRows(Operation):
    """Refuse UPDATE of `columns` in `table`, for rows where `when` holds (SQL over OLD; empty = every row).

    Going back takes the refusal away. Where a later migration alters the table, `ThawRows` stands before its
    other operations and a new `FreezeRows` after them, so that either direction ends with the right trigger.
    """

    reversible = True
    reduces_to_sql = True

    def __init__(self, table: str, columns: Sequence[str], when: str = "") -> None:
        self.table = table
        self.columns = list(columns)
        self.when = when

    @property
    def trigger(self) -> str:
        return f"{self.table}_frozen"

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """The models do not change."""

    def database_forwards(self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, *states: Any) -> None:
        columns = ", ".join(schema_editor.quote_name(name) for name in self.columns)
        when = f"WHEN ({self.when})" if self.when else ""
        head = f"CREATE TRIGGER {self.trigger} BEFORE UPDATE OF {columns} ON {self.table} FOR EACH ROW {when}"
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(_FUNCTION, params=None)
            schema_editor.execute(f"{head} EXECUTE FUNCTION restride_refuse_change()", params=None)
        else:
            schema_editor.execute(f"{head} BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END", params=None)

    def database_backwards(self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, *states: Any) -> None:
        on_table = f" ON {self.table}" if schema_editor.connection.vendor == "postgresql" else ""
        schema_editor.execute(f"DROP TRIGGER IF EXISTS {self.trigger}{on_table}", params=None)

    def describe(self) -> str:
        return f"Refuse changes to rows of {self.table}"

    @property
    def migration_name_fragment(self) -> str:
        return f"freeze_{self.table}"


class ThawRows(FreezeRows):
    """Take away what an earlier `FreezeRows` of the same words refuses; going back refuses it again."""

    def database_forwards(self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, *states: Any) -> None:
        super().database_backwards(app_label, schema_editor, *states)

    def database_backwards(self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, *states: Any) -> None:
        super().database_forwards(app_label, schema_editor, *states)

    def describe(self) -> str:
        return f"Allow changes to rows of {self.table}"

    @property
    def migration_name_fragment(self) -> str:
        return f"thaw_{self.table}"
