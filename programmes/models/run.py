"""One run of one patient: typed in by hand, or read from a file that a watch or an app made."""

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from patients.access import CLINICAL, Role, role_of
from patients.models import Episode
from programmes import load
from programmes.models.running_plan import CADENCE, QUICKEST, SLOWEST, RunningPlan
from programmes.runs import odd_pace
from programmes.runs.definition import LONGEST_KM, LONGEST_MINUTES

ZERO_TO_TEN = [MaxValueValidator(10, "Give a whole number from 0 to 10.")]
FAR = f"How far? More than 0, and {LONGEST_KM} km at most."
LONG = f"How long? From 1 to {LONGEST_MINUTES} minutes."
STEPS = len(load.LADDER)
STEP = f"The walk-run steps go from 1 to {STEPS}."


MOST_COUNTS = 12


def _counted(value: Any) -> None:
    if not isinstance(value, list) or len(value) > MOST_COUNTS:
        raise ValidationError(f"Give the steps a minute, {MOST_COUNTS} times at most.")
    if not all(type(each) is int and SLOWEST <= each <= QUICKEST for each in value):
        raise ValidationError(CADENCE)


class RunQuerySet(models.QuerySet["Run"]):
    def visible_to(self, user: Any) -> "RunQuerySet":
        role = role_of(user)
        if role in CLINICAL:
            return self
        if role == Role.PATIENT:
            return self.filter(episode__patient__user=user)
        return self.none()

    def standing(self) -> "RunQuerySet":
        """Without those that were taken out again."""
        return self.filter(taken_out_at=None)

    def between(self, start: date, end: date) -> "RunQuerySet":
        """Both days included."""
        return self.filter(on__gte=start, on__lte=end)

    def newest_first(self) -> "RunQuerySet":
        return self.order_by("-on", "-pk")


class Run(models.Model):
    """Kept once: by the client's UUID, and by the file and the line that it came from.

    A run with a slip in it is taken out and logged anew, never changed, so that the physio can see both. It stays in
    the table, and the file that it came from doesn't bring it back.
    """

    class Surface(models.TextChoices):
        ROAD = "road", "Road or pavement"
        TRAIL = "trail", "Trail"
        GRASS = "grass", "Grass"
        TRACK = "track", "Track"
        TREADMILL = "treadmill", "Treadmill"

    class Source(models.TextChoices):
        MANUAL = "manual", "Typed in"
        GPX = "gpx", "GPX file"
        TCX = "tcx", "TCX file"
        CSV = "csv", "CSV file"

    uuid = models.UUIDField(default=uuid4, unique=True)
    episode = models.ForeignKey(Episode, models.PROTECT, related_name="runs")
    on = models.DateField("day")
    distance_km = models.DecimalField(
        "kilometres",
        max_digits=5,
        decimal_places=2,
        validators=[MinValueValidator(Decimal("0.01"), FAR), MaxValueValidator(LONGEST_KM, FAR)],
    )
    minutes = models.DecimalField(
        max_digits=5,
        decimal_places=1,
        validators=[MinValueValidator(1, LONG), MaxValueValidator(LONGEST_MINUTES, LONG)],
    )
    rpe = models.PositiveSmallIntegerField("effort 0 to 10", null=True, blank=True, validators=ZERO_TO_TEN)
    pain = models.PositiveSmallIntegerField("worst pain during it", null=True, blank=True, validators=ZERO_TO_TEN)
    pain_morning = models.PositiveSmallIntegerField("pain next morning", null=True, blank=True, validators=ZERO_TO_TEN)
    step = models.PositiveSmallIntegerField(
        "step of the plan",
        null=True,
        blank=True,
        validators=[MinValueValidator(1, STEP), MaxValueValidator(STEPS, STEP)],
    )
    plan = models.ForeignKey(RunningPlan, models.PROTECT, null=True, blank=True, related_name="runs")
    cadence = models.JSONField(
        "steps a minute, each time they were counted", default=list, blank=True, validators=[_counted]
    )
    surface = models.CharField(max_length=9, choices=Surface, blank=True)
    hills = models.BooleanField(default=False)
    fast = models.BooleanField("fast parts", default=False)
    walk_breaks = models.BooleanField(default=False)
    source = models.CharField(max_length=6, choices=Source, default=Source.MANUAL)
    file_mark = models.CharField("SHA-256 of the file", max_length=64, blank=True)
    file_line = models.PositiveIntegerField(null=True, blank=True)
    logged_at = models.DateTimeField()
    logged_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    taken_out_at = models.DateTimeField(null=True, blank=True)
    taken_out_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    objects = RunQuerySet.as_manager()

    class Meta:
        ordering = ["-on", "-pk"]
        indexes = [models.Index(fields=["episode", "-on", "-id"], name="run_by_day")]
        constraints = [
            models.UniqueConstraint(
                fields=["episode", "file_mark", "file_line"],
                condition=~Q(file_mark=""),
                name="run_once_per_line_of_a_file",
            ),
            models.CheckConstraint(
                name="run_distance_in_range", condition=Q(distance_km__gt=0, distance_km__lte=LONGEST_KM)
            ),
            models.CheckConstraint(
                name="run_minutes_in_range", condition=Q(minutes__gte=1, minutes__lte=LONGEST_MINUTES)
            ),
            models.CheckConstraint(
                name="run_scores_0_to_10",
                condition=(Q(rpe=None) | Q(rpe__lte=10))
                & (Q(pain=None) | Q(pain__lte=10))
                & (Q(pain_morning=None) | Q(pain_morning__lte=10)),
            ),
            models.CheckConstraint(
                name="run_step_on_the_ladder", condition=Q(step=None) | Q(step__gte=1, step__lte=STEPS)
            ),
            models.CheckConstraint(name="run_of_a_plan_has_a_step", condition=Q(plan=None) | Q(step__isnull=False)),
            models.CheckConstraint(
                name="run_file_and_line_together",
                condition=Q(source="manual", file_mark="", file_line=None)
                | (~Q(source="manual") & ~Q(file_mark="") & Q(file_line__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.distance_km} km on {self.on}"

    @property
    def key(self) -> tuple[date, Decimal, Decimal]:
        """What makes two entries the same run: the day, how far, how long."""
        return self.on, self.distance_km, self.minutes

    @property
    def warning(self) -> str:
        """A sentence when the pace makes a slip likely, else empty."""
        return odd_pace(distance_km=self.distance_km, minutes=self.minutes)

    def for_rules(self) -> load.Run:
        """As the load rules read it."""
        return load.Run(
            on=self.on,
            distance_km=Decimal(load.km(self.distance_km)),
            minutes=self.minutes,
            rpe=self.rpe,
            pain=self.pain,
            fast=self.fast,
            hills=self.hills,
        )
