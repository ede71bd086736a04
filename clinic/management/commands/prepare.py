"""Bring a machine up to date: tables, static files, library, and the demo clinic where nothing is there yet.

Safe to run again: what is up to date already costs a moment. Prints a line for each part.
"""

import errno
import hashlib
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import DEFAULT_DB_ALIAS, DatabaseError, connections
from django.db.migrations.executor import MigrationExecutor

DISK_FULL = "The disk is full: free about 200 MB and run again."


class Command(BaseCommand):
    help = "Migrate, collect static files, load the library; make the demo clinic when the database is empty."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            self._migrate()
            self._collect_static()
            self._say("Loading the library")
            call_command("load_library", stdout=self.stdout)
            if settings.DEMO:
                call_command("demo", "--if-empty", stdout=self.stdout)
                call_command("demo", "--sign-ins", stdout=self.stdout)
        except OSError as trouble:
            if trouble.errno == errno.ENOSPC:
                raise CommandError(DISK_FULL) from trouble
            raise
        except DatabaseError as trouble:
            if "disk is full" in str(trouble):
                raise CommandError(DISK_FULL) from trouble
            raise CommandError(f"The database refused: {trouble}") from trouble
        if settings.EMAIL_BACKEND.endswith("EmlFileBackend"):
            screen = f"{settings.SITE_URL}/desk/messages/"
            self._say(f"mail: each message is a file in {settings.MAIL_DIR}; the desk reads them at {screen}")

    def _migrate(self) -> None:
        executor = MigrationExecutor(connections[DEFAULT_DB_ALIAS])
        waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
        if waiting:
            self._say(f"Making the tables ({len(waiting)} steps)")
            call_command("migrate", interactive=False, verbosity=0)

    def _collect_static(self) -> None:
        """Copied, named by content and compressed; only when a file has changed since the last time."""
        stamp = Path(settings.STATIC_ROOT) / ".collected"
        mark = _fingerprint()
        if stamp.is_file() and stamp.read_text() == mark:
            return
        self._say("Collecting the static files")
        call_command("collectstatic", interactive=False, clear=True, verbosity=0)
        stamp.write_text(mark)

    def _say(self, words: str) -> None:
        self.stdout.write(words)
        self.stdout.flush()


def _fingerprint() -> str:
    """Changes with any static file of ours and with any locked package."""
    files = sorted(
        path
        for folder in ("clinic", "patients", "assessments", "programmes")
        for path in (settings.BASE_DIR / folder).glob("**/static/**/*")
        if path.is_file()
    )
    facts = [f"{path}:{path.stat().st_mtime_ns}:{path.stat().st_size}" for path in files]
    locked = (settings.BASE_DIR / "requirements.txt").read_bytes()
    return hashlib.sha256(locked + "\n".join(facts).encode()).hexdigest()
