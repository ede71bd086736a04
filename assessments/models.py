"""Examinations, scores and red flags as they were found: signed, kept, amended by addition."""

from datetime import date, datetime
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords

from patients.access import CLINICAL, Role, role_of
from patients.models import Episode, Patient

User = settings.AUTH_USER_MODEL


class ExaminationQuerySet(models.QuerySet["Examination"]):
    def visible_to(self, user: Any) -> "ExaminationQuerySet":
        """Clinicians; another's draft is nobody else's business. Patients read signed summaries in the portal."""
        role = role_of(user)
        if role in CLINICAL:
            return self.filter(Q(signed_at__isnull=False) | Q(author=user))
        return self.none()

    def signed(self) -> "ExaminationQuerySet":
        return self.filter(signed_at__isnull=False)

    def drafts(self) -> "ExaminationQuerySet":
        return self.filter(signed_at__isnull=True)


class Examination(models.Model):
    """The PFPS examination at one contact. Draft until signed; then only addenda."""

    class Kind(models.TextChoices):
        FIRST = "first", "First examination"
        REVIEW = "review", "Review"
        DISCHARGE = "discharge", "Discharge"

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    episode = models.ForeignKey(Episode, models.PROTECT, related_name="examinations")
    kind = models.CharField(max_length=9, choices=Kind, default=Kind.FIRST)
    catalogue_version = models.CharField(max_length=20)
    findings = models.JSONField(default=dict, blank=True)
    plan = models.TextField("assessment and plan", blank=True)
    version = models.PositiveIntegerField(default=0, help_text="Rises with each save; two editors can't overwrite.")
    contact_at = models.DateTimeField()
    entered_at = models.DateTimeField()
    author = models.ForeignKey(User, models.PROTECT, related_name="examinations")
    signed_at = models.DateTimeField(null=True, blank=True)
    signed_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    signed_as = models.CharField("name and registration when signed", max_length=160, blank=True)
    history = HistoricalRecords()

    objects = ExaminationQuerySet.as_manager()

    class Meta:
        ordering = ["-contact_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="examination_signed_with_name",
                condition=Q(signed_at__isnull=True) | (Q(signed_by__isnull=False) & ~Q(signed_as="")),
            ),
            models.UniqueConstraint(
                fields=["episode", "kind", "author"],
                condition=Q(signed_at__isnull=True),
                name="examination_one_draft_each",
            ),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()

    @property
    def is_signed(self) -> bool:
        return self.signed_at is not None

    @property
    def entered_late(self) -> bool:
        """Signed on a later day than the contact (CSP standard 6: same working day)."""
        return bool(self.signed_at and self.signed_at.date() > self.contact_at.date())


class Addendum(models.Model):
    """Text added to a signed note: who, when, why. Never changed."""

    examination = models.ForeignKey(Examination, models.PROTECT, related_name="addenda")
    text = models.TextField()
    reason = models.CharField(max_length=200)
    author = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "pk"]
        verbose_name_plural = "addenda"

    def __str__(self) -> str:
        return self.reason


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
        CLINICIAN = "clinician", "Clinician"

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    episode = models.ForeignKey(Episode, models.PROTECT, related_name="scores")
    request = models.OneToOneField(OutcomeRequest, models.PROTECT, null=True, blank=True, related_name="score")
    instrument = models.CharField(max_length=40)
    version = models.CharField(max_length=20)
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


class RedFlagQuerySet(models.QuerySet["RedFlag"]):
    def visible_to(self, user: Any) -> "RedFlagQuerySet":
        """Clinicians read the record. The desk learns level and action through `banner()`, no detail."""
        role = role_of(user)
        if role in CLINICAL:
            return self
        return self.none()

    def open(self) -> "RedFlagQuerySet":
        return self.filter(cleared_at__isnull=True)


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
    opened_at = models.DateTimeField()
    cleared_at = models.DateTimeField(null=True, blank=True)
    cleared_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    cleared_why = models.CharField(max_length=400, blank=True)

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
        if self.cleared_at:
            raise ValidationError("This red flag has been cleared already.")
        self.cleared_at, self.cleared_by, self.cleared_why = at, by, why.strip()
        self.save(update_fields=["cleared_at", "cleared_by", "cleared_why"])
