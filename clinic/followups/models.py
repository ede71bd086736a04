"""The ledger: one row for each message that is due, what became of it, and the sweeps that worked on it."""

from datetime import datetime
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from clinic.bookings.models import Appointment, Enquiry
from clinic.followups.kinds import titles
from patients.access import STAFF, Role, role_of
from patients.models import Patient

User = settings.AUTH_USER_MODEL


class FollowUpQuerySet(models.QuerySet["FollowUp"]):
    def visible_to(self, user: Any) -> "FollowUpQuerySet":
        """Staff see what was sent to whom; a patient the own messages."""
        role = role_of(user)
        if role in STAFF:
            return self
        if role == Role.PATIENT:
            return self.filter(patient__user=user)
        return self.none()

    def planned(self) -> "FollowUpQuerySet":
        return self.filter(state=FollowUp.State.PLANNED)

    def due(self, now: datetime) -> "FollowUpQuerySet":
        """Planned and due, or claimed by a worker that never came back."""
        return self.filter(
            Q(state=FollowUp.State.PLANNED, due_at__lte=now) | Q(state=FollowUp.State.SENDING, claimed_until__lt=now)
        )


class FollowUp(models.Model):
    """One message on one occasion. (kind, occasion) is unique: planning twice changes nothing."""

    class State(models.TextChoices):
        PLANNED = "planned", "Planned"
        SENDING = "sending", "Sending"
        SENT = "sent", "Sent"
        DELIVERED = "delivered", "Delivered"
        BOUNCED = "bounced", "Bounced"
        SKIPPED = "skipped", "Skipped"
        FAILED = "failed", "Failed"

    class Channel(models.TextChoices):
        EMAIL = "email", "Email"

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    kind = models.CharField(max_length=40)
    occasion = models.CharField(max_length=120, help_text="What it is about, in ids only.")
    patient = models.ForeignKey(Patient, models.PROTECT, null=True, blank=True, related_name="followups")
    staff = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    enquiry = models.ForeignKey(Enquiry, models.PROTECT, null=True, blank=True, related_name="followups")
    appointment = models.ForeignKey(Appointment, models.PROTECT, null=True, blank=True, related_name="followups")
    due_at = models.DateTimeField()
    too_late_after = models.DateTimeField(null=True, blank=True)
    channel = models.CharField(max_length=10, choices=Channel, default=Channel.EMAIL)
    state = models.CharField(max_length=10, choices=State, default=State.PLANNED)
    claimed_until = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField("why skipped or failed", max_length=300, blank=True)
    sent_to = models.CharField(max_length=254, blank=True)
    subject = models.CharField("subject as sent", max_length=200, blank=True)
    text = models.TextField("text as sent", blank=True)
    html = models.TextField("page as sent", blank=True)

    objects = FollowUpQuerySet.as_manager()

    class Meta:
        ordering = ["-due_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "occasion"], name="followup_once_per_occasion"),
            models.CheckConstraint(
                name="followup_sending_is_claimed",
                condition=~Q(state="sending") | Q(claimed_until__isnull=False),
            ),
        ]
        indexes = [
            models.Index(fields=["due_at"], condition=Q(state__in=["planned", "sending"]), name="followup_due"),
            models.Index(fields=["patient", "due_at"], name="followup_of_patient"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} ({self.state})"

    @property
    def title(self) -> str:
        """What staff call this kind of message."""
        return titles().get(self.kind, self.kind)

    @property
    def is_held(self) -> bool:
        """Waiting for the end of the quiet hours."""
        return self.state == self.State.PLANNED and self.reason.startswith("Held")

    @property
    def message_id(self) -> str:
        """The same for every try, so that a mail server can drop a second copy."""
        return f"<{self.uuid}@restride>"


class Attempt(models.Model):
    """One try to deliver, and what came of it."""

    followup = models.ForeignKey(FollowUp, models.CASCADE, related_name="tries")
    at = models.DateTimeField()
    error = models.CharField(max_length=200, blank=True, help_text="Type of error; never an address.")

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return self.error or "sent"


class Preference(models.Model):
    """What a patient wants to be told, and when not. No row means yes to all."""

    patient = models.OneToOneField(Patient, models.CASCADE, related_name="preference")
    stop_all = models.BooleanField(default=False)
    stopped_kinds = models.JSONField(default=list, blank=True)
    quiet_from = models.TimeField(default="21:00")
    quiet_until = models.TimeField(default="08:00")

    def __str__(self) -> str:
        return "stopped" if self.stop_all else "as usual"


class Sweep(models.Model):
    """One run of plan, claim, deliver. /healthz/ reads the last."""

    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    planned = models.PositiveIntegerField(default=0)
    due = models.PositiveIntegerField(default=0)
    sent = models.PositiveIntegerField(default=0)
    skipped = models.PositiveIntegerField(default=0)
    failed = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["-started_at"]
        indexes = [models.Index(F("started_at").desc(), name="sweep_latest")]

    def __str__(self) -> str:
        return f"sweep {self.started_at:%Y-%m-%d %H:%M}"
