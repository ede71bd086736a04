"""A visit, and the only ways in which it may change."""

from datetime import date, datetime
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from simple_history.models import HistoricalRecords

from clinic.bookings.models.hours import AppointmentType, Room, SpanQuerySet
from patients.access import STAFF, Role, role_of
from patients.models import Episode, Patient

User = settings.AUTH_USER_MODEL


class MoveRefused(Exception):
    """The appointment can't go to that state; the message says why."""


class AppointmentQuerySet(SpanQuerySet["Appointment"]):
    def visible_to(self, user: Any) -> "AppointmentQuerySet":
        """The diary is open to all staff; a patient sees the own visits."""
        role = role_of(user)
        if role in STAFF:
            return self
        if role == Role.PATIENT:
            return self.filter(patient__user=user)
        return self.none()

    def live(self) -> "AppointmentQuerySet":
        """Those that take up the time of a physio."""
        return self.filter(status__in=Appointment.LIVE)

    def expected(self) -> "AppointmentQuerySet":
        """Booked or confirmed: somebody is still to come."""
        return self.filter(status__in=[Appointment.Status.BOOKED, Appointment.Status.CONFIRMED])

    def on_day(self, on: date) -> "AppointmentQuerySet":
        """Starting on a day of the clinic's zone."""
        return self.filter(start__date=on)

    def upcoming(self, now: datetime) -> "AppointmentQuerySet":
        return self.expected().filter(start__gt=now).order_by("start")

    def with_people(self) -> "AppointmentQuerySet":
        return self.select_related("patient", "physio", "room", "type", "episode")


class Appointment(models.Model):
    """One visit. Two live visits of one physio or one room can't overlap: the database refuses it."""

    class Status(models.TextChoices):
        BOOKED = "booked", "Booked"
        CONFIRMED = "confirmed", "Confirmed"
        ARRIVED = "arrived", "Arrived"
        IN_SESSION = "in_session", "In session"
        ATTENDED = "attended", "Attended"
        CANCELLED = "cancelled", "Cancelled"
        DID_NOT_ATTEND = "did_not_attend", "Did not attend"

    LIVE = (Status.BOOKED, Status.CONFIRMED, Status.ARRIVED, Status.IN_SESSION, Status.ATTENDED)
    EDGES: dict[str, frozenset[str]] = {
        Status.BOOKED: frozenset({Status.CONFIRMED, Status.ARRIVED, Status.CANCELLED, Status.DID_NOT_ATTEND}),
        Status.CONFIRMED: frozenset({Status.ARRIVED, Status.CANCELLED, Status.DID_NOT_ATTEND}),
        Status.ARRIVED: frozenset({Status.IN_SESSION, Status.ATTENDED, Status.CANCELLED}),
        Status.IN_SESSION: frozenset({Status.ATTENDED}),
        Status.DID_NOT_ATTEND: frozenset({Status.ARRIVED}),
        Status.ATTENDED: frozenset(),
        Status.CANCELLED: frozenset(),
    }

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    patient = models.ForeignKey(Patient, models.PROTECT, related_name="appointments")
    episode = models.ForeignKey(Episode, models.PROTECT, related_name="appointments")
    physio = models.ForeignKey(User, models.PROTECT, related_name="appointments")
    room = models.ForeignKey(Room, models.PROTECT, null=True, blank=True, related_name="appointments")
    type = models.ForeignKey(AppointmentType, models.PROTECT, related_name="+")
    start = models.DateTimeField()
    end = models.DateTimeField()
    status = models.CharField(max_length=14, choices=Status, default=Status.BOOKED)
    squeeze_in_reason = models.CharField(max_length=200, blank=True)
    status_at = models.DateTimeField("in this state since")
    cancelled_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    cancelled_why = models.CharField(max_length=200, blank=True)
    cancelled_late = models.BooleanField(default=False)
    booked_at = models.DateTimeField()
    booked_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    idempotency_key = models.CharField(max_length=80, null=True, blank=True, unique=True)
    request_digest = models.CharField(max_length=64, blank=True)
    sequence = models.PositiveIntegerField("calendar sequence", default=0)
    history = HistoricalRecords()

    objects = AppointmentQuerySet.as_manager()

    class Meta:
        ordering = ["start", "pk"]
        indexes = [
            models.Index(fields=["physio", "start"], name="appointment_diary"),
            models.Index(fields=["patient", "start"], name="appointment_of_patient"),
            models.Index(fields=["start"], name="appointment_start"),
        ]
        constraints = [
            models.CheckConstraint(name="appointment_ends_after_start", condition=Q(end__gt=F("start"))),
            models.CheckConstraint(
                name="appointment_cancelled_with_reason",
                condition=~Q(status="cancelled") | ~Q(cancelled_why=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.type} {timezone.localtime(self.start):%a %-d %b %H:%M}"

    @property
    def calendar_uid(self) -> str:
        return f"{self.uuid}@restride"

    def _go(self, to: str, *, now: datetime) -> None:
        """Along one edge of the graph, or MoveRefused with a sentence."""
        words = dict(self.Status.choices)
        if to not in self.EDGES[self.status]:
            raise MoveRefused(f"This visit is {words[self.status].lower()}, so it can't become {words[to].lower()}.")
        if to == self.Status.DID_NOT_ATTEND and now < self.start:
            raise MoveRefused("The visit has not started yet, so nobody has missed it.")
        if self.status == self.Status.DID_NOT_ATTEND and timezone.localdate(now) != timezone.localdate(self.start):
            raise MoveRefused("Only on the same day can a missed visit become arrived.")
        self.status, self.status_at = to, now
        self.sequence += 1
        self.save()

    def confirm(self, *, now: datetime) -> None:
        self._go(self.Status.CONFIRMED, now=now)

    def arrive(self, *, now: datetime) -> None:
        self._go(self.Status.ARRIVED, now=now)

    def begin(self, *, now: datetime) -> None:
        self._go(self.Status.IN_SESSION, now=now)

    def attend(self, *, now: datetime) -> None:
        self._go(self.Status.ATTENDED, now=now)

    def miss(self, *, now: datetime) -> None:
        self._go(self.Status.DID_NOT_ATTEND, now=now)

    def cancel(self, *, by: Any, why: str, now: datetime, notice_hours: int) -> None:
        """Cancel with a reason; late when less than `notice_hours` remain."""
        if not why.strip():
            raise MoveRefused("Say why the visit is cancelled.")
        self.cancelled_by, self.cancelled_why = by, why.strip()
        self.cancelled_late = (self.start - now).total_seconds() < notice_hours * 3600
        self._go(self.Status.CANCELLED, now=now)
