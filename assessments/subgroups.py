"""The four subgroups of patellofemoral pain by the decision table: suggestions that the physio edits.

More than one may apply. No trial shows that choosing treatment by subgroup does better, so they order the
programme and nothing else.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from assessments.examination.judgement import SUBGROUP_NAMES
from assessments.examination.signs import Cause, Sign, positive
from assessments.rulebook.definition import Tag, Values, tag_of

Strength = Literal["strong", "some", "none", "not_tested"]
SOURCE = "Based on Willy 2019, JOSPT 49(9):CPG1–95 [memory]; rules [design] clinic default"


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
        SUBGROUP_NAMES["SG2"],
        "Strength",
        "Hip or quadriceps weak by a soft flag, or short of the other side",
        "strength",
    ),
    "SG3": Subgroup(
        "SG3",
        SUBGROUP_NAMES["SG3"],
        "Technique",
        "Step-down moderate or poor, single-leg squat fair or poor, or a clear sign on video",
        "coordination",
    ),
    "SG1": Subgroup(
        "SG1",
        SUBGROUP_NAMES["SG1"],
        "Load",
        "No sign of the other three; load contributes by a spike or a change in 8 weeks",
        "overload",
    ),
    "SG4": Subgroup(
        "SG4",
        SUBGROUP_NAMES["SG4"],
        "Alignment",
        "Foot pronated or mobile, patellar tilt positive, or a length test limited",
        "mobility_foot",
    ),
}


@dataclass(frozen=True, slots=True)
class Remark:
    """What has to be said beside every classification."""

    words: str
    source: str

    @property
    def grade(self) -> Tag:
        """What the source is worth."""
        return tag_of(self.source)


REMARKS = (
    Remark("More than one subgroup may apply.", "NHS subgroup protocol, PMC3787410; Selfe review, Annals of Joint"),
    Remark("No trial shows that treating by subgroup does better.", "Selfe review, Annals of Joint"),
)


@dataclass(frozen=True, slots=True)
class Found:
    """A subgroup that applies: its rule, the fields that spoke for it, where the rule comes from."""

    subgroup: Cause
    rule: str
    inputs: tuple[str, ...]
    source: str = SOURCE

    @property
    def grade(self) -> Tag:
        """What the source is worth."""
        return tag_of(self.source)


@dataclass(frozen=True, slots=True)
class Classified:
    """The decision: which subgroups, which one leads, whether load contributes, what to look at again.

    `unknown` are the causes of which nothing was tested, so that nobody takes them for absent.
    """

    found: tuple[Found, ...]
    primary: Cause | None
    load_contributes: bool
    modules: tuple[str, ...]
    note: str = ""
    unknown: tuple[Cause, ...] = ()

    @property
    def template(self) -> str | None:
        """The key of the programme template that the primary subgroup leads to."""
        return SUBGROUPS[self.primary].template if self.primary else None


def classify(signs: Iterable[Sign], *, probable: bool, weeks_since_onset: int | None, values: Values) -> Classified:
    """The decision table. Without a probable diagnosis there is no subgroup."""
    signs = tuple(signs)
    load = positive(signs, "SG1")
    tested = {sign.cause for sign in signs}
    unknown = tuple(code for code in SUBGROUPS if code not in tested)
    if not probable:
        before = "No subgroup before patellofemoral pain is probable."
        return Classified((), None, bool(load), (), before, unknown)
    codes: list[Cause] = [code for code in ("SG2", "SG3", "SG4") if positive(signs, code)]
    alone = not codes
    codes = codes or ["SG1"]
    early = weeks_since_onset is not None and weeks_since_onset < values["subgroups.early_weeks"]
    primary: Cause = "SG1" if alone or (load and early) else codes[0]
    added = tuple(SUBGROUPS[code].template for code in codes if code != primary)
    return Classified(
        found=tuple(Found(code, SUBGROUPS[code].rule, _fields(positive(signs, code))) for code in codes),
        primary=primary,
        load_contributes=bool(load),
        modules=(("load",) if load else ()) + added,
        note="Nothing found and no change of load: review the history." if alone and not load else "",
        unknown=unknown,
    )


def _fields(signs: Iterable[Sign]) -> tuple[str, ...]:
    """The fields that spoke, each once."""
    return tuple(dict.fromkeys(field for sign in signs for field in sign.fields))
