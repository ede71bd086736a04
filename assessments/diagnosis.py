"""Is it patellofemoral pain? Three criteria: where it hurts, what brings it on, and nothing else behind it."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from assessments.examination.catalogue import BY_ID
from assessments.examination.fields import LIMBS
from assessments.examination.seen import Answer, Seen
from assessments.rulebook.definition import Tag, tag_of

SOURCE = "Willy 2019, JOSPT 49(9):CPG1–95; Crossley 2016, BJSM 50:839–843"
SUPPORT_SOURCE = "[memory]; imaging is not needed: Gaitonde 2019, Am Fam Physician 99:88–94"
SITTING_SOURCE = "La Trobe University, diagnosis page, after the 2016 consensus and the 2019 guideline"
AROUND_THE_KNEECAP = frozenset({"behind_kneecap", "around_kneecap", "diffuse"})
# The rules of the diagnosis by letter.
CRITERIA = {
    "A": "Pain behind or around the kneecap",
    "B": "Brought on by loading the bent knee",
    "C": "Other causes ruled out",
}

Outcome = Literal["probable", "possible", "not_pfp", "cannot_tell"]

_TITLES: dict[Outcome, str] = {
    "probable": "Fits patellofemoral pain",
    "possible": "Could be patellofemoral pain",
    "not_pfp": "Does not fit patellofemoral pain",
    "cannot_tell": "Can’t tell yet",
}


@dataclass(frozen=True, slots=True)
class Criterion:
    """One of the three: met, not met, or None while it cannot be told for want of the `missing` fields."""

    letter: str
    met: bool | None
    words: str
    inputs: tuple[str, ...]
    missing: tuple[str, ...] = ()
    source: str = SOURCE

    @property
    def rule(self) -> str:
        """The rule's id: PFP.A."""
        return f"PFP.{self.letter}"

    @property
    def label(self) -> str:
        """The criterion as it is headed."""
        return CRITERIA[self.letter]

    @property
    def grade(self) -> Tag:
        """What the source is worth."""
        return tag_of(self.source)


@dataclass(frozen=True, slots=True)
class Support:
    """A finding that speaks for it without being needed: there, not there, or None when nobody looked."""

    label: str
    present: bool | None
    inputs: tuple[str, ...]
    missing: tuple[str, ...]
    source: str

    @property
    def grade(self) -> Tag:
        """What the source is worth."""
        return tag_of(self.source)


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """`probable` when all three are met, `possible` while the last is open."""

    outcome: Outcome
    criteria: tuple[Criterion, ...]
    supporting: tuple[Support, ...] = ()
    source: str = SOURCE

    @property
    def title(self) -> str:
        """The outcome in words."""
        return _TITLES[self.outcome]

    @property
    def words(self) -> str:
        """What each criterion says, in one line."""
        return "; ".join(criterion.words for criterion in self.criteria) + "."

    @property
    def missing(self) -> tuple[str, ...]:
        """The fields that would settle what can't be told."""
        return tuple(dict.fromkeys(field for criterion in self.criteria for field in criterion.missing))

    @property
    def grade(self) -> Tag:
        """What the source is worth."""
        return tag_of(self.source)

    @property
    def is_probable(self) -> bool:
        """Whether subgroups may be read."""
        return self.outcome == "probable"


def diagnose(seen: Seen, *, active_flags: Collection[str]) -> Diagnosis:
    """The outcome for cleaned findings. `active_flags` are rule ids that nobody has cleared."""
    findings = seen.findings
    where, loading, excluded = _where(findings), _loading(findings), _excluded(findings, active_flags)
    criteria, supporting = (where, loading, excluded), _supporting(seen)
    if where.met is False or loading.met is False or findings.get("D01") == "another_diagnosis_explains_it":
        return Diagnosis("not_pfp", criteria, supporting)
    if where.met is None or loading.met is None:
        return Diagnosis("cannot_tell", criteria, supporting)
    return Diagnosis("probable" if excluded.met else "possible", criteria, supporting)


def _where(findings: Mapping[str, Any]) -> Criterion:
    """A: pain behind or around the kneecap."""
    sites = findings.get("S04")
    if not sites:
        return Criterion("A", None, "pain site not recorded", ("S04",), ("S04",))
    met = bool(AROUND_THE_KNEECAP & set(sites))
    words = "pain behind or around the kneecap" if met else "pain away from the kneecap"
    return Criterion("A", met, words, ("S04",))


def _loading(findings: Mapping[str, Any]) -> Criterion:
    """B: brought on by a task that loads the bent knee, told or seen."""
    told = {task: pain for task, pain in findings.get("S07", {}).items() if task != "other"}
    sore_tasks = [task for task, pain in told.items() if pain != 0]
    squat = findings.get("O12", {})
    step_downs = [findings["O15"][limb] for limb in LIMBS if limb in findings.get("O15", {})]
    seen = [squat.get("reproduces") or squat.get("pain", 0) > 0]
    seen += [step.get("painful") or step.get("pain", 0) > 0 for step in step_downs]
    inputs = tuple(field for field in ("S07", "O12", "O15") if field in findings) or ("S07",)
    if sore_tasks:
        tasks = ", ".join(task.replace("_", " ") for task in sore_tasks[:3])
        return Criterion("B", True, f"sore on {tasks}", inputs)
    if any(seen):
        return Criterion("B", True, "sore on squat or step-down in the room", inputs)
    if "S07" not in findings:
        return Criterion("B", None, "no loading task recorded", inputs, ("S07",))
    return Criterion("B", False, "no task that loads the bent knee brings it on", inputs)


def _excluded(findings: Mapping[str, Any], active_flags: Collection[str]) -> Criterion:
    """C: other causes ruled out by the clinician, none still possible in the list, and no red flag open."""
    inputs = ("D01", "S31", *(field for field in ("D02", "D03") if field in findings))
    if active_flags:
        return Criterion("C", False, f"red flags open ({', '.join(sorted(active_flags))})", inputs)
    judged = findings.get("D01")
    if judged == "another_diagnosis_explains_it":
        return Criterion("C", False, "another diagnosis explains it", inputs)
    if "S31" not in findings:
        return Criterion("C", None, "red flags not screened", inputs, ("S31",))
    if judged != "excluded":
        return Criterion("C", None, "other causes not yet ruled out", inputs, ("D01",))
    if still := findings.get("D03"):
        names = {choice.key: choice.label for choice in BY_ID["D03"].boxes[0].choices}
        return Criterion("C", None, f"still possible: {', '.join(names[one] for one in still)}", inputs, ("D03",))
    return Criterion("C", True, "red flags clear, other causes ruled out", inputs)


_SUPPORTING: tuple[tuple[str, Callable[[Seen], Answer], str], ...] = (
    (
        "Patellar tilt positive (tight lateral tissues)",
        lambda seen: seen.limb("O07", lambda tilt: bool(tilt == "positive"), seen.sore),
        SUPPORT_SOURCE,
    ),
    ("Facet tender", lambda seen: seen.tender("medial_facet", "lateral_facet"), SUPPORT_SOURCE),
    ("Sore on stairs", lambda seen: seen.sore_on("stairs_up", "stairs_down"), SUPPORT_SOURCE),
    ("Crepitus", lambda seen: seen.picked("S15", "crepitus"), SUPPORT_SOURCE),
    (
        "Sore on sitting or rising",
        lambda seen: seen.sore_on("prolonged_sitting", "rising_from_sitting"),
        SITTING_SOURCE,
    ),
)


def _supporting(seen: Seen) -> tuple[Support, ...]:
    """What speaks for it without being needed."""
    told = ((label, ask(seen), source) for label, ask, source in _SUPPORTING)
    return tuple(Support(label, one.met, one.inputs, one.missing, source) for label, one, source in told)
