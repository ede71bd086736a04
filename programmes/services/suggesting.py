"""Which running plan the findings and the log speak for, brought together for the physio."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from assessments.classification import Reading
from patients.models import Episode
from programmes import load
from programmes.models import Run


@dataclass(frozen=True, slots=True)
class RunningAsked:
    """What to fill in for a new plan: the one that is suggested, the cut of L1, own cadence, checks that are known."""

    plan: load.SuggestedPlan | None
    cut: load.Guide | None
    own_cadence: int | None
    entry: load.EntryChecks

    @property
    def reasons(self) -> tuple[load.Reason, ...]:
        return self.plan.reasons if self.plan else ()


def suggested_running(
    *, episode: Episode, found: Reading | None, findings: Mapping[str, Any], on: date
) -> RunningAsked:
    """From the newest examination (`found`, `findings`), the run log, the pain and the age."""
    last = Run.objects.filter(episode=episode).standing().between(episode.opened_on, on).newest_first().first()
    worst = episode.scores.of("nprs_w").scored().in_order().last()
    subgroups = {one.subgroup for one in found.classification} if found else set()
    return RunningAsked(
        plan=load.suggest_plan(
            age=episode.patient.age(on),
            runner=episode.is_runner,
            subgroups=subgroups,
            gait=_gait(found) if found else (),
            days_since_run=(on - last.on).days if last else None,
            runs_now=bool(_part(findings, "N02", "now")),
        ),
        cut=load.initial_cut(subgroups=subgroups, worst_pain=int(worst.score))
        if worst and worst.score is not None
        else None,
        own_cadence=_part(findings, "G1", "spm") or _part(findings, "N11", "spm"),
        entry=_entry(findings, episode.side),
    )


def _gait(found: Reading) -> set[str]:
    """The fields of the running analysis that are clear."""
    signs = (sign for cause in found.causes for sign in cause.supports)
    return {field for sign in signs for field in sign.fields if field in load.GAIT}


def _part(findings: Mapping[str, Any], field: str, part: str) -> int | None:
    value = findings.get(field)
    return value.get(part) if isinstance(value, Mapping) else None


def _entry(findings: Mapping[str, Any], side: str) -> load.EntryChecks:
    """What the examination knows of the checks before step 1: heel raises (O23) and effusion (O02) of the sore side."""
    raises, effusions = _sore(findings, "O23", side), _sore(findings, "O02", side)
    return load.EntryChecks(
        heel_raises=min(raises, default=None),
        effusion=any(grade != "none" for grade in effusions) if effusions else None,
    )


def _sore(findings: Mapping[str, Any], field: str, side: str) -> list[Any]:
    limbs = findings.get(field)
    if not isinstance(limbs, Mapping):
        return []
    asked = ("left", "right") if side == "both" else (side,)
    return [limbs[limb] for limb in asked if limbs.get(limb) is not None]
