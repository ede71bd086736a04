"""Measures asked and answered."""

from datetime import date
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Q

from patients.access import CLINICAL, Role, role_of
from patients.models import Episode

User = settings.AUTH_USER_MODEL


class OutcomeRequestQuerySet(models.QuerySet["OutcomeRequest"]):
    def visible_to(self, user: Any) -> "OutcomeRequestQuerySet":
        role = role_of(user)
        if role in CLINICAL:
            return self
        if role == Role.PATIENT:
            return self.filter(episode__patient__user=user)
        return self.none()

    def open(self, on: date) -> "OutcomeRequestQuerySet":
        """Asked, inside the window, not yet answered."""
        return self.filter(state=OutcomeRequest.State.ASKED, opens_on__lte=on, closes_on__gte=on)

    def unanswered(self, on: date) -> "OutcomeRequestQuerySet":
        """Still without an answer, with a day inside the window. Answers on paper may be typed in later."""
        return self.exclude(state=OutcomeRequest.State.ANSWERED).filter(opens_on__lte=on, closes_on__gte=on)


class OutcomeRequest(models.Model):
    """One measure asked of one patient at one point. Keeps what was answered so far, on any device."""

    class Point(models.TextChoices):
        BASELINE = "baseline", "At the start"
        WEEK_2 = "week_2", "Week 2"
        WEEK_6 = "week_6", "Week 6"
        WEEK_12 = "week_12", "Week 12"
        DISCHARGE = "discharge", "At discharge"
        MONTH_6 = "month_6", "6 months"
        MONTH_12 = "month_12", "12 months"
        EXTRA = "extra", "Asked by the physio"

    class State(models.TextChoices):
        ASKED = "asked", "Asked"
        ANSWERED = "answered", "Answered"
        CLOSED = "closed", "Closed unanswered"

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    episode = models.ForeignKey(Episode, models.PROTECT, related_name="outcome_requests")
    instrument = models.CharField(max_length=40)
    point = models.CharField(max_length=10, choices=Point)
    due_on = models.DateField()
    opens_on = models.DateField()
    closes_on = models.DateField()
    state = models.CharField(max_length=9, choices=State, default=State.ASKED)
    answers = models.JSONField(default=dict, blank=True, help_text="Answers so far; moved to the score when sent.")
    labels = models.JSONField(default=dict, blank=True)

    objects = OutcomeRequestQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["episode", "instrument", "point"], name="outcome_request_once_a_point"),
            models.CheckConstraint(name="outcome_request_window", condition=Q(opens_on__lte=models.F("closes_on"))),
        ]

    def __str__(self) -> str:
        return f"{self.instrument} at {self.point}"

    def takes_answers(self, on: date) -> bool:
        """Asked, and inside its window."""
        return self.state == self.State.ASKED and self.opens_on <= on <= self.closes_on


class OutcomeScoreQuerySet(models.QuerySet["OutcomeScore"]):
    def visible_to(self, user: Any) -> "OutcomeScoreQuerySet":
        role = role_of(user)
        if role in CLINICAL:
            return self
        if role == Role.PATIENT:
            return self.filter(episode__patient__user=user)
        return self.none()

    def of(self, instrument: str) -> "OutcomeScoreQuerySet":
        return self.filter(instrument=instrument)

    def scored(self) -> "OutcomeScoreQuerySet":
        return self.filter(score__isnull=False)

    def names(self) -> dict[str, str]:
        """The patient's own names for items (PSFS): given with the first answers, kept by later ones."""
        first = self.exclude(labels={}).in_order().first()
        return dict(first.labels) if first else {}

    def in_order(self) -> "OutcomeScoreQuerySet":
        """Oldest first: the first is the baseline."""
        return self.order_by("collected_on", "pk")


class OutcomeScore(models.Model):
    """One answered measure: answers, version and score as they were. Never changed, never re-scored."""

    class Status(models.TextChoices):
        COMPLETE = "complete", "Complete"
        PRORATED = "prorated", "Prorated"
        INCOMPLETE = "incomplete", "Incomplete"

    class By(models.TextChoices):
        PATIENT = "patient", "Patient"
        PROXY = "proxy", "Somebody for the patient"
        CLINICIAN = "clinician", "Clinician"

    class Limb(models.TextChoices):
        LEFT = "left", "Left"
        RIGHT = "right", "Right"

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    episode = models.ForeignKey(Episode, models.PROTECT, related_name="scores")
    request = models.OneToOneField(OutcomeRequest, models.PROTECT, null=True, blank=True, related_name="score")
    instrument = models.CharField(max_length=40)
    version = models.CharField(max_length=20)
    side = models.CharField(max_length=5, choices=Limb, blank=True, help_text="Of measures that are taken per limb.")
    answers = models.JSONField()
    labels = models.JSONField(default=dict, blank=True)
    score = models.DecimalField(max_digits=8, decimal_places=4, null=True)
    status = models.CharField(max_length=10, choices=Status)
    answered = models.PositiveSmallIntegerField()
    collected_on = models.DateField()
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    by = models.CharField(max_length=9, choices=By)

    objects = OutcomeScoreQuerySet.as_manager()

    class Meta:
        ordering = ["-collected_on", "-pk"]
        indexes = [models.Index(fields=["episode", "instrument", "collected_on"], name="score_series")]
        constraints = [
            models.CheckConstraint(
                name="score_null_only_if_incomplete",
                condition=Q(status="incomplete", score__isnull=True)
                | (~Q(status="incomplete") & Q(score__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.instrument} {self.score if self.score is not None else '–'}"
