"""The programmes' doors for the clock."""

from celery import shared_task
from django.utils import timezone

from programmes.services import review_recent


@shared_task(name="programmes.tasks.review")
def review() -> None:
    review_recent(now=timezone.now())
