"""How urgent a red flag is, and the fixed words that a patient reads at each level."""

from dataclasses import dataclass
from enum import StrEnum


class Level(StrEnum):
    """From none to emergency. `two_week` is the suspected-cancer pathway; for a patient it is urgent."""

    NONE = "none"
    ROUTINE = "routine"
    URGENT = "urgent"
    TWO_WEEK = "two_week"
    SAME_DAY = "same_day"
    EMERGENCY = "emergency"

    @property
    def severity(self) -> int:
        """A number to sort by: the larger, the sooner."""
        return list(Level).index(self)

    @property
    def code(self) -> str:
        """The letters that clinicians write: E, S, U, 2W, R."""
        return _CODES[self]

    @property
    def words(self) -> str:
        """The level as staff read it."""
        return _WORDS[self]

    @property
    def for_patients(self) -> "Level":
        """The level that enquiries and patients see: the cancer pathway is shown as urgent."""
        return Level.URGENT if self is Level.TWO_WEEK else self

    @property
    def blocks_progression(self) -> bool:
        """While a flag of this level is open no exercise is stepped up. [design]"""
        return self.severity >= Level.URGENT.severity

    @property
    def stops_exercise(self) -> bool:
        """While a flag of this level is open no session is begun: its words tell the patient to stop."""
        return self.severity >= Level.SAME_DAY.severity


_CODES = {
    Level.NONE: "",
    Level.ROUTINE: "R",
    Level.URGENT: "U",
    Level.TWO_WEEK: "2W",
    Level.SAME_DAY: "S",
    Level.EMERGENCY: "E",
}


_WORDS = {
    Level.NONE: "No flag",
    Level.ROUTINE: "Routine",
    Level.URGENT: "Urgent",
    Level.TWO_WEEK: "Suspected cancer pathway",
    Level.SAME_DAY: "Same day",
    Level.EMERGENCY: "Emergency now",
}


@dataclass(frozen=True, slots=True)
class SafetyText:
    """What to do, said first. `call` names whom to ring: 999, clinic, gp, or nobody in particular."""

    level: Level
    title: str
    text: str
    call: str


SAFETY_TEXTS = {
    safety.level: safety
    for safety in (
        SafetyText(
            Level.EMERGENCY,
            "Call 999 or go to A&E now.",
            "Don’t drive yourself. Stop your exercises. Don’t wait for us to ring.",
            "999",
        ),
        SafetyText(
            Level.SAME_DAY,
            "Please call us today.",
            "This needs a check today. A physio will tell you the best place to go. Stop your exercises "
            "until then. Can’t get through? Call NHS 111. If you can’t stand on it, go to A&E.",
            "clinic",
        ),
        SafetyText(
            Level.URGENT,
            "Call your GP today.",
            "Ask to be seen in the next 2 days. Tell them what you told us. Don’t step up your exercises. "
            "If it gets worse, call NHS 111.",
            "gp",
        ),
        SafetyText(
            Level.ROUTINE,
            "Tell us about this at your next visit.",
            "Your GP may want to check it too. If it gets worse, call us, or NHS 111 when we’re closed.",
            "clinic",
        ),
        SafetyText(
            Level.NONE,
            "None of these fit you today.",
            "If one starts, call us, or NHS 111 when we’re closed. In an emergency call 999.",
            "",
        ),
    )
}
