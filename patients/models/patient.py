"""A person the clinic knows."""

from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from phonenumber_field.modelfields import PhoneNumberField
from simple_history.models import HistoricalRecords

from patients.access import STAFF, Role, role_of
from patients.names import name_key

if TYPE_CHECKING:
    from patients.models.episode import Episode


class Side(models.TextChoices):
    LEFT = "left", "Left"
    RIGHT = "right", "Right"
    BOTH = "both", "Both"


class NameKeyField(models.CharField[Any, Any]):
    """Kept beside the name so that an index finds the other spellings of it; written with every save."""

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        key = name_key(getattr(model_instance, "full_name", ""))
        setattr(model_instance, self.attname, key)
        return key


class PatientQuerySet(models.QuerySet["Patient"]):
    def visible_to(self, user: Any) -> "PatientQuerySet":
        """Staff see every patient's contacts; a patient sees the own record."""
        role = role_of(user)
        if role in STAFF:
            return self
        if role == Role.PATIENT:
            return self.filter(user=user)
        return self.none()


class Patient(models.Model):
    """A person the clinic knows. Contacts belong to the desk, everything clinical hangs on an episode."""

    class Sex(models.TextChoices):
        FEMALE = "female", "Female"
        MALE = "male", "Male"
        UNKNOWN = "unknown", "Not said"

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="patient"
    )
    full_name = models.CharField("name", max_length=120)
    name_key = NameKeyField(max_length=120, editable=False, default="", db_index=True)
    preferred_name = models.CharField("what to call them", max_length=60, blank=True)
    date_of_birth = models.DateField(null=True, blank=True)
    sex = models.CharField("sex, for norms", max_length=7, choices=Sex, default=Sex.UNKNOWN)
    phone = PhoneNumberField(blank=True)
    email = models.EmailField(blank=True)
    address = models.CharField(max_length=200, blank=True)
    postcode = models.CharField(max_length=10, blank=True)
    needs = models.CharField("access and communication needs", max_length=200, blank=True)
    registered_on = models.DateField(default=timezone.localdate, editable=False)
    history = HistoricalRecords(excluded_fields=["name_key"])

    objects = PatientQuerySet.as_manager()

    class Meta:
        ordering = ["full_name", "pk"]
        constraints = [
            models.CheckConstraint(
                name="patient_born_before_registered",
                condition=Q(date_of_birth__isnull=True) | Q(date_of_birth__lte=F("registered_on")),
                violation_error_message="The date of birth can't be in the future.",
            ),
        ]
        indexes = [
            models.Index(fields=["email"], name="patient_email"),
            models.Index(fields=["phone"], name="patient_phone"),
            models.Index(fields=["date_of_birth"], name="patient_birth"),
        ]

    def __str__(self) -> str:
        return self.full_name

    @property
    def called(self) -> str:
        """What the portal and the mails call them."""
        return self.preferred_name or self.full_name.split()[0]

    @property
    def initials(self) -> str:
        parts = self.full_name.split()
        return (parts[0][:1] + (parts[-1][:1] if len(parts) > 1 else "")).upper()

    def age(self, on: date) -> int | None:
        """Whole years on a day; None where the date of birth is not known. A 29 February counts from 1 March."""
        born = self.date_of_birth
        if born is None:
            return None
        return on.year - born.year - ((on.month, on.day) < (born.month, born.day))

    def current_episode(self) -> "Episode | None":
        """The episode being treated: the open one that began last."""
        return self.episodes.open().order_by("-opened_on", "-pk").first()
