"""What a kind of follow-up says of itself. One file in `kinds/` makes one `Kind`."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, Protocol

from django.conf import settings

from clinic.accounts.models import User
from clinic.bookings.models import Appointment, Enquiry
from patients.models import Patient


class Message(Protocol):
    """What a kind may know of its ledger row."""

    @property
    def occasion(self) -> str: ...
    @property
    def due_at(self) -> datetime: ...
    @property
    def patient(self) -> Patient | None: ...
    @property
    def staff(self) -> User | None: ...
    @property
    def enquiry(self) -> Enquiry | None: ...
    @property
    def appointment(self) -> Appointment | None: ...


@dataclass(frozen=True)
class Planned:
    """One message that is due. `occasion` says in ids what it is about: planned twice, it is one row."""

    occasion: str
    due_at: datetime
    too_late_after: datetime | None
    patient: Patient | None = None
    staff: User | None = None
    enquiry: Enquiry | None = None
    appointment: Appointment | None = None


@dataclass(frozen=True)
class Given:
    """One row of a worked example. `what` is visit, programme, log, check_in, measure, enquiry or suggestion.

    `who` names its patient (for an enquiry the person at the desk). Times are the clinic's wall clock.
    """

    what: str
    who: str
    fields: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Example:
    """A moment, the rows that stand then, and who is due when: `{"cal": "2026-11-25 09:00"}`."""

    now: str
    rows: Sequence[Given]
    due: Mapping[str, str]


class Calendar(StrEnum):
    """What a calendar file that goes along says."""

    NONE = ""
    PUBLISH = "PUBLISH"
    CANCEL = "CANCEL"


def _nothing_more(message: Message, now: datetime) -> dict[str, Any]:
    return {}


@dataclass(frozen=True)
class Kind:
    """One kind of message: who is due, whether it still holds, and what it says.

    `due(now)` asks the tables below and gives what should stand in the ledger. `still_wanted(message, now)` is
    asked in the last moment: None, or the reason why it must not leave. The words are in the two templates
    `followups/mail/<key>.txt` and `.html`. The subject names no health detail: others read it on a locked screen.
    """

    key: str
    title: str
    due: Callable[[datetime], Iterable[Planned]]
    still_wanted: Callable[[Message, datetime], str | None]
    subject: Callable[[Message], str]
    example: Example
    more: Callable[[Message, datetime], dict[str, Any]] = _nothing_more
    ignores_quiet_hours: bool = False
    calendar: Calendar = Calendar.NONE

    @property
    def text_template(self) -> str:
        return f"followups/mail/{self.key}.txt"

    @property
    def html_template(self) -> str:
        return f"followups/mail/{self.key}.html"


def undo_minute() -> timedelta:
    """What the desk does can be taken back this long before anybody is told."""
    return timedelta(seconds=settings.UNDO_SECONDS)
