"""A rule that hit, open until a clinician clears it."""

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Case, Q, Value, When

from assessments import redflags
from patients.access import CLINICAL, role_of
from patients.models import Patient

if TYPE_CHECKING:
    from assessments.models.examination import Examination

User = settings.AUTH_USER_MODEL


LONGEST_REASON = 400
TAKEN_BACK = "Taken back in the note before it was signed."


class RedFlagQuerySet(models.QuerySet["RedFlag"]):
    def visible_to(self, user: Any) -> "RedFlagQuerySet":
        """Clinicians read the record. The desk learns level and action through `banner()`, no detail."""
        role = role_of(user)
        if role in CLINICAL:
            return self
        return self.none()

    def open(self) -> "RedFlagQuerySet":
        return self.filter(cleared_at__isnull=True)

    def blocking(self) -> "RedFlagQuerySet":
        """Those so urgent that no exercise is begun or stepped up while they are open."""
        return self.filter(level__in=[level.value for level in redflags.Level if level.blocks_progression])

    def cleared(self) -> "RedFlagQuerySet":
        """Those that a clinician judged safe; what a draft took back again was never judged."""
        return self.filter(cleared_at__isnull=False).exclude(cleared_why=TAKEN_BACK)

    def worst_first(self) -> "RedFlagQuerySet":
        """The most urgent first, of one level the one that stands longest."""
        rank = Case(
            *[When(level=level.value, then=Value(-level.severity)) for level in redflags.Level], default=Value(0)
        )
        return self.order_by(rank, "opened_at", "pk")


class RedFlag(models.Model):
    """A rule that hit: open until a named clinician clears it with a reason."""

    class Source(models.TextChoices):
        ENQUIRY = "enquiry", "Enquiry"
        CHECK_IN = "check_in", "Check-in"
        EXAMINATION = "examination", "Examination"

    class Level(models.TextChoices):
        EMERGENCY = "emergency", "Emergency now"
        SAME_DAY = "same_day", "Same day"
        TWO_WEEK = "two_week", "Suspected cancer pathway"
        URGENT = "urgent", "Urgent"
        ROUTINE = "routine", "Routine"

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    patient = models.ForeignKey(Patient, models.PROTECT, related_name="red_flags")
    rule = models.CharField(max_length=4)
    level = models.CharField(max_length=9, choices=Level)
    source = models.CharField(max_length=11, choices=Source)
    inputs = models.JSONField(default=dict)
    examination = models.ForeignKey(
        "assessments.Examination", models.PROTECT, null=True, blank=True, related_name="red_flags"
    )
    opened_at = models.DateTimeField()
    cleared_at = models.DateTimeField(null=True, blank=True)
    cleared_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    cleared_why = models.CharField(max_length=LONGEST_REASON, blank=True)

    objects = RedFlagQuerySet.as_manager()

    class Meta:
        ordering = ["-opened_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="red_flag_cleared_by_name_and_reason",
                condition=Q(cleared_at__isnull=True) | (Q(cleared_by__isnull=False) & ~Q(cleared_why="")),
            ),
            models.UniqueConstraint(
                fields=["patient", "rule"], condition=Q(cleared_at__isnull=True), name="red_flag_open_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.rule} ({self.get_level_display()})"

    @property
    def is_open(self) -> bool:
        return self.cleared_at is None

    @property
    def is_taken_back(self) -> bool:
        """A draft raised it and its author took the finding out again before signing."""
        return self.cleared_at is not None and self.cleared_why == TAKEN_BACK

    @property
    def needs_call(self) -> bool:
        """Whether somebody is telephoned the same day: levels E and S."""
        return self.level in {self.Level.EMERGENCY, self.Level.SAME_DAY}

    @property
    def fields(self) -> list[str]:
        """The ids of the fields that met the rule; empty where a patient answered."""
        return list(self.inputs.get("fields", []))

    def clear(self, *, by: Any, why: str, at: datetime) -> None:
        """Close the flag. Only a named clinician, only with a reason, only once."""
        if role_of(by) not in CLINICAL or getattr(by, "is_student", False):
            raise ValidationError("Only a registered physio can clear a red flag.")
        if not why.strip():
            raise ValidationError({"cleared_why": "Say why it is safe to clear this."})
        if len(why.strip()) > LONGEST_REASON:
            said = len(why.strip())
            raise ValidationError({"cleared_why": f"Keep the reason to {LONGEST_REASON} letters. It has {said} now."})
        closed = {"cleared_at": at, "cleared_by": by, "cleared_why": why.strip()}
        # Two who clear at once: the first one's name and reason stay.
        if RedFlag.objects.open().filter(pk=self.pk).update(**closed) != 1:
            raise ValidationError("This red flag has been cleared already.")
        self.cleared_at, self.cleared_by, self.cleared_why = at, by, why.strip()

    # What a draft finds, save by save. These change the row in memory; the verb keeps all of them at once.

    def found_in(self, note: "Examination", *, fields: Iterable[str], level: str, at: datetime) -> bool:
        """Met by this note, too: the level follows upward and the fields are kept. Whether anything changed."""
        before = (self.level, dict(self.inputs))
        if self.examination_id == note.pk:
            self.inputs = {**self.inputs, "fields": list(fields)}
        else:
            self.inputs = {**self.inputs, "also": {**self._also, str(note.uuid): list(fields)}}
        if redflags.Level(level).severity > redflags.Level(self.level).severity:
            step = {"from": self.level, "to": str(level), "at": at.isoformat(), "in": str(note.uuid)}
            self.inputs = {**self.inputs, "raised": [*self.inputs.get("raised", []), step]}
            self.level = str(level)
        return before != (self.level, self.inputs)

    def found_by(self, source: str, *, at: datetime) -> bool:
        """Said by the patient, too: then no draft takes it back. Whether anything changed."""
        if source == self.source or source in self._also:
            return False
        self.inputs = {**self.inputs, "also": {**self._also, source: at.isoformat()}}
        return True

    def gone_from(self, note: "Examination", *, by: Any, at: datetime) -> bool:
        """No longer met by this draft: closed if this draft alone raised it. Whether anything changed."""
        if note.is_signed:
            return False
        if self.examination_id != note.pk:
            left = {key: said for key, said in self._also.items() if key != str(note.uuid)}
            changed = left != self._also
            self.inputs = {**self.inputs, "also": left} if changed else self.inputs
            return changed
        if self._also:
            return False
        self.cleared_at, self.cleared_by, self.cleared_why = at, by, TAKEN_BACK
        return True

    def settles(self, note: "Examination", *, fields: Iterable[str], level: str) -> bool:
        """Whether a clinician has cleared just this finding of this note; more fields or a worse level is news."""
        if self.is_open or self.is_taken_back:
            return False
        known = self.fields if self.examination_id == note.pk else self._also.get(str(note.uuid))
        worse = redflags.Level(level).severity > redflags.Level(self.level).severity
        return known is not None and set(fields) <= set(known) and not worse

    @property
    def _also(self) -> dict[str, Any]:
        """Who else found it: the uuid of a note with its fields, a source with its moment."""
        return dict(self.inputs.get("also", {}))
