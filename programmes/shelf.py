"""Finding an exercise among many: what is known of each, what somebody looks for, and whether the two meet.

Knows neither rows nor Django: facts in, yes or no out.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from assessments.subgroups import SUBGROUPS

ALL = "T"
NO_KIT = "none"
# What the code of a subgroup says: its cause and its name.
FINDINGS: Mapping[str, str] = {
    **{code: f"{one.cause}: {one.name[0].lower()}{one.name[1:]}" for code, one in sorted(SUBGROUPS.items())},
    ALL: "All four subgroups",
}


@dataclass(frozen=True, slots=True)
class Facts:
    """What a search may ask about one exercise. `phases` are the phases of the templates that hold it, 1 to 5."""

    ident: int
    name: str
    clinical_name: str
    aim: str
    targets: tuple[str, ...]
    kit: tuple[str, ...]
    level: int
    answers: tuple[str, ...]
    phases: frozenset[int] = frozenset()
    starred: bool = False
    own: bool = False

    @property
    def words(self) -> str:
        """All that a word may be found in, in small letters."""
        found_for = (FINDINGS.get(code, code) for code in self.answers)
        parts = (self.name, self.clinical_name, self.aim, *self.targets, *self.kit, *found_for)
        return " ".join(parts).lower()


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody looks for; empty parts ask for nothing. Every word has to be there, in any order."""

    words: str = ""
    target: str = ""
    kit: str = ""
    level: int | None = None
    answers: str = ""
    phase: int | None = None
    starred: bool = False
    own: bool = False

    @property
    def narrows(self) -> bool:
        return self != Wanted()

    def fits(self, facts: Facts) -> bool:
        text = facts.words
        return (
            all(word in text for word in self.words.lower().split())
            and (not self.target or self.target in facts.targets)
            and (not self.kit or (not facts.kit if self.kit == NO_KIT else self.kit in facts.kit))
            and (self.level is None or facts.level == self.level)
            and (not self.answers or self.answers in facts.answers or ALL in facts.answers)
            and (self.phase is None or self.phase in facts.phases)
            and (facts.starred or not self.starred)
            and (facts.own or not self.own)
        )


@dataclass(frozen=True, slots=True)
class Choices:
    """What can be chosen at all, each sorted: only what some exercise has."""

    targets: list[str] = field(default_factory=list)
    kit: list[str] = field(default_factory=list)
    levels: list[int] = field(default_factory=list)
    answers: list[str] = field(default_factory=list)
    phases: list[int] = field(default_factory=list)


def choices_of(shelf: Iterable[Facts]) -> Choices:
    every = list(shelf)
    return Choices(
        targets=sorted({target for one in every for target in one.targets}, key=str.lower),
        kit=sorted({thing for one in every for thing in one.kit}, key=str.lower),
        levels=sorted({one.level for one in every}),
        answers=sorted({code for one in every for code in one.answers}),
        phases=sorted({phase for one in every for phase in one.phases}),
    )
