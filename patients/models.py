"""The record: patient, episode of care, consent, alerts."""

from datetime import date, datetime
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from phonenumber_field.modelfields import PhoneNumberField
from simple_history.models import HistoricalRecords

from patients.access import CLINICAL, STAFF, Role, role_of
from patients.names import name_key


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

    def with_episodes(self) -> "PatientQuerySet":
        return self.prefetch_related("episodes__lead")


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
        return self.episodes.filter(closed_on__isnull=True).order_by("-opened_on", "-pk").first()


class EpisodeQuerySet(models.QuerySet["Episode"]):
    def visible_to(self, user: Any) -> "EpisodeQuerySet":
        """Clinicians see every episode; a patient the own ones; the desk books visits but opens no episode."""
        role = role_of(user)
        if role in CLINICAL:
            return self
        if role == Role.PATIENT:
            return self.filter(patient__user=user)
        return self.none()

    def open(self) -> "EpisodeQuerySet":
        return self.filter(closed_on__isnull=True)

    def led_by(self, physio: Any) -> "EpisodeQuerySet":
        return self.filter(lead=physio)


class Episode(models.Model):
    """A course of care for one problem: scores, examinations and programmes hang on it."""

    class Problem(models.TextChoices):
        PFPS = "pfps", "Runner's knee (patellofemoral pain)"

    class Precision(models.TextChoices):
        DAY = "day", "day"
        MONTH = "month", "month"
        YEAR = "year", "year"

    class Outcome(models.TextChoices):
        DISCHARGED = "discharged", "Discharged"
        REFERRED = "referred", "Referred on"
        STOPPED = "stopped", "Patient stopped"

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    patient = models.ForeignKey(Patient, models.PROTECT, related_name="episodes")
    problem = models.CharField(max_length=10, choices=Problem, default=Problem.PFPS)
    side = models.CharField(max_length=5, choices=Side)
    onset_on = models.DateField("onset (about)", null=True, blank=True)
    onset_precision = models.CharField(max_length=5, choices=Precision, default=Precision.MONTH)
    is_runner = models.BooleanField("runs", default=True)
    lead = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="led_episodes", verbose_name="lead physio"
    )
    opened_on = models.DateField()
    closed_on = models.DateField(null=True, blank=True)
    outcome = models.CharField(max_length=10, choices=Outcome, blank=True)
    history = HistoricalRecords()

    objects = EpisodeQuerySet.as_manager()

    class Meta:
        ordering = ["-opened_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="episode_closed_after_opened",
                condition=Q(closed_on__isnull=True) | Q(closed_on__gte=F("opened_on")),
                violation_error_message="An episode can't close before it opened.",
            ),
            models.UniqueConstraint(
                fields=["patient", "problem", "side"],
                condition=Q(closed_on__isnull=True),
                name="episode_one_open_per_side",
                violation_error_message="There is an open episode for this side already.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_side_display()} {self.get_problem_display()}"

    @property
    def is_open(self) -> bool:
        return self.closed_on is None

    def week(self, on: date) -> int:
        """Whole weeks of care on a day: 0 in the first seven days."""
        return max((on - self.opened_on).days // 7, 0)

    def close(self, *, outcome: str, on: date) -> None:
        if not self.is_open:
            raise ValidationError("This episode is closed already.")
        self.outcome, self.closed_on = outcome, on
        self.full_clean()
        self.save()


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
