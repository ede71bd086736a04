"""The articles' verbs: load the files, mark as read."""

from datetime import datetime

from django.db import transaction

from clinic.education.files import read_articles, render_markdown
from clinic.education.models import Article, Reading
from patients.models import Patient


@transaction.atomic
def load_articles() -> int:
    """Bring file-owned articles up to their files; those that staff wrote are left alone. How many changed."""
    stored = dict(Article.objects.exclude(from_file="").values_list("slug", "from_file"))
    changed = 0
    for place, file in enumerate(read_articles(), start=1):
        front = file.front
        if stored.get(front["slug"]) == file.checksum:
            continue
        Article.objects.update_or_create(
            slug=front["slug"],
            defaults={
                "code": front["id"],
                "order": place,
                "title": front["title"],
                "summary": front["summary"],
                "topic": front["topic"],
                "stage": front["stage"],
                "body": file.body,
                "body_html": render_markdown(file.body),
                "key_points": front.get("key_points", []),
                "quiz": front.get("quiz", []),
                "sources": front["sources"],
                "findings": front.get("findings", []),
                "illustration": front.get("illustration", ""),
                "author": front["author"],
                "minutes": front["minutes"],
                "public": front.get("public", True),
                "state": Article.State.PUBLISHED,
                "reviewed_on": front["reviewed_on"],
                "review_by": front["review_by"],
                "from_file": file.checksum,
            },
        )
        changed += 1
    return changed


def mark_read(*, patient: Patient, article: Article, passed: bool, now: datetime) -> Reading:
    """Read once is read; passed once stays passed."""
    reading, made = Reading.objects.get_or_create(
        patient=patient, article=article, defaults={"read_at": now, "passed": passed}
    )
    if not made and passed and not reading.passed:
        reading.passed = True
        reading.save(update_fields=["passed"])
    return reading
