"""What the desk learns of a red flag: how urgent it is and what to do, never which rule or answer."""

from typing import Any

from assessments.models import RedFlag
from clinic.bookings.board import WORST_FIRST
from patients.models import Patient

Level = RedFlag.Level

ACTION = {
    Level.EMERGENCY: "Tell a physio before anything else. If they ring: A&E or 999 now.",
    Level.SAME_DAY: "Tell a physio today, before the visit. If they ring, put them through.",
    Level.URGENT: "A physio must see this today.",
    Level.TWO_WEEK: "A physio follows this up. Don’t move or cancel a visit without asking.",
    Level.ROUTINE: "The physio knows.",
}
# The desk's own words: the name of a pathway would say too much.
WORDS = {
    Level.EMERGENCY: "emergency",
    Level.SAME_DAY: "same day",
    Level.URGENT: "urgent",
    Level.TWO_WEEK: "urgent",
    Level.ROUTINE: "routine",
}


def banner(patient: Patient) -> dict[str, Any]:
    """`flag` and `flag_action` of the most urgent open red flag; both empty when there is none."""
    levels = set(RedFlag.objects.open().filter(patient=patient).values_list("level", flat=True))
    worst = next((level for level in WORST_FIRST if level in levels), None)
    return {"flag": WORDS[worst] if worst else "", "flag_action": ACTION[worst] if worst else ""}
