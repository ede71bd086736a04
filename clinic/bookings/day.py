"""One day of the clinic as it is drawn: a column for each physio, a block for each visit, gap, absence or hold."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone

from clinic.accounts.models import User
from clinic.bookings.daygrid import Hours
from clinic.bookings.models import Appointment

Status = Appointment.Status
LATE_AFTER = timedelta(minutes=5)


@dataclass(frozen=True)
class Block:
    """Something at its place in a column. `kind`: visit, free, away or held."""

    kind: str
    start: datetime
    end: datetime
    at: int
    rows: int
    visit: Appointment | None = None
    words: str = ""
    lane: int = 1
    lanes: int = 1
    now: datetime | None = None
    slot: str = ""

    @property
    def minutes(self) -> int:
        return int((self.end - self.start).total_seconds() // 60)

    @property
    def state(self) -> str:
        return self.visit.status.replace("_", "-") if self.visit else self.kind

    @property
    def late(self) -> int:
        """Minutes past the start of a visit that nobody has come to yet; 0 when not late."""
        if self.visit is None or self.now is None or self.visit.status not in {Status.BOOKED, Status.CONFIRMED}:
            return 0
        late = self.now - self.visit.start
        return int(late.total_seconds() // 60) if late >= LATE_AFTER else 0

    @property
    def plain(self) -> bool:
        """Nothing else to say on the line, so that there is room for the minutes."""
        states = {Status.BOOKED, Status.CONFIRMED, Status.ATTENDED}
        return self.visit is not None and self.visit.status in states and not self.late

    @property
    def waiting(self) -> int | None:
        """Minutes that somebody has sat in the waiting room."""
        if self.visit is None or self.now is None or self.visit.status != Status.ARRIVED:
            return None
        return max(int((self.now - self.visit.status_at).total_seconds() // 60), 0)


@dataclass(frozen=True)
class Column:
    physio: User
    room: str
    blocks: list[Block]

    @property
    def visits(self) -> list[Block]:
        return [block for block in self.blocks if block.kind == "visit"]


@dataclass(frozen=True)
class Day:
    """One day of the whole clinic."""

    on: date
    now: datetime
    hours: Hours
    columns: list[Column]
    closed: str

    @property
    def is_today(self) -> bool:
        return self.on == timezone.localdate(self.now)

    @property
    def now_row(self) -> int | None:
        local = timezone.localtime(self.now)
        return self.hours.row(local) if self.is_today and self.hours.has(local) else None

    @property
    def visits(self) -> list[Block]:
        return sorted((b for column in self.columns for b in column.visits), key=lambda b: (b.start, b.end))

    @property
    def to_come(self) -> list[Block]:
        """The next five who are expected."""
        expected = {Status.BOOKED, Status.CONFIRMED}
        return [b for b in self.visits if b.visit and b.visit.status in expected and b.end > self.now][:5]

    @property
    def counts(self) -> dict[str, int]:
        states = [block.visit.status for block in self.visits if block.visit]
        return {
            "booked": sum(state != Status.CANCELLED for state in states),
            "arrived": states.count(Status.ARRIVED),
            "in room": states.count(Status.IN_SESSION),
            "done": states.count(Status.ATTENDED),
            "did not attend": states.count(Status.DID_NOT_ATTEND),
        }
