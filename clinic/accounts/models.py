"""Users, one-time sign-in links, and keys for other systems."""

from datetime import date, datetime
from typing import Any, ClassVar
from uuid import uuid4

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from knox.models import AbstractAuthToken

from patients.access import CLINICAL, STAFF, Role


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.full_clean(exclude=["password"])
        user.save()
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """The first owner, by `manage.py createsuperuser`."""
        return self.create_user(email, password, **{"role": Role.OWNER, **fields})

    def clinicians(self) -> models.QuerySet["User"]:
        """Who may treat: active physios and owners."""
        return self.filter(is_active=True, role__in=CLINICAL)

    def get_by_natural_key(self, email: str | None) -> "User":
        return self.get(email=(email or "").lower())


class User(AbstractBaseUser):  # type: ignore[django-manager-missing]  # knox names its relation without types
    """Somebody who signs in by email. The role decides what they see; there are no groups or row grants."""

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    email = models.EmailField(unique=True)
    name = models.CharField(max_length=120)
    role = models.CharField(max_length=7, choices=Role)
    hcpc_number = models.CharField(
        "HCPC number",
        max_length=8,
        blank=True,
        validators=[RegexValidator(r"^PH\d{5,6}$", "An HCPC number is PH and five or six digits, like PH12345.")],
    )
    hcpc_expires_on = models.DateField("HCPC registration ends", null=True, blank=True)
    supervisor = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="students",
        help_text="Of a student: who countersigns their notes.",
    )
    speciality = models.CharField(max_length=80, blank=True)
    is_active = models.BooleanField(default=True)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.CheckConstraint(name="user_role_known", condition=Q(role__in=Role.values)),
            models.CheckConstraint(
                name="user_not_own_supervisor", condition=Q(supervisor__isnull=True) | ~Q(supervisor=F("pk"))
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.email

    @property
    def initials(self) -> str:
        parts = (self.name or self.email).split()
        return (parts[0][:1] + (parts[-1][:1] if len(parts) > 1 else "")).upper()

    @property
    def is_staff(self) -> bool:
        """May open the staff site: physios and owners. The front desk has its own board."""
        return self.is_active and self.role in CLINICAL

    @property
    def works_here(self) -> bool:
        return self.is_active and self.role in STAFF

    @property
    def is_student(self) -> bool:
        """Treats under supervision: signs as a student, and the supervisor countersigns."""
        return self.supervisor_id is not None

    def is_registered(self, on: date) -> bool:
        """Whether the HCPC registration held on that day; without an end date it is taken to hold."""
        return bool(self.hcpc_number) and (self.hcpc_expires_on is None or on <= self.hcpc_expires_on)

    @property
    def is_owner(self) -> bool:
        return self.is_active and self.role == Role.OWNER

    @property
    def is_superuser(self) -> bool:
        return self.is_owner

    # Django's admin asks these two; what each page allows is decided by its own ModelAdmin through the role.
    def has_perm(self, perm: str, obj: Any = None) -> bool:
        return self.is_owner

    def has_module_perms(self, app_label: str) -> bool:
        return self.is_staff


class SignInLinkQuerySet(models.QuerySet["SignInLink"]):
    def live(self, now: datetime) -> "SignInLinkQuerySet":
        return self.filter(used_at__isnull=True, expires_at__gt=now, attempts__lt=SignInLink.MOST_ATTEMPTS)


class SignInLink(models.Model):
    """A one-time link. Only the hash of its token is kept."""

    MOST_ATTEMPTS = 5

    user = models.ForeignKey(User, models.CASCADE, related_name="sign_in_links")
    token_hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)

    objects = SignInLinkQuerySet.as_manager()

    def __str__(self) -> str:
        return f"sign-in link {self.pk}"


class ApiKey(AbstractAuthToken):  # type: ignore[misc]
    """A key for another system: hashed, scoped, expiring, revocable. It acts with its user's role, never more."""

    class Scope(models.TextChoices):
        READ = "read", "Read"
        WRITE = "write", "Read and write"

    name = models.CharField(max_length=80, blank=True, help_text="Which system uses this key.")
    scope = models.CharField(max_length=5, choices=Scope, default=Scope.READ)

    class Meta:
        verbose_name = "API key"
        ordering = ["-created"]

    def __str__(self) -> str:
        return self.name or self.token_key
