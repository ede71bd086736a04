"""The note at one contact, and what was added to it later."""

from typing import Any
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from simple_history.models import HistoricalRecords

from patients.access import CLINICAL, role_of
from patients.models import Episode

User = settings.AUTH_USER_MODEL


class ExaminationQuerySet(models.QuerySet["Examination"]):
    def visible_to(self, user: Any) -> "ExaminationQuerySet":
        """Clinicians. A draft is its author's, and a student's draft their supervisor's too.

        Patients read signed summaries in the portal.
        """
        role = role_of(user)
        if role in CLINICAL:
            return self.filter(Q(signed_at__isnull=False) | Q(author=user) | Q(author__supervisor=user))
        return self.none()

    def signed(self) -> "ExaminationQuerySet":
        return self.filter(signed_at__isnull=False)

    def drafts(self) -> "ExaminationQuerySet":
        return self.filter(signed_at__isnull=True)

    def to_countersign(self, user: Any) -> "ExaminationQuerySet":
        """A student's signed notes that wait for this supervisor."""
        return self.filter(countersign_by=user, countersignature__isnull=True)


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
    changes = models.JSONField(default=dict, blank=True, help_text="Field id → the version that last changed it.")
    based_on = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="+", help_text="The note it is compared with."
    )
    reading = models.JSONField(null=True, blank=True, help_text="What the rules said when it was signed, as kept.")
    contact_at = models.DateTimeField()
    entered_at = models.DateTimeField()
    saved_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    author = models.ForeignKey(User, models.PROTECT, related_name="examinations")
    signed_at = models.DateTimeField(null=True, blank=True)
    signed_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    signed_as = models.CharField("name and registration when signed", max_length=160, blank=True)
    countersign_by = models.ForeignKey(
        User,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="Who supervised the student that signed.",
    )
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
        """Signed on a later day of the clinic's than the contact (CSP standard 6: same working day)."""
        return bool(self.signed_at and timezone.localdate(self.signed_at) > timezone.localdate(self.contact_at))

    @property
    def awaits_countersign(self) -> bool:
        """A student has signed it and the supervisor has not."""
        return self.countersign_by_id is not None and not hasattr(self, "countersignature")


class Countersignature(models.Model):
    """A supervisor's name under a student's signed note. Never changed."""

    examination = models.OneToOneField(Examination, models.PROTECT, related_name="countersignature")
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    signed_as = models.CharField("name and registration when signed", max_length=160)
    remark = models.TextField(blank=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return self.signed_as


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
