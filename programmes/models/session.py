"""What the patient did: sessions with their entries, and the morning after."""

from datetime import date
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q

from patients.access import CLINICAL, Role, role_of
from patients.models import Patient
from programmes.models.programme import Programme, Row

User = settings.AUTH_USER_MODEL
ZERO_TO_TEN = [MaxValueValidator(10, "Pain is a whole number from 0 to 10.")]


class SessionLogQuerySet(models.QuerySet["SessionLog"]):
    def visible_to(self, user: Any) -> "SessionLogQuerySet":
        role = role_of(user)
        if role in CLINICAL:
            return self
        if role == Role.PATIENT:
            return self.filter(programme__episode__patient__user=user)
        return self.none()

    def between(self, start: date, end: date) -> "SessionLogQuerySet":
        """Both days included."""
        return self.filter(on__gte=start, on__lte=end)


class SessionLog(models.Model):
    """One session, logged once: the phone makes the UUID, so a second sending finds the first."""

    class Settle(models.TextChoices):
        WITHIN_1H = "within_1h", "Within an hour"
        ONE_TO_24H = "1_to_24h", "Later that day"
        OVER_24H = "over_24h", "More than a day"

    uuid = models.UUIDField(default=uuid4, unique=True)
    programme = models.ForeignKey(Programme, models.PROTECT, related_name="sessions")
    on = models.DateField()
    revision = models.PositiveIntegerField()
    pain_during = models.PositiveSmallIntegerField(validators=ZERO_TO_TEN)
    settle = models.CharField(max_length=9, choices=Settle, blank=True)
    note = models.CharField(max_length=500, blank=True)
    logged_at = models.DateTimeField()
    logged_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    objects = SessionLogQuerySet.as_manager()

    class Meta:
        ordering = ["-on", "-pk"]
        indexes = [models.Index(fields=["programme", "on"], name="session_by_day")]
        constraints = [
            models.CheckConstraint(name="session_pain_0_to_10", condition=Q(pain_during__lte=10)),
        ]

    def __str__(self) -> str:
        return f"session on {self.on}"


class SessionEntry(models.Model):
    """One exercise of a session. Partial counts as partial; unknown stays unknown (null), never 0."""

    class Outcome(models.TextChoices):
        DONE = "done", "Done"
        PART = "part", "Part of it"
        SKIPPED = "skipped", "Skipped"

    log = models.ForeignKey(SessionLog, models.CASCADE, related_name="entries")
    row = models.ForeignKey(Row, models.PROTECT, related_name="entries")
    outcome = models.CharField(max_length=7, choices=Outcome)
    sets = models.PositiveSmallIntegerField(null=True, blank=True)
    reps = models.PositiveSmallIntegerField("repetitions, all sets", null=True, blank=True)
    pain = models.PositiveSmallIntegerField(null=True, blank=True, validators=ZERO_TO_TEN)
    rir = models.PositiveSmallIntegerField("repetitions in reserve", null=True, blank=True)
    reason = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["log", "row"], name="session_entry_once"),
            models.CheckConstraint(name="entry_pain_0_to_10", condition=Q(pain__isnull=True) | Q(pain__lte=10)),
        ]

    def __str__(self) -> str:
        return f"{self.row}: {self.outcome}"


class CheckInQuerySet(models.QuerySet["CheckIn"]):
    def visible_to(self, user: Any) -> "CheckInQuerySet":
        role = role_of(user)
        if role in CLINICAL:
            return self
        if role == Role.PATIENT:
            return self.filter(patient__user=user)
        return self.none()


class CheckIn(models.Model):
    """The knee on one morning. One a day; a second answer the same day corrects the first."""

    class Feeling(models.TextChoices):
        BETTER = "better", "Better"
        SAME = "same", "About the same"
        WORSE = "worse", "Worse"

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    patient = models.ForeignKey(Patient, models.PROTECT, related_name="check_ins")
    on = models.DateField()
    pain_morning = models.PositiveSmallIntegerField(validators=ZERO_TO_TEN)
    feeling = models.CharField(max_length=6, choices=Feeling, blank=True)
    red_flags = models.JSONField(default=dict, blank=True)
    answered_at = models.DateTimeField()

    objects = CheckInQuerySet.as_manager()

    class Meta:
        ordering = ["-on", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["patient", "on"], name="check_in_once_a_day"),
            models.CheckConstraint(name="check_in_pain_0_to_10", condition=Q(pain_morning__lte=10)),
        ]

    def __str__(self) -> str:
        return f"{self.pain_morning} on {self.on}"
