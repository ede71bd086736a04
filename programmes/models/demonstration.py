"""A photo or a video of somebody doing an exercise, and the consent of the person whom it shows."""

import hashlib
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import models
from django.db.models import Exists, OuterRef, Q

from patients.access import CLINICAL, Role, role_of
from programmes.models.library import Exercise
from programmes.models.programme import Programme, Row

User = settings.AUTH_USER_MODEL


def random_name(demonstration: "Demonstration", filename: str) -> str:
    """Where the file is kept: nothing of the name that it came with, and not the name in its address."""
    return f"demonstrations/{uuid4().hex}{Demonstration.SUFFIXES[Demonstration.Kind(demonstration.kind)]}"


class DemonstrationQuerySet(models.QuerySet["Demonstration"]):
    def visible_to(self, user: Any) -> "DemonstrationQuerySet":
        """Those that show an exercise now: all to clinicians, to a patient those of the own programme."""
        shown = self.filter(shown_on__isnull=False)
        role = role_of(user)
        if role in CLINICAL:
            return shown
        if role == Role.PATIENT:
            own = Row.objects.filter(
                exercise=OuterRef("exercise"), retired_in__isnull=True, phase__programme__episode__patient__user=user
            ).exclude(phase__programme__state=Programme.State.ENDED)
            return shown.filter(Exists(own))
        return self.none()


class Demonstration(models.Model):
    """The file as we made it from what was sent, never as it was sent. Taken down, its file goes and its row stays."""

    class Kind(models.TextChoices):
        PHOTO = "photo", "Photo"
        VIDEO = "video", "Video"

    SUFFIXES = {Kind.PHOTO: ".jpg", Kind.VIDEO: ".mp4"}
    TYPES = {Kind.PHOTO: "image/jpeg", Kind.VIDEO: "video/mp4"}

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    exercise = models.ForeignKey(Exercise, models.PROTECT, related_name="demonstrations")
    kind = models.CharField(max_length=5, choices=Kind)
    file = models.FileField(upload_to=random_name, max_length=120, blank=True)
    checksum = models.CharField("SHA-256 of the file", max_length=64)
    size = models.PositiveIntegerField("bytes")
    width = models.PositiveSmallIntegerField()
    height = models.PositiveSmallIntegerField()
    alt = models.CharField("what it shows", max_length=200)
    person = models.CharField("who is shown", max_length=120)
    consent_noted_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    consent_noted_at = models.DateTimeField()
    taken_down_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    taken_down_at = models.DateTimeField(null=True, blank=True)

    objects = DemonstrationQuerySet.as_manager()

    class Meta:
        ordering = ["-consent_noted_at", "-pk"]
        constraints = [
            models.CheckConstraint(name="demonstration_says_what_and_whom", condition=~Q(alt="") & ~Q(person="")),
            models.CheckConstraint(
                name="demonstration_has_file_until_taken_down",
                condition=Q(taken_down_at__isnull=True) & ~Q(file="") | Q(taken_down_at__isnull=False, file=""),
            ),
            models.CheckConstraint(name="demonstration_kind_is_known", condition=Q(kind__in=("photo", "video"))),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} of {self.exercise}"

    @property
    def content_type(self) -> str:
        return self.TYPES[self.Kind(self.kind)]

    @property
    def is_photo(self) -> bool:
        return self.kind == self.Kind.PHOTO

    def keep_file(self, content: "ContentFile[bytes]") -> None:
        """Write the file under a random name; the row is not saved by this."""
        self.checksum = hashlib.sha256(content.read()).hexdigest()
        content.seek(0)
        self.file.save("sent", content, save=False)
