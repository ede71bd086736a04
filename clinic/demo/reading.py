"""Who has read what, and passed its check questions."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from random import Random

from django.utils import timezone

from clinic.demo.diary import Stay
from clinic.demo.records import at
from clinic.education.models import Article, Reading


def read_articles(stays: Sequence[Stay], *, random: Random, now: datetime) -> None:
    """One to four articles each since the first visit, in the evenings; nothing where no article is loaded."""
    articles = list(Article.objects.filter(state=Article.State.PUBLISHED).order_by("slug"))
    today, rows = timezone.localdate(now), []
    for stay in stays:
        if stay.plan.type != "first" or stay.visit.end > now or not articles:
            continue
        since = (today - timezone.localdate(stay.visit.start)).days
        for article in random.sample(articles, min(random.randint(1, 4), len(articles))):
            evening = today - timedelta(days=random.randint(1, max(since, 1)))
            passed = random.random() < 0.7
            rows.append(Reading(patient=stay.case.patient, article=article, read_at=at(evening, 20), passed=passed))
    Reading.objects.bulk_create(rows, ignore_conflicts=True)
