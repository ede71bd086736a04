"""The programmes' doors for the clock."""

from celery import shared_task
from django.utils import timezone

from programmes.services import follow_plans, review_recent


@shared_task(name="programmes.tasks.review")
def review() -> None:
    now = timezone.now()
    review_recent(now=now)
    follow_plans(now=now)
