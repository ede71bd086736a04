"""The Celery app and the whole beat schedule.

The broker is only a bell: due work lives in rows, so a lost message costs one period and never a reminder.
"""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "clinic.settings")

app = Celery("restride")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()

app.conf.beat_schedule = {
    # Every minute: plan what has become due, claim it, deliver it. A tick that waited a minute is stale.
    "sweep-every-minute": {
        "task": "clinic.followups.tasks.sweep",
        "schedule": 60.0,
        "options": {"expires": 55},
    },
    # Every hour: sessions whose morning answer has not come within 36 hours are decided without it.
    "review-sessions-hourly": {
        "task": "programmes.tasks.review",
        "schedule": 3600.0,
        "options": {"expires": 3500},
    },
    # Every hour: ask the measures of the schedule as their windows open, close what was not answered in time. The
    # follow-ups then find them due.
    "ask-measures-hourly": {
        "task": "assessments.tasks.ask",
        "schedule": 3600.0,
        "options": {"expires": 3500},
    },
}
