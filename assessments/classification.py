"""What the findings say, all of it at once: diagnosis, red flags, the four causes, what to do about it.

It adds up and names its rules and sources; the physio decides.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from assessments import rulebook
from assessments.diagnosis import Diagnosis, diagnose
from assessments.differential.reading import Considered, differential
from assessments.examination.catalogue import BY_ID, FIELDS, is_shown
from assessments.examination.fields import Section
from assessments.examination.grading import days_since_onset, irritability, weeks_since_onset
from assessments.examination.load_signs import load_signs
from assessments.examination.mobility_signs import mobility_signs
from assessments.examination.movement_signs import movement_signs
from assessments.examination.seen import Seen
from assessments.examination.signs import Cause, Knee, Sign
from assessments.examination.strength_signs import strength_signs
from assessments.instruments.scores import Score
from assessments.notes import Note, notes
from assessments.prognosis import Prognosis, prognosis
from assessments.redflags.findings import Hit, State, hits_of, states
from assessments.rulebook.definition import Tag, Values, tag_of
from assessments.subgroups import SOURCE, SUBGROUPS, Classified, Found, Strength, Subgroup, classify

# The tests that could speak for each cause; what is blank here is listed as not tested.
TESTS: dict[Cause, tuple[str, ...]] = {
    "SG1": ("N07", "N04"),
    "SG2": ("O17", "O18", "O19", "O20", "O21"),
    "SG3": ("O13", "O14", "G7", "G8", "G9"),
    "SG4": ("O26", "O28", "O07", "O29", "O30", "O31", "O32", "O33", "O34"),
}
TEST_SECTIONS = (Section.MOVEMENT, Section.STRENGTH, Section.KNEECAP, Section.RUNNING_CHECK)


@dataclass(frozen=True, slots=True)
class Missing:
    """A field that would have helped and was not filled in."""

    field: str
    label: str


@dataclass(frozen=True, slots=True)
class CausePanel:
    """One of the four causes with what speaks for it, what against it, and what was not tested."""

    subgroup: Subgroup
    supports: tuple[Sign, ...]
    against: tuple[Sign, ...]
    not_tested: tuple[Missing, ...]
    strength: Strength
    leads: bool
    source: str = SOURCE

    @property
    def inputs(self) -> tuple[str, ...]:
        """The fields that spoke for it or against it, each once."""
        return tuple(dict.fromkeys(field for sign in (*self.supports, *self.against) for field in sign.fields))

    @property
    def grade(self) -> Tag:
        """What the source is worth."""
        return tag_of(self.source)


@dataclass(frozen=True, slots=True)
class Reading:
    """The whole reading of one examination.

    `flag_states` holds every red flag, met or not or untold; `cleared` are those that a clinician has cleared.
    `differential` holds every other cause, those that something points to first.
    """

    diagnosis: Diagnosis
    red_flags: tuple[Hit, ...]
    flag_states: tuple[State, ...]
    cleared: frozenset[str]
    differential: tuple[Considered, ...]
    classified: Classified
    causes: tuple[CausePanel, ...]
    missing: tuple[Missing, ...]
    notes: tuple[Note, ...]
    prognosis: Prognosis | None
    irritability: str | None
    tests_done: int
    tests_shown: int

    @property
    def undecided_flags(self) -> tuple[State, ...]:
        """The red flags that can't be told for want of a field."""
        return tuple(state for state in self.flag_states if state.met is None)

    @property
    def classification(self) -> tuple[Found, ...]:
        """The subgroups that apply."""
        return self.classified.found

    @property
    def primary(self) -> Cause | None:
        """The subgroup that decides the programme."""
        return self.classified.primary

    @property
    def suggested_template(self) -> str | None:
        """The programme template to begin from."""
        return self.classified.template


def reading(
    findings: Mapping[str, Any],
    *,
    on: date,
    age: int | None = None,
    sex: str = "",
    runner: bool = False,
    akps: Score | None = None,
    cleared: Collection[str] = (),
    open_flags: Collection[str] = (),
    load_rules: Collection[str] = (),
    values: Values | None = None,
) -> Reading:
    """Read cleaned findings on the day `on`.

    `cleared` are red-flag rules that a clinician has cleared with a reason; `open_flags` are those still open
    from elsewhere (enquiry, check-in). `load_rules` are what the run log has found (L3, L7). `akps` is the
    baseline score. `values` are the thresholds in force, None for the shipped ones.
    """
    values = rulebook.defaults() if values is None else values
    seen = Seen(findings, on, age, values, load_rules)
    flag_states = states(findings, on=on, age=age, values=values, load_rules=load_rules)
    red_flags = hits_of(flag_states)
    active = ({hit.rule.id for hit in red_flags} | set(open_flags)) - set(cleared)
    diagnosis = diagnose(seen, active_flags=active)
    knee = Knee(findings, sex, values)
    signs = (*strength_signs(knee), *movement_signs(knee), *load_signs(knee, load_rules), *mobility_signs(knee))
    weeks = weeks_since_onset(findings, on)
    classified = classify(signs, probable=diagnosis.is_probable, weeks_since_onset=weeks, values=values)
    shown = {field.id for field in FIELDS if is_shown(field, findings, age=age, runner=runner)}
    causes = tuple(_panel(code, signs, findings, shown, classified=classified, values=values) for code in SUBGROUPS)
    tests = [field.id for field in FIELDS if field.section in TEST_SECTIONS and field.id in shown]
    return Reading(
        diagnosis=diagnosis,
        red_flags=red_flags,
        flag_states=flag_states,
        cleared=frozenset(cleared),
        differential=differential(seen),
        classified=classified,
        causes=causes,
        missing=tuple(missing for cause in causes for missing in cause.not_tested),
        notes=notes(findings, age=age, classified=classified, values=values),
        prognosis=prognosis(days_since_onset=days_since_onset(findings, on), akps=akps, values=values),
        irritability=irritability(findings),
        tests_done=sum(test in findings for test in tests),
        tests_shown=len(tests),
    )


def _panel(
    code: Cause,
    signs: tuple[Sign, ...],
    findings: Mapping[str, Any],
    shown: Collection[str],
    *,
    classified: Classified,
    values: Values,
) -> CausePanel:
    """One cause with its signs: two or more for it are strong, one is some. [design]"""
    own = tuple(sign for sign in signs if sign.cause == code)
    supports = tuple(sign for sign in own if sign.positive)
    count = len({sign.rule + sign.words for sign in supports if sign.counts})
    strength: Strength = "not_tested" if not own else "none"
    if count:
        strength = "strong" if count >= values["subgroups.strong_signs"] else "some"
    spoken = {field for sign in own for field in sign.fields}
    blank = tuple(
        Missing(test, BY_ID[test].label)
        for test in TESTS[code]
        if test in shown and test not in findings and test not in spoken
    )
    return CausePanel(
        subgroup=SUBGROUPS[code],
        supports=supports,
        against=tuple(sign for sign in own if not sign.positive),
        not_tested=blank,
        strength=strength,
        leads=classified.primary == code,
    )
