"""What everybody who treats or books must know first."""

from datetime import date
from typing import Any

from django.db import models
from django.db.models import Q

from patients.access import CLINICAL, Role, role_of
from patients.models.patient import Patient


class AlertQuerySet(models.QuerySet["Alert"]):
    def visible_to(self, user: Any) -> "AlertQuerySet":
        """The desk sees access needs and behaviour; allergies and safeguarding are clinical."""
        role = role_of(user)
        if role in CLINICAL:
            return self
        if role == Role.DESK:
            return self.filter(kind__in=[Alert.Kind.ACCESS, Alert.Kind.BEHAVIOUR])
        return self.none()

    def live(self, on: date) -> "AlertQuerySet":
        return self.filter(Q(until__isnull=True) | Q(until__gte=on), since__lte=on)


class Alert(models.Model):
    """What everybody who treats or books this patient must know first."""

    class Kind(models.TextChoices):
        ALLERGY = "allergy", "Allergy"
        MEDICAL = "medical", "Medical"
        SAFEGUARDING = "safeguarding", "Safeguarding"
        ACCESS = "access", "Access need"
        BEHAVIOUR = "behaviour", "Behaviour"

    class Severity(models.IntegerChoices):
        NOTE = 1, "Note"
        CARE = 2, "Take care"
        DANGER = 3, "Danger"

    patient = models.ForeignKey(Patient, models.PROTECT, related_name="alerts")
    kind = models.CharField(max_length=12, choices=Kind)
    severity = models.IntegerField(choices=Severity, default=Severity.CARE)
    text = models.CharField(max_length=120)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    objects = AlertQuerySet.as_manager()

    class Meta:
        ordering = ["-severity", "pk"]

    def __str__(self) -> str:
        return self.text
