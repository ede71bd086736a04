"""What a patient said yes or no to."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import models

from patients.access import STAFF, Role, role_of
from patients.models.patient import Patient


class ConsentQuerySet(models.QuerySet["Consent"]):
    def visible_to(self, user: Any) -> "ConsentQuerySet":
        role = role_of(user)
        if role in STAFF:
            return self
        if role == Role.PATIENT:
            return self.filter(patient__user=user)
        return self.none()


class Consent(models.Model):
    """One yes or no to one purpose. Never changed: a withdrawal is a new row, the latest row counts."""

    class Purpose(models.TextChoices):
        SERVICE_MESSAGES = "service_messages", "Messages about care"
        MARKETING = "marketing", "News from the clinic"
        TREATMENT = "treatment", "Assessment and treatment"
        DATA = "data", "Keeping a health record"

    patient = models.ForeignKey(Patient, models.PROTECT, related_name="consents")
    purpose = models.CharField(max_length=20, choices=Purpose)
    notice_version = models.CharField(max_length=20)
    given = models.BooleanField()
    how = models.CharField(max_length=40)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    objects = ConsentQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.get_purpose_display()}: {'yes' if self.given else 'no'}"


def consented(patient: Patient, purpose: str) -> bool:
    """Whether the latest word on a purpose was yes. No word is a no."""
    latest = patient.consents.filter(purpose=purpose).order_by("-at", "-pk").first()
    return bool(latest and latest.given)


def record_consent(
    *,
    patient: Patient,
    purpose: str,
    given: bool,
    how: str,
    at: datetime,
    by: Any = None,
    version: str = "2026-11",
) -> Consent:
    return Consent.objects.create(
        patient=patient, purpose=purpose, given=given, how=how, at=at, recorded_by=by, notice_version=version
    )
