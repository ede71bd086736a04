"""`manage.py demo`: a clinic to look around in, made anew; safe to run again.

It touches only a database that is empty or that it made itself.
"""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from clinic.demo import mark
from clinic.demo.house import PASSWORD
from clinic.demo.making import SEED, NotOurs, accounts, make_demo


class Command(BaseCommand):
    help = "Make the demo clinic anew. Data that the demo did not make is never touched without --force."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--if-empty", action="store_true", help="do nothing unless the database is empty")
        parser.add_argument("--sign-ins", action="store_true", help="only print who can sign in, and how")
        parser.add_argument("--force", action="store_true", help="empty this database, whoever made it")
        parser.add_argument("--seed", type=int, default=SEED, help="the same seed makes the same people")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["sign_ins"]:
            self._print_sign_ins()
        elif not (options["if_empty"] and not mark.is_empty()):
            self._make(seed=options["seed"], force=options["force"])

    def _make(self, *, seed: int, force: bool) -> None:
        if not (settings.DEMO or force):
            raise CommandError(
                "The demo's sign-ins are known to everybody, so it is not made on a clinic's own settings. "
                "Set DEMO=1, or run again with --force."
            )
        try:
            make_demo(now=timezone.now(), seed=seed, force=force, tell=self._say)
        except NotOurs as refusal:
            raise CommandError(str(refusal)) from refusal

    def _print_sign_ins(self) -> None:
        for account in accounts():
            self._say(" ".join(["sign in:", account.role, account.email, PASSWORD, account.date_of_birth]).rstrip())

    def _say(self, words: str) -> None:
        self.stdout.write(words)
        self.stdout.flush()
