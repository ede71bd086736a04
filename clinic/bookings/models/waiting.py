"""Who would come sooner if a slot came free."""

from datetime import date
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Q

from clinic.bookings.models.hours import AppointmentType
from patients.access import STAFF, Role, role_of
from patients.models import Patient

User = settings.AUTH_USER_MODEL


class WaitingEntryQuerySet(models.QuerySet["WaitingEntry"]):
    def visible_to(self, user: Any) -> "WaitingEntryQuerySet":
        role = role_of(user)
        if role in STAFF:
            return self
        if role == Role.PATIENT:
            return self.filter(patient__user=user)
        return self.none()

    def open(self, on: date) -> "WaitingEntryQuerySet":
        return self.filter(Q(until__isnull=True) | Q(until__gte=on), closed_at__isnull=True)

    def longest_first(self) -> "WaitingEntryQuerySet":
        return self.order_by("-urgent", "since", "pk")


class WaitingEntry(models.Model):
    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    patient = models.ForeignKey(Patient, models.PROTECT, related_name="waiting")
    type = models.ForeignKey(AppointmentType, models.PROTECT, related_name="+")
    physio = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    parts_of_day = models.JSONField(default=list, blank=True)
    weekdays = models.JSONField(default=list, blank=True)
    urgent = models.BooleanField(default=False)
    note = models.CharField(max_length=200, blank=True)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_why = models.CharField(max_length=200, blank=True)

    objects = WaitingEntryQuerySet.as_manager()

    class Meta:
        ordering = ["since", "pk"]
        verbose_name_plural = "waiting list"
        constraints = [
            models.UniqueConstraint(
                fields=["patient", "type"], condition=Q(closed_at__isnull=True), name="waiting_once_per_type"
            )
        ]

    def __str__(self) -> str:
        return f"waiting since {self.since}"
