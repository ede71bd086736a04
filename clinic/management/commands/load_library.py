"""`manage.py load_library`: exercises, programme templates and articles from their files. Safe to run again."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from clinic.education.files import ArticleFileError
from clinic.education.services import load_articles
from programmes.library import LibraryError
from programmes.services import load_library


class Command(BaseCommand):
    help = "Load exercises, programme templates and articles from their files."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            changed = {**load_library(), "articles": load_articles()}
        except (LibraryError, ArticleFileError) as error:
            raise CommandError(str(error)) from error
        said = ", ".join(f"{count} {what}" for what, count in changed.items() if count)
        self.stdout.write(f"Library: {said} loaded." if said else "Library: up to date.")
