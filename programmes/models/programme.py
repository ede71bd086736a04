"""The patient's own programme: a copy of a template, changed by revisions."""

from datetime import date
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from simple_history.models import HistoricalRecords

from patients.access import CLINICAL, Role, role_of
from patients.models import Episode
from programmes.library.doses import Dose
from programmes.models.library import DoseFields, Exercise, ProgrammeTemplate

User = settings.AUTH_USER_MODEL


class ProgrammeQuerySet(models.QuerySet["Programme"]):
    def visible_to(self, user: Any) -> "ProgrammeQuerySet":
        role = role_of(user)
        if role in CLINICAL:
            return self
        if role == Role.PATIENT:
            return self.filter(episode__patient__user=user)
        return self.none()

    def active(self) -> "ProgrammeQuerySet":
        return self.filter(state=Programme.State.ACTIVE)

    def running_on(self, on: date) -> "ProgrammeQuerySet":
        """Active, begun, not over, and not in a pause."""
        paused = Pause.objects.filter(programme=OuterRef("pk")).holding(on)
        return self.active().filter(Q(ends_on__isnull=True) | Q(ends_on__gte=on), ~Exists(paused), starts_on__lte=on)

    def whole(self) -> "ProgrammeQuerySet":
        """With phases, rows, exercises, what shows them and pauses: five more queries, however long the programme."""
        return self.select_related("template", "episode__patient").prefetch_related(
            "phases__rows__exercise__demonstration", "pauses"
        )


class Programme(models.Model):
    """What this patient does. Its rows are copies: changing the library never changes it."""

    class State(models.TextChoices):
        ACTIVE = "active", "Active"
        PAUSED = "paused", "Paused"
        ENDED = "ended", "Ended"

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    episode = models.ForeignKey(Episode, models.PROTECT, related_name="programmes")
    template = models.ForeignKey(ProgrammeTemplate, models.PROTECT, null=True, related_name="+")
    title = models.CharField(max_length=120)
    reasons = models.JSONField(default=list, blank=True, help_text="Findings and sources that it was chosen for.")
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=6, choices=State, default=State.ACTIVE)
    phase_number = models.PositiveSmallIntegerField("current phase", default=1)
    phase_since = models.DateField()
    revision = models.PositiveIntegerField(default=1)
    assigned_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    history = HistoricalRecords()

    objects = ProgrammeQuerySet.as_manager()

    class Meta:
        ordering = ["-starts_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="programme_ends_after_start",
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
            ),
            models.UniqueConstraint(
                fields=["episode"], condition=Q(state="active"), name="programme_one_active_per_episode"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def current_phase(self) -> "Phase | None":
        return next((phase for phase in self.phases.all() if phase.number == self.phase_number), None)

    def next_phase(self) -> "Phase | None":
        return next((phase for phase in self.phases.all() if phase.number == self.phase_number + 1), None)

    def current_rows(self) -> "list[Row]":
        phase = self.current_phase()
        return [row for row in phase.rows.all() if not row.retired_in] if phase else []

    def rows_on(self, on: date) -> "list[Row]":
        """What is planned on a day: none before the start, after the end, or while paused."""
        if self.state != self.State.ACTIVE or on < self.starts_on or (self.ends_on and on > self.ends_on):
            return []
        if self.pause_on(on):
            return []
        return [row for row in self.current_rows() if on.weekday() in row.days]

    def pause_on(self, on: date) -> "Pause | None":
        """The pause that holds a day."""
        return next((pause for pause in self.pauses.all() if pause.holds(on)), None)

    def planned_days(self) -> set[int]:
        """Weekdays with anything on them in the current phase, Monday is 0."""
        return {day for row in self.current_rows() for day in row.days}

    def refuse_log_on(self, on: date, *, today: date) -> str:
        """Why nothing can be logged for a day; empty when it can."""
        if on > today:
            return "You can't log a session before you've done it."
        if on < self.starts_on:
            return "That is before this programme began."
        if self.ends_on and on > self.ends_on:
            return "This programme had ended by then."
        return ""


class PauseQuerySet(models.QuerySet["Pause"]):
    def holding(self, on: date) -> "PauseQuerySet":
        return self.filter(starts_on__lte=on, ends_on__gte=on)


class Pause(models.Model):
    """Days on which nothing is planned, both ends included. Two of one programme never overlap: `pause` sees to it."""

    class Reason(models.TextChoices):
        HOLIDAY = "holiday", "Holiday"
        ILLNESS = "illness", "Illness"
        OTHER = "other", "Something else"

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    programme = models.ForeignKey(Programme, models.CASCADE, related_name="pauses")
    starts_on = models.DateField("first day")
    ends_on = models.DateField("last day")
    reason = models.CharField(max_length=7, choices=Reason)
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    objects = PauseQuerySet.as_manager()

    class Meta:
        ordering = ["starts_on"]
        constraints = [
            models.CheckConstraint(name="pause_ends_after_start", condition=Q(ends_on__gte=F("starts_on"))),
            models.UniqueConstraint(fields=["programme", "starts_on"], name="pause_one_begins_a_day"),
        ]

    def __str__(self) -> str:
        return f"{self.get_reason_display()}, {self.starts_on} to {self.ends_on}"

    def holds(self, on: date) -> bool:
        return self.starts_on <= on <= self.ends_on


class Phase(models.Model):
    programme = models.ForeignKey(Programme, models.CASCADE, related_name="phases")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=80)
    patient_title = models.CharField(max_length=80)
    week_from = models.PositiveSmallIntegerField()
    week_to = models.PositiveSmallIntegerField(null=True, blank=True)
    gate = models.TextField(blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["programme", "number"], name="phase_once")]

    def __str__(self) -> str:
        return self.title


class Row(DoseFields):
    """One exercise of one patient. A change retires it and adds a new one: a log keeps what it was done under."""

    class Side(models.TextChoices):
        BOTH = "both", "both sides"
        LEFT = "left", "left"
        RIGHT = "right", "right"

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    phase = models.ForeignKey(Phase, models.CASCADE, related_name="rows")
    exercise = models.ForeignKey(Exercise, models.PROTECT, related_name="rows")
    side = models.CharField(max_length=5, choices=Side, default=Side.BOTH)
    pain_rule = models.CharField(max_length=2)
    why = models.CharField(max_length=300, blank=True)
    added_in = models.PositiveIntegerField("revision", default=1)
    retired_in = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        return f"{self.exercise}: {self.dose}"

    @property
    def seconds_needed(self) -> int:
        """Seconds for all sets with the rests between them; both legs where it is done one leg at a time."""
        sides = 2 if self.exercise.unilateral and self.side == self.Side.BOTH else 1
        dose = Dose(
            "own",
            self.sets,
            reps=(self.reps, self.reps) if self.reps else None,
            seconds=(self.seconds, self.seconds) if self.seconds else None,
            rest_s=self.rest_s,
        )
        return dose.seconds_needed(self.tempo or "free", sides=sides) if self.reps or self.seconds else 0

    @property
    def side_words(self) -> str:
        if self.side != self.Side.BOTH:
            return f"{self.get_side_display()} leg"
        return "each leg" if self.exercise.unilateral else ""
