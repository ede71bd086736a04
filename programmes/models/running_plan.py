"""A running plan beside the exercises: walk-run steps, retraining, or the ladder of young people."""

from datetime import date
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from assessments.models import RedFlag
from patients.access import CLINICAL, Role, role_of
from patients.models import Episode
from programmes import load

User = settings.AUTH_USER_MODEL
# What the examination takes for a cadence (N11, G1).
SLOWEST, QUICKEST = 120, 220
CADENCE = f"Steps a minute, from {SLOWEST} to {QUICKEST}."
LONGEST_REASON = 400


class RunningPlanQuerySet(models.QuerySet["RunningPlan"]):
    def visible_to(self, user: Any) -> "RunningPlanQuerySet":
        role = role_of(user)
        if role in CLINICAL:
            return self
        if role == Role.PATIENT:
            return self.filter(episode__patient__user=user)
        return self.none()

    def active(self) -> "RunningPlanQuerySet":
        return self.filter(state=RunningPlan.State.ACTIVE)

    def with_stop(self) -> "RunningPlanQuerySet":
        """With `stopped`: whether a red flag is open that stops all running."""
        flags = RedFlag.objects.open().blocking().filter(patient=OuterRef("episode__patient"))
        return self.annotate(stopped=Exists(flags))


class RunningPlan(models.Model):
    """What this patient runs. `step` is where the log led when it was last read; each move has a row of its own.

    Of retraining a step is a session, of the young people's ladder a stretch of four weeks.
    """

    class Kind(models.TextChoices):
        RETURN_TO_RUN = "return_to_run", "Return to run"
        CADENCE = "cadence", "Cadence and faded feedback"
        ADOLESCENT_LADDER = "adolescent_ladder", "Adolescent activity ladder"

    class State(models.TextChoices):
        ACTIVE = "active", "Active"
        ENDED = "ended", "Ended"

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    episode = models.ForeignKey(Episode, models.PROTECT, related_name="running_plans")
    kind = models.CharField(max_length=17, choices=Kind)
    state = models.CharField(max_length=6, choices=State, default=State.ACTIVE)
    starts_on = models.DateField("first day")
    ends_on = models.DateField(null=True, blank=True)
    step = models.PositiveSmallIntegerField(default=1)
    step_since = models.DateField()
    not_before = models.DateField("no run before", null=True, blank=True)
    contact = models.BooleanField("asks for the physio", default=False)
    own_cadence = models.PositiveSmallIntegerField(
        "own steps a minute",
        null=True,
        blank=True,
        validators=[MinValueValidator(SLOWEST, CADENCE), MaxValueValidator(QUICKEST, CADENCE)],
    )
    eases_until = models.DateField(
        null=True, blank=True, help_text="Last day of the lighter weeks (rule L1) that the physio confirmed."
    )
    reasons = models.JSONField(default=list, blank=True, help_text="Rules, findings and sources that speak for it.")
    assigned_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    assigned_at = models.DateTimeField()

    objects = RunningPlanQuerySet.as_manager()

    class Meta:
        ordering = ["-assigned_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["episode"], condition=Q(state="active"), name="running_plan_one_active_per_episode"
            ),
            models.CheckConstraint(
                name="running_plan_ended_has_a_last_day",
                condition=Q(state="active", ends_on=None)
                | Q(state="ended", ends_on__isnull=False, ends_on__gte=F("starts_on")),
            ),
            models.CheckConstraint(
                name="running_plan_step_of_its_kind",
                condition=Q(step__gte=1)
                & (
                    Q(kind="return_to_run", step__lte=load.COURSES["return_to_run"].steps)
                    | Q(kind="cadence", step__lte=load.COURSES["cadence"].steps)
                    | Q(kind="adolescent_ladder", step__lte=load.COURSES["adolescent_ladder"].steps)
                ),
            ),
            models.CheckConstraint(
                name="running_plan_cadence_of_retraining_alone",
                condition=Q(
                    kind="cadence", own_cadence__isnull=False, own_cadence__gte=SLOWEST, own_cadence__lte=QUICKEST
                )
                | (~Q(kind="cadence") & Q(own_cadence=None)),
            ),
        ]

    def __str__(self) -> str:
        return str(self.get_kind_display())

    @property
    def course(self) -> load.Course:
        return load.COURSES[self.kind]

    @property
    def by_runs(self) -> bool:
        return self.course.by_runs

    def eases_on(self, on: date) -> bool:
        """Whether a day lies in the lighter weeks."""
        return self.eases_until is not None and self.starts_on <= on <= self.eases_until

    def begun_by(self, on: date) -> bool:
        return self.starts_on <= on


class RunningMove(models.Model):
    """One change of the step, kept for ever: when, from where, by which rule or by whom and why."""

    class Why(models.TextChoices):
        BEGUN = "begun", "Begun"
        SET = "set", "Set by hand"
        UP = "up", "One up by the log"
        BACK = "back", "Back by the log"
        BREAK = "break", "Back after a long break"

    plan = models.ForeignKey(RunningPlan, models.PROTECT, related_name="moves")
    on = models.DateField()
    from_step = models.PositiveSmallIntegerField(null=True, blank=True)
    step = models.PositiveSmallIntegerField()
    why = models.CharField(max_length=5, choices=Why)
    reason = models.CharField(max_length=LONGEST_REASON, blank=True)
    by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["made_at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="running_move_by_hand_has_name_and_reason",
                condition=~Q(why="set") | (~Q(reason="") & Q(by__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_why_display()}: {self.step}"

    @property
    def is_put(self) -> bool:
        """Whether a person put the plan there; the rest follows from the log."""
        return self.why in (self.Why.BEGUN, self.Why.SET)
