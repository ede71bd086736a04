"""The four subgroups of patellofemoral pain by the decision table: suggestions that the physio edits.

More than one may apply. No trial shows that choosing treatment by subgroup does better, so they order the
programme and nothing else.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from assessments.examination.signs import Cause, Sign, positive

Strength = Literal["strong", "some", "none", "not_tested"]
SOURCE = "Based on Willy 2019, JOSPT 49(9):CPG1–95 [memory]; rules [design] clinic default"
EARLY_WEEKS = 8


@dataclass(frozen=True, slots=True)
class Subgroup:
    """A subgroup as it is printed, with the programme that it leads to."""

    code: Cause
    name: str
    cause: str
    rule: str
    template: str


SUBGROUPS: dict[Cause, Subgroup] = {
    "SG2": Subgroup(
        "SG2",
        "Muscle performance deficits",
        "Strength",
        "Hip or quadriceps weak by a soft flag, or under 90 % of the other side",
        "strength",
    ),
    "SG3": Subgroup(
        "SG3",
        "Movement coordination deficits",
        "Technique",
        "Step-down 2 or more, single-leg squat fair or poor, or a clear sign on video",
        "coordination",
    ),
    "SG1": Subgroup(
        "SG1",
        "Overuse or overload without other impairment",
        "Load",
        "No sign of the other three; load contributes by a spike or a change in 8 weeks",
        "overload",
    ),
    "SG4": Subgroup(
        "SG4",
        "Mobility impairments",
        "Alignment",
        "Foot Posture Index 6 or more, midfoot 11 mm or more, tilt positive, or a length test limited",
        "mobility_foot",
    ),
}


@dataclass(frozen=True, slots=True)
class Found:
    """A subgroup that applies: its rule, the fields that spoke for it, where the rule comes from."""

    subgroup: Cause
    rule: str
    inputs: tuple[str, ...]
    source: str = SOURCE


@dataclass(frozen=True, slots=True)
class Classified:
    """The decision: which subgroups, which one leads, whether load contributes, what to look at again."""

    found: tuple[Found, ...]
    primary: Cause | None
    load_contributes: bool
    modules: tuple[str, ...]
    note: str = ""

    @property
    def template(self) -> str | None:
        """The key of the programme template that the primary subgroup leads to."""
        return SUBGROUPS[self.primary].template if self.primary else None


def classify(signs: Iterable[Sign], *, probable: bool, weeks_since_onset: int | None) -> Classified:
    """The decision table. Without a probable diagnosis there is no subgroup."""
    signs = tuple(signs)
    load = positive(signs, "SG1")
    if not probable:
        return Classified((), None, bool(load), (), "No subgroup before patellofemoral pain is probable.")
    codes: list[Cause] = [code for code in ("SG2", "SG3", "SG4") if positive(signs, code)]
    alone = not codes
    codes = codes or ["SG1"]
    early = weeks_since_onset is not None and weeks_since_onset < EARLY_WEEKS
    primary: Cause = "SG1" if alone or (load and early) else codes[0]
    added = tuple(SUBGROUPS[code].template for code in codes if code != primary)
    return Classified(
        found=tuple(Found(code, SUBGROUPS[code].rule, _fields(positive(signs, code))) for code in codes),
        primary=primary,
        load_contributes=bool(load),
        modules=(("load",) if load else ()) + added,
        note="Nothing found and no change of load: review the history." if alone and not load else "",
    )


def _fields(signs: Iterable[Sign]) -> tuple[str, ...]:
    """The fields that spoke, each once."""
    return tuple(dict.fromkeys(field for sign in signs for field in sign.fields))
