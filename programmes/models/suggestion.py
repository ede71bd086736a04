"""What the progression rules propose of a programme, and what a clinician decided."""

from typing import Any
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Q

from patients.access import CLINICAL, role_of
from programmes import progression
from programmes.models.programme import Programme, Row

User = settings.AUTH_USER_MODEL


class SuggestionQuerySet(models.QuerySet["Suggestion"]):
    def visible_to(self, user: Any) -> "SuggestionQuerySet":
        return self if role_of(user) in CLINICAL else self.none()

    def waiting(self) -> "SuggestionQuerySet":
        return self.filter(state=Suggestion.State.WAITING)


class Suggestion(models.Model):
    """What the progression rules propose. Nothing changes until a clinician accepts."""

    class State(models.TextChoices):
        WAITING = "waiting", "Waiting"
        ACCEPTED = "accepted", "Accepted"
        OVERRIDDEN = "overridden", "Overridden"
        SUPERSEDED = "superseded", "Superseded"

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    programme = models.ForeignKey(Programme, models.PROTECT, related_name="suggestions")
    row = models.ForeignKey(Row, models.PROTECT, null=True, blank=True, related_name="suggestions")
    rule = models.CharField(max_length=20)
    inputs = models.JSONField(default=dict)
    outcome = models.CharField(max_length=10)
    contact = models.BooleanField(default=False)
    proposes = models.JSONField(default=dict)
    words_physio = models.CharField(max_length=500)
    words_patient = models.CharField(max_length=500)
    made_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    decided_why = models.CharField(max_length=400, blank=True)

    objects = SuggestionQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["row"],
                condition=Q(state="waiting", row__isnull=False),
                name="suggestion_one_open_per_row",
            ),
            models.CheckConstraint(
                name="suggestion_override_has_reason", condition=~Q(state="overridden") | ~Q(decided_why="")
            ),
        ]

    def __str__(self) -> str:
        return self.words_physio

    @property
    def used(self) -> list[tuple[str, str]]:
        """What the rule used, name and value as a physio says them."""
        return progression.used(self.inputs)
