"""The clinic's own values for thresholds, from a day on. What was found before keeps the values of its day."""

from datetime import date
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from patients.access import CLINICAL, role_of

User = settings.AUTH_USER_MODEL


class RuleSetQuerySet(models.QuerySet["RuleSet"]):
    def visible_to(self, user: Any) -> "RuleSetQuerySet":
        return self if role_of(user) in CLINICAL else self.none()

    def in_force(self, on: date) -> "RuleSetQuerySet":
        """Those that had begun by then, the one that holds first."""
        return self.filter(effective_from__lte=on).signed_last_first()

    def signed_last_first(self) -> "RuleSetQuerySet":
        """The set that was signed last holds from its day on, also against one that was still to begin."""
        return self.order_by("-signed_at", "-effective_from")


class RuleSet(models.Model):
    """All values that differ from the published ones, signed by name. Never changed: the next set replaces it."""

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    effective_from = models.DateField(unique=True)
    values = models.JSONField(default=dict, blank=True, help_text="Rule id → value as text.")
    why = models.TextField("reason")
    reviewed_on = models.DateField()
    review_by = models.DateField()
    signed_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    signed_at = models.DateTimeField()

    objects = RuleSetQuerySet.as_manager()

    class Meta:
        ordering = ["-effective_from"]
        constraints = [
            models.CheckConstraint(
                name="rule_set_reviewed_before_next_review", condition=Q(reviewed_on__lt=F("review_by"))
            ),
        ]

    def __str__(self) -> str:
        return f"from {self.effective_from}"
