"""When and where the clinic works: types of visit, rooms, hours, absences, closures, holds."""

from datetime import datetime
from typing import Self, TypeVar
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from patients.access import CLINICAL

User = settings.AUTH_USER_MODEL
Span = TypeVar("Span", bound=models.Model)


class SpanQuerySet(models.QuerySet[Span]):
    """Rows with a start and an end."""

    def touching(self, start: datetime, end: datetime) -> Self:
        """Overlapping the half-open time [start, end)."""
        return self.filter(start__lt=end, end__gt=start)


class AppointmentType(models.Model):
    """What can be booked. `key` is the API's word and stays."""

    key = models.SlugField(max_length=20, unique=True)
    name = models.CharField(max_length=60)
    minutes = models.PositiveSmallIntegerField()
    buffer_minutes = models.PositiveSmallIntegerField("free time kept after it", default=0)
    needs_room = models.BooleanField(default=True)
    public = models.BooleanField("patients may book it", default=False)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name


class Room(models.Model):
    name = models.CharField(max_length=40, unique=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class WorkingHoursQuerySet(models.QuerySet["WorkingHours"]):
    def treating(self) -> "WorkingHoursQuerySet":
        """Hours of those who still work here and treat."""
        return self.filter(physio__is_active=True, physio__role__in=CLINICAL)


class WorkingHours(models.Model):
    """One stretch of one weekday of one physio, in one room. A lunch break is the gap between two stretches."""

    class Weekday(models.IntegerChoices):
        MONDAY = 0, "Monday"
        TUESDAY = 1, "Tuesday"
        WEDNESDAY = 2, "Wednesday"
        THURSDAY = 3, "Thursday"
        FRIDAY = 4, "Friday"
        SATURDAY = 5, "Saturday"
        SUNDAY = 6, "Sunday"

    physio = models.ForeignKey(User, models.CASCADE, related_name="working_hours")
    weekday = models.PositiveSmallIntegerField(choices=Weekday)
    opens = models.TimeField()
    closes = models.TimeField()
    room = models.ForeignKey(Room, models.PROTECT, null=True, blank=True, related_name="+")

    objects = WorkingHoursQuerySet.as_manager()

    class Meta:
        ordering = ["physio", "weekday", "opens"]
        verbose_name_plural = "working hours"
        constraints = [
            models.CheckConstraint(name="hours_close_after_open", condition=Q(closes__gt=F("opens"))),
            models.UniqueConstraint(fields=["physio", "weekday", "opens"], name="hours_once"),
        ]

    def __str__(self) -> str:
        return f"{self.physio} {self.get_weekday_display()} {self.opens:%H:%M}–{self.closes:%H:%M}"


class AbsenceQuerySet(SpanQuerySet["Absence"]):
    """Absences by their time."""


class Absence(models.Model):
    """A physio away: leave, a course, a blocked hour."""

    physio = models.ForeignKey(User, models.CASCADE, related_name="absences")
    start = models.DateTimeField()
    end = models.DateTimeField()
    reason = models.CharField(max_length=80, blank=True)

    objects = AbsenceQuerySet.as_manager()

    class Meta:
        ordering = ["start"]
        constraints = [models.CheckConstraint(name="absence_ends_after_start", condition=Q(end__gt=F("start")))]

    def __str__(self) -> str:
        return self.reason or "away"


class Closure(models.Model):
    """A day when nobody works. England's bank holidays are put here and may be taken out."""

    on = models.DateField(unique=True)
    name = models.CharField(max_length=80)

    class Meta:
        ordering = ["on"]

    def __str__(self) -> str:
        return f"{self.name} ({self.on})"


class HoldQuerySet(SpanQuerySet["Hold"]):
    def live(self, now: datetime) -> "HoldQuerySet":
        return self.filter(until__gt=now)


class Hold(models.Model):
    """A slot kept for five minutes while somebody is on the phone."""

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    physio = models.ForeignKey(User, models.CASCADE, related_name="+")
    room = models.ForeignKey(Room, models.CASCADE, null=True, related_name="+")
    start = models.DateTimeField()
    end = models.DateTimeField()
    by = models.ForeignKey(User, models.CASCADE, related_name="+")
    until = models.DateTimeField()

    objects = HoldQuerySet.as_manager()

    class Meta:
        ordering = ["start"]
        constraints = [models.CheckConstraint(name="hold_ends_after_start", condition=Q(end__gt=F("start")))]

    def __str__(self) -> str:
        return f"held until {self.until:%H:%M}"
