"""A course of care for one problem."""

from datetime import date
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from simple_history.models import HistoricalRecords

from patients.access import CLINICAL, Role, role_of
from patients.models.patient import Patient, Side


class EpisodeQuerySet(models.QuerySet["Episode"]):
    def visible_to(self, user: Any) -> "EpisodeQuerySet":
        """Clinicians see every episode; a patient the own ones; the desk books visits but opens no episode."""
        role = role_of(user)
        if role in CLINICAL:
            return self
        if role == Role.PATIENT:
            return self.filter(patient__user=user)
        return self.none()

    def open(self) -> "EpisodeQuerySet":
        return self.filter(closed_on__isnull=True)

    def led_by(self, physio: Any) -> "EpisodeQuerySet":
        return self.filter(lead=physio)


class Episode(models.Model):
    """A course of care for one problem: scores, examinations and programmes hang on it."""

    class Problem(models.TextChoices):
        PFPS = "pfps", "Runner's knee (patellofemoral pain)"

    class Precision(models.TextChoices):
        DAY = "day", "day"
        MONTH = "month", "month"
        YEAR = "year", "year"

    class Outcome(models.TextChoices):
        DISCHARGED = "discharged", "Discharged"
        REFERRED = "referred", "Referred on"
        STOPPED = "stopped", "Patient stopped"

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    patient = models.ForeignKey(Patient, models.PROTECT, related_name="episodes")
    problem = models.CharField(max_length=10, choices=Problem, default=Problem.PFPS)
    side = models.CharField(max_length=5, choices=Side)
    onset_on = models.DateField("onset (about)", null=True, blank=True)
    onset_precision = models.CharField(max_length=5, choices=Precision, default=Precision.MONTH)
    is_runner = models.BooleanField("runs", default=True)
    lead = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="led_episodes", verbose_name="lead physio"
    )
    opened_on = models.DateField()
    closed_on = models.DateField(null=True, blank=True)
    outcome = models.CharField(max_length=10, choices=Outcome, blank=True)
    history = HistoricalRecords()

    objects = EpisodeQuerySet.as_manager()

    class Meta:
        ordering = ["-opened_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="episode_closed_after_opened",
                condition=Q(closed_on__isnull=True) | Q(closed_on__gte=F("opened_on")),
                violation_error_message="An episode can't close before it opened.",
            ),
            models.UniqueConstraint(
                fields=["patient", "problem", "side"],
                condition=Q(closed_on__isnull=True),
                name="episode_one_open_per_side",
                violation_error_message="There is an open episode for this side already.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_side_display()} {self.get_problem_display()}"

    @property
    def is_open(self) -> bool:
        return self.closed_on is None

    def week(self, on: date) -> int:
        """Whole weeks of care on a day: 0 in the first seven days."""
        return max((on - self.opened_on).days // 7, 0)

    def close(self, *, outcome: str, on: date) -> None:
        if not self.is_open:
            raise ValidationError("This episode is closed already.")
        self.outcome, self.closed_on = outcome, on
        self.full_clean()
        self.save()
