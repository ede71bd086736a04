"""The post room's doors."""

from celery import shared_task


@shared_task(name="clinic.followups.tasks.sweep")
def sweep() -> None:
    from django.utils import timezone

    from clinic.followups.sweep import run

    run(now=timezone.now())
