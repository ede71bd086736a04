"""The inbox as the desk sees it: who waits how long, how urgent it is, and who may be known already."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from clinic.bookings.models import Enquiry
from clinic.bookings.reply import Opening, Wait, waited
from patients.matching import Match, Person, duplicates_of_each

Triage = Enquiry.Triage

KIND = {
    Triage.EMERGENCY: "ease",
    Triage.SAME_DAY: "ease",
    Triage.URGENT: "ok",
    Triage.NONE: "fine",
    Triage.ROUTINE: "fine",
}
# What the desk does; which answer it was stays with the clinicians.
ACTION = {
    Triage.EMERGENCY: "Ring now. They need A&E or 999 today, not a visit here. Tell a physio at once.",
    Triage.SAME_DAY: "Ring now. They need to be seen by a doctor today. Hand it to a physio if you are unsure.",
    Triage.URGENT: "Ring today. A physio says how soon they must be seen.",
}


@dataclass(frozen=True)
class Asked:
    """One enquiry with what the desk must know before it is opened."""

    enquiry: Enquiry
    wait: Wait
    hint: str

    @property
    def kind(self) -> str:
        return "quiet" if self.unscreened else KIND[Triage(self.enquiry.triage)]

    @property
    def unscreened(self) -> bool:
        """On the phone the safety questions may come later; until then nobody knows."""
        return self.enquiry.triage == Triage.NONE and not self.enquiry.red_flags

    @property
    def words(self) -> str:
        if self.enquiry.triage == Triage.NONE:
            return "Not screened" if self.unscreened else "Routine"
        return self.enquiry.get_triage_display()

    @property
    def red(self) -> bool:
        return self.enquiry.triage in {Triage.EMERGENCY, Triage.SAME_DAY}

    @property
    def action(self) -> str:
        return ACTION.get(Triage(self.enquiry.triage), "")

    @property
    def answered(self) -> bool:
        return self.enquiry.answered_at is not None

    @property
    def late(self) -> bool:
        return self.wait.late and not self.answered

    @property
    def line(self) -> str:
        """One line of what they want. Red ones say what to do and not what was answered."""
        asked = self.enquiry
        if self.red:
            return "Red flag. Ring first."
        said = asked.stops or asked.message
        knee = "Both knees" if asked.knee == "both" else f"{asked.get_knee_display()} knee"
        return " ".join(said.split())[:120] if said else f"{knee}, {asked.get_duration_display().lower()}"


def asked(enquiries: Iterable[Enquiry], *, now: datetime, hours: Opening, shut: Collection[date]) -> list[Asked]:
    """In the order given, with a hint where they may be known. The clock stops at the first answer."""
    rows = list(enquiries)
    return [
        Asked(
            enquiry,
            waited(
                since=enquiry.received_at, now=enquiry.answered_at or now, triage=enquiry.triage, hours=hours, shut=shut
            ),
            hint,
        )
        for enquiry, hint in zip(rows, hints(rows), strict=True)
    ]


def open_enquiries(user: Any, now: datetime) -> list[Enquiry]:
    """Open and not snoozed, red first, then oldest. One query."""
    rows = Enquiry.objects.visible_to(user).open().due(now).inbox_order()
    return list(rows.select_related("owner", "patient"))


def hints(enquiries: Sequence[Enquiry]) -> list[str]:
    """For each enquiry the likeliest known patient, in words. One query for the whole inbox; none when it is empty."""
    if not enquiries:
        return []
    found = duplicates_of_each([as_asked(enquiry) for enquiry in enquiries], limit=1)
    return [_hint(matches[0]) if matches else "" for matches in found]


def as_asked(enquiry: Enquiry) -> Person:
    """Nobody is asked for a date of birth on the first form."""
    phone = enquiry.phone.as_e164 if enquiry.phone else ""
    return Person(enquiry.name, None, phone, enquiry.email)


def _hint(match: Match) -> str:
    return f"May be a past patient: {', '.join(match.reasons)}, {match.patient.registered_on.year}"


def last_answer(user: Any, now: datetime) -> datetime | None:
    """When somebody was answered last today: said when the inbox is empty."""
    rows = Enquiry.objects.visible_to(user).filter(answered_at__lte=now).order_by("-answered_at")
    latest: datetime | None = rows.values_list("answered_at", flat=True).first()
    return latest if latest and timezone.localdate(latest) == timezone.localdate(now) else None
