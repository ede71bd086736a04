"""A rule that hit, open until a clinician clears it."""

from datetime import datetime
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from assessments import redflags
from patients.access import CLINICAL, role_of
from patients.models import Patient

User = settings.AUTH_USER_MODEL


LONGEST_REASON = 400


class RedFlagQuerySet(models.QuerySet["RedFlag"]):
    def visible_to(self, user: Any) -> "RedFlagQuerySet":
        """Clinicians read the record. The desk learns level and action through `banner()`, no detail."""
        role = role_of(user)
        if role in CLINICAL:
            return self
        return self.none()

    def open(self) -> "RedFlagQuerySet":
        return self.filter(cleared_at__isnull=True)

    def blocking(self) -> "RedFlagQuerySet":
        """Those so urgent that no exercise is begun or stepped up while they are open."""
        return self.filter(level__in=[level.value for level in redflags.Level if level.blocks_progression])


class RedFlag(models.Model):
    """A rule that hit: open until a named clinician clears it with a reason."""

    class Source(models.TextChoices):
        ENQUIRY = "enquiry", "Enquiry"
        CHECK_IN = "check_in", "Check-in"
        EXAMINATION = "examination", "Examination"

    class Level(models.TextChoices):
        EMERGENCY = "emergency", "Emergency now"
        SAME_DAY = "same_day", "Same day"
        TWO_WEEK = "two_week", "Suspected cancer pathway"
        URGENT = "urgent", "Urgent"
        ROUTINE = "routine", "Routine"

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    patient = models.ForeignKey(Patient, models.PROTECT, related_name="red_flags")
    rule = models.CharField(max_length=4)
    level = models.CharField(max_length=9, choices=Level)
    source = models.CharField(max_length=11, choices=Source)
    inputs = models.JSONField(default=dict)
    examination = models.ForeignKey(
        "assessments.Examination", models.PROTECT, null=True, blank=True, related_name="red_flags"
    )
    opened_at = models.DateTimeField()
    cleared_at = models.DateTimeField(null=True, blank=True)
    cleared_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    cleared_why = models.CharField(max_length=LONGEST_REASON, blank=True)

    objects = RedFlagQuerySet.as_manager()

    class Meta:
        ordering = ["-opened_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="red_flag_cleared_by_name_and_reason",
                condition=Q(cleared_at__isnull=True) | (Q(cleared_by__isnull=False) & ~Q(cleared_why="")),
            ),
            models.UniqueConstraint(
                fields=["patient", "rule"], condition=Q(cleared_at__isnull=True), name="red_flag_open_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.rule} ({self.get_level_display()})"

    def clear(self, *, by: Any, why: str, at: datetime) -> None:
        """Close the flag. Only a named clinician, only with a reason, only once."""
        if role_of(by) not in CLINICAL:
            raise ValidationError("Only a physio can clear a red flag.")
        if not why.strip():
            raise ValidationError({"cleared_why": "Say why it is safe to clear this."})
        if len(why.strip()) > LONGEST_REASON:
            raise ValidationError({"cleared_why": f"Keep the reason to {LONGEST_REASON} letters."})
        if self.cleared_at:
            raise ValidationError("This red flag has been cleared already.")
        self.cleared_at, self.cleared_by, self.cleared_why = at, by, why.strip()
        self.save(update_fields=["cleared_at", "cleared_by", "cleared_why"])
