"""Restride: the clinic's house around patients, assessments and programmes."""

from clinic.celery import app as celery_app

__all__ = ["celery_app"]
