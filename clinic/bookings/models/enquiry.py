"""Somebody asks: by the form, by phone, at the door."""

from datetime import datetime
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Case, IntegerField, Q, Value, When
from phonenumber_field.modelfields import PhoneNumberField

from patients.access import STAFF, role_of
from patients.models import Patient, Side

User = settings.AUTH_USER_MODEL


class EnquiryQuerySet(models.QuerySet["Enquiry"]):
    def visible_to(self, user: Any) -> "EnquiryQuerySet":
        """Desk and owner work them, physios read them."""
        return self if role_of(user) in STAFF else self.none()

    def open(self) -> "EnquiryQuerySet":
        return self.filter(state=Enquiry.State.OPEN)

    def due(self, now: datetime) -> "EnquiryQuerySet":
        """Not snoozed past now."""
        return self.filter(Q(snoozed_until__isnull=True) | Q(snoozed_until__lte=now))

    def inbox_order(self) -> "EnquiryQuerySet":
        """Red first, then oldest."""
        ranks = [When(triage=level, then=Value(rank)) for rank, level in enumerate(Enquiry.URGENT_FIRST)]
        return self.annotate(urgency=Case(*ranks, default=Value(9), output_field=IntegerField())).order_by(
            "urgency", "received_at", "pk"
        )


class Enquiry(models.Model):
    """What somebody told us before they were a patient."""

    class Channel(models.TextChoices):
        WEB = "web", "Website"
        PHONE = "phone", "Phone"
        WALK_IN = "walk_in", "At the door"
        API = "api", "Another system"

    class Duration(models.TextChoices):
        UNDER_2_WEEKS = "under_2_weeks", "Less than 2 weeks"
        TWO_TO_6_WEEKS = "2_to_6_weeks", "2 to 6 weeks"
        SIX_TO_12_WEEKS = "6_to_12_weeks", "6 to 12 weeks"
        THREE_TO_12_MONTHS = "3_to_12_months", "3 to 12 months"
        OVER_12_MONTHS = "over_12_months", "More than a year"
        NOT_ASKED = "not_asked", "Not asked yet"

        @classmethod
        def asked(cls) -> list[tuple[str, str]]:
            """What people pick from; a request to be rung comes before this question."""
            return [(value, words) for value, words in cls.choices if value != cls.NOT_ASKED]

    class Triage(models.TextChoices):
        NONE = "none", "No red flag"
        ROUTINE = "routine", "Routine"
        URGENT = "urgent", "Urgent"
        SAME_DAY = "same_day", "Same day"
        EMERGENCY = "emergency", "Emergency"

    URGENT_FIRST = (Triage.EMERGENCY, Triage.SAME_DAY, Triage.URGENT)

    class State(models.TextChoices):
        OPEN = "open", "Open"
        BOOKED = "booked", "Booked"
        WAITING_LIST = "waiting_list", "On the waiting list"
        CLOSED = "closed", "Closed"

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    received_at = models.DateTimeField()
    channel = models.CharField(max_length=8, choices=Channel, default=Channel.WEB)
    name = models.CharField(max_length=120)
    phone = PhoneNumberField(blank=True)
    email = models.EmailField(blank=True)
    knee = models.CharField(max_length=5, choices=Side)
    duration = models.CharField(max_length=20, choices=Duration)
    is_runner = models.BooleanField("runs")
    stops = models.CharField("what it stops", max_length=300, blank=True)
    message = models.TextField(max_length=2000, blank=True)
    preferred = models.JSONField(default=list, blank=True, help_text="Days and parts of day, in words.")
    red_flags = models.JSONField(default=dict, blank=True)
    triage = models.CharField(max_length=9, choices=Triage, default=Triage.NONE, help_text="From the red-flag screen.")
    consent_contact = models.BooleanField(default=True)
    marketing = models.BooleanField(default=False)
    owner = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    state = models.CharField(max_length=12, choices=State, default=State.OPEN)
    snoozed_until = models.DateTimeField(null=True, blank=True)
    closed_why = models.CharField(max_length=200, blank=True)
    answered_at = models.DateTimeField("first answered", null=True, blank=True)
    patient = models.ForeignKey(Patient, models.PROTECT, null=True, blank=True, related_name="enquiries")
    form_key = models.UUIDField(default=uuid4, unique=True, help_text="The same form sent twice is one enquiry.")

    objects = EnquiryQuerySet.as_manager()

    class Meta:
        ordering = ["-received_at", "-pk"]
        verbose_name_plural = "enquiries"
        indexes = [models.Index(fields=["state", "received_at"], name="enquiry_inbox")]
        constraints = [
            models.CheckConstraint(
                name="enquiry_can_be_answered",
                condition=~Q(phone="") | ~Q(email=""),
                violation_error_message="Give a phone number or an email, so that we can answer.",
            ),
        ]

    def __str__(self) -> str:
        return f"Enquiry {self.pk}"

    def age_minutes(self, now: datetime) -> int:
        return max(int((now - self.received_at).total_seconds() // 60), 0)


class EnquiryCall(models.Model):
    """One try to reach somebody."""

    class Result(models.TextChoices):
        SPOKE = "spoke", "Spoke"
        NO_ANSWER = "no_answer", "No answer"
        MESSAGE_LEFT = "message_left", "Left a message"

    enquiry = models.ForeignKey(Enquiry, models.CASCADE, related_name="calls")
    at = models.DateTimeField()
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    result = models.CharField(max_length=12, choices=Result)
    note = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["-at"]

    def __str__(self) -> str:
        return self.get_result_display()
