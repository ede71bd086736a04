"""`manage.py signin_link EMAIL`: a one-time sign-in link for an operator to hand over."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from clinic.accounts.models import User
from clinic.accounts.services import make_sign_in_link


class Command(BaseCommand):
    help = "Print a one-time sign-in link for one person."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")

    def handle(self, *args: Any, **options: Any) -> None:
        user = User.objects.filter(email=options["email"].lower(), is_active=True).first()
        if user is None:
            raise CommandError("Nobody active signs in with that email.")
        self.stdout.write(make_sign_in_link(user=user, now=timezone.now()))
