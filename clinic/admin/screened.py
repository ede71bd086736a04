"""When the red-flag list was last asked of a patient, and what it said: beside the chart where no flag is open."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from assessments.models import Examination
from assessments.redflags.findings import SCREEN
from programmes.models import CheckIn

CLEAR = ["none"]


@dataclass(frozen=True, slots=True)
class Screened:
    """`note` is the newest signed one in which the whole list was asked; `again` the last morning with its own."""

    note: Examination | None
    again: date | None

    @property
    def is_clear(self) -> bool:
        """Whether nothing on the list was ticked in that note."""
        return self.note is not None and self.note.findings[SCREEN] == CLEAR

    @property
    def on(self) -> date | None:
        return timezone.localdate(self.note.contact_at) if self.note else None


def screened(*, signed: Sequence[Examination], mornings: Sequence[CheckIn]) -> Screened:
    """From the signed notes and the morning checks of one patient, each newest first."""
    return Screened(
        note=next((note for note in signed if note.findings.get(SCREEN)), None),
        again=next((morning.on for morning in mornings if morning.red_flags), None),
    )
