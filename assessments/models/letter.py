"""The letter that a red flag calls for: drafted from the record, edited, kept as it was sent."""

from hashlib import sha256
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Q

from assessments.models.redflag import RedFlag
from patients.access import CLINICAL, role_of
from patients.models import Patient

User = settings.AUTH_USER_MODEL


class EscalationLetterQuerySet(models.QuerySet["EscalationLetter"]):
    def visible_to(self, user: Any) -> "EscalationLetterQuerySet":
        return self if role_of(user) in CLINICAL else self.none()

    def drafts(self) -> "EscalationLetterQuerySet":
        return self.filter(sent_at__isnull=True)

    def of_patient(self, patient: Patient) -> "EscalationLetterQuerySet":
        """Every letter about this patient's flags, newest first, with what a list says of each."""
        return self.filter(red_flag__patient=patient).select_related("red_flag", "author", "sent_by")


class EscalationLetter(models.Model):
    """To whom, how urgent, what was found, by whom. Draft until sent; then kept as it was."""

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    red_flag = models.ForeignKey(RedFlag, models.PROTECT, related_name="letters")
    addressee = models.CharField("to", max_length=200, blank=True)
    urgency = models.CharField(max_length=200, help_text="Level and rule, in words.")
    history = models.TextField(blank=True, help_text="120 words at most.")
    findings = models.TextField("objective findings", blank=True)
    scores = models.TextField("Wells, Ottawa or Pittsburgh", blank=True)
    phoned_at = models.DateTimeField("phoned at", null=True, blank=True)
    phoned_whom = models.CharField("spoke to", max_length=120, blank=True)
    patient_copy_given = models.BooleanField(null=True)
    safety_net_given = models.BooleanField("safety-net advice given", null=True)
    author = models.ForeignKey(User, models.PROTECT, related_name="+")
    drafted_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    sent_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    signed_as = models.CharField("name and registration when sent", max_length=160, blank=True)

    objects = EscalationLetterQuerySet.as_manager()

    class Meta:
        ordering = ["-drafted_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="letter_sent_with_name",
                condition=Q(sent_at__isnull=True) | (Q(sent_by__isnull=False) & ~Q(signed_as="") & ~Q(addressee="")),
            ),
            models.UniqueConstraint(
                fields=["red_flag"], condition=Q(sent_at__isnull=True), name="letter_one_draft_a_flag"
            ),
        ]

    def __str__(self) -> str:
        return self.urgency

    @property
    def is_sent(self) -> bool:
        return self.sent_at is not None

    @property
    def mark(self) -> str:
        """Changes with everything that is typed into the draft: what somebody saw is what they write over."""
        typed = (self.addressee, self.history, self.findings, self.scores, self.phoned_at, self.phoned_whom)
        said = (*typed, self.patient_copy_given, self.safety_net_given)
        return sha256("|".join(map(str, said)).encode()).hexdigest()[:16]

    def patient_as_written(self) -> Patient:
        """The identifiers that the letter carries: the record's own in a draft, those of the day once it is sent."""
        patient = self.red_flag.patient
        if self.sent_at is None:
            return patient
        then = patient.history.filter(history_date__lte=self.sent_at).order_by("-history_date", "-history_id").first()
        return then.instance if then else patient
