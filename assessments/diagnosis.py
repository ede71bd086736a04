"""Is it patellofemoral pain? Three criteria: where it hurts, what brings it on, and nothing else behind it."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from assessments.examination.fields import LIMBS

SOURCE = "Willy 2019, JOSPT 49(9):CPG1–95; Crossley 2016, BJSM 50:839–843"
AROUND_THE_KNEECAP = frozenset({"behind_kneecap", "around_kneecap", "diffuse"})

Outcome = Literal["probable", "possible", "not_pfp", "cannot_tell"]

_TITLES: dict[Outcome, str] = {
    "probable": "Fits patellofemoral pain",
    "possible": "Could be patellofemoral pain",
    "not_pfp": "Does not fit patellofemoral pain",
    "cannot_tell": "Can’t tell yet",
}


@dataclass(frozen=True, slots=True)
class Criterion:
    """One of the three: met, not met, or None while it cannot be told."""

    letter: str
    label: str
    met: bool | None
    words: str
    inputs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """`probable` when all three are met, `possible` while the last is open."""

    outcome: Outcome
    criteria: tuple[Criterion, ...]
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
    def is_probable(self) -> bool:
        """Whether subgroups may be read."""
        return self.outcome == "probable"


def diagnose(findings: Mapping[str, Any], *, active_flags: Collection[str], screened: bool) -> Diagnosis:
    """The outcome for cleaned findings. `active_flags` are rule ids that nobody has cleared."""
    where, loading = _where(findings), _loading(findings)
    excluded = _excluded(findings, active_flags, screened)
    criteria = (where, loading, excluded)
    if where.met is False or loading.met is False or findings.get("D01") == "another_diagnosis_explains_it":
        return Diagnosis("not_pfp", criteria)
    if where.met is None or loading.met is None:
        return Diagnosis("cannot_tell", criteria)
    return Diagnosis("probable" if excluded.met else "possible", criteria)


def _where(findings: Mapping[str, Any]) -> Criterion:
    """A: pain behind or around the kneecap."""
    label = "Pain behind or around the kneecap"
    sites = findings.get("S04")
    if not sites:
        return Criterion("A", label, None, "pain site not recorded", ("S04",))
    met = bool(AROUND_THE_KNEECAP & set(sites))
    words = "pain behind or around the kneecap" if met else "pain away from the kneecap"
    return Criterion("A", label, met, words, ("S04",))


def _loading(findings: Mapping[str, Any]) -> Criterion:
    """B: brought on by a task that loads the bent knee, told or seen."""
    label = "Brought on by loading the bent knee"
    told = {task: pain for task, pain in findings.get("S07", {}).items() if task != "other"}
    sore_tasks = [task for task, pain in told.items() if pain != 0]
    squat = findings.get("O12", {})
    step_downs = [findings["O15"][limb] for limb in LIMBS if limb in findings.get("O15", {})]
    seen = [squat.get("reproduces") or squat.get("pain", 0) > 0]
    seen += [step.get("painful") or step.get("pain", 0) > 0 for step in step_downs]
    inputs = tuple(field for field in ("S07", "O12", "O15") if field in findings) or ("S07",)
    if sore_tasks:
        tasks = ", ".join(task.replace("_", " ") for task in sore_tasks[:3])
        return Criterion("B", label, True, f"sore on {tasks}", inputs)
    if any(seen):
        return Criterion("B", label, True, "sore on squat or step-down in the room", inputs)
    if "S07" not in findings:
        return Criterion("B", label, None, "no loading task recorded", inputs)
    return Criterion("B", label, False, "no task that loads the bent knee brings it on", inputs)


def _excluded(findings: Mapping[str, Any], active_flags: Collection[str], screened: bool) -> Criterion:
    """C: other causes ruled out by the clinician, and no red flag open."""
    label = "Other causes ruled out"
    inputs = ("D01", "S31")
    if active_flags:
        return Criterion("C", label, False, f"red flags open ({', '.join(sorted(active_flags))})", inputs)
    judged = findings.get("D01")
    if judged == "another_diagnosis_explains_it":
        return Criterion("C", label, False, "another diagnosis explains it", inputs)
    if not screened:
        return Criterion("C", label, None, "red flags not screened", inputs)
    if judged != "excluded":
        return Criterion("C", label, None, "other causes not yet ruled out", inputs)
    return Criterion("C", label, True, "red flags clear, other causes ruled out", inputs)
