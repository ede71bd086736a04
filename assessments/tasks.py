"""The measures' door for the clock."""

from celery import shared_task
from django.utils import timezone

from assessments.services import ask_scheduled


@shared_task(name="assessments.tasks.ask")
def ask() -> None:
    ask_scheduled(on=timezone.localdate())
