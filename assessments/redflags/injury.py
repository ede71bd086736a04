"""Red flags of injury: knee rules, blood in the joint, locking, kneecap, tendon (RF07–10, 18, 19, 22, 25)."""

from collections.abc import Mapping
from typing import Any

from assessments.examination.catalogue import TRAUMA
from assessments.examination.seen import AGE, Answer, Seen, all_of, any_of, either
from assessments.redflags.formula import Formula
from assessments.redflags.infection import injured, swollen
from assessments.redflags.knee_rules import ottawa, pittsburgh

DISLOCATED = ("1_dislocation", "2_or_more")
OTTAWA_SIGNS = ("isolated_patella_tenderness", "fibula_head_tenderness", "cannot_flex_90", "cannot_bear_weight")
PITTSBURGH_SIGNS = ("fall_or_blunt", "cannot_walk_4_steps")


def _lately_injured(seen: Seen) -> Answer:
    """Whether there was an injury within 7 days: by the injury check, else no when the pain began without one."""
    check = seen.findings.get("T01")
    if check:
        within = check.get("within_7_days")
        return Answer(within, ("T01",), ("T01",) if within is None else ())
    onset = seen.findings.get("S03")
    if onset is None:
        return Answer(None, (), ("S03",))
    return Answer(None, ("S03",), ("T01",)) if onset in TRAUMA else Answer(False, ("S03",))


def _by_age_and_check(seen: Seen, met: bool | None, told: Mapping[str, Any], asked: tuple[str, ...]) -> Answer:
    """The answer of a knee rule, with the age among its inputs, or what it still lacks."""
    blank = ((AGE,) if seen.age is None else ()) + (("T01",) if any(told.get(one) is None for one in asked) else ())
    return Answer(met, ("T01",) if seen.age is None else ("T01", AGE), blank if met is None else ())


def _ottawa(seen: Seen) -> Answer:
    """A sign of the check speaks even while nobody has said the day; the age counts only once somebody has."""
    lately = _lately_injured(seen)
    check: Mapping[str, Any] = seen.findings.get("T01", {})
    signs = {sign: check.get(sign) for sign in OTTAWA_SIGNS}
    if lately.met is not False and either(*signs.values()):
        return Answer(True, ("T01",))
    return all_of(lately, _by_age_and_check(seen, ottawa(age=seen.age, **signs), check, OTTAWA_SIGNS))


def _pittsburgh(seen: Seen) -> Answer:
    """For an injury that is not known to be older than 7 days."""
    lately = _lately_injured(seen)
    check: Mapping[str, Any] = seen.findings.get("T01", {})
    if lately.met is False or not check:
        return lately
    fell, cannot_walk = (check.get(sign) for sign in PITTSBURGH_SIGNS)
    met = pittsburgh(age=seen.age, fall_or_blunt_trauma=fell, cannot_walk_4_steps=cannot_walk)
    return _by_age_and_check(seen, met, check, PITTSBURGH_SIGNS)


def _thinned_blood(seen: Seen) -> Answer:
    return all_of(seen.part("S21", "anticoagulant", True), any_of(swollen(seen), injured(seen)))


FORMULAS: Mapping[str, Formula] = {
    "RF07": _ottawa,
    "RF08": _pittsburgh,
    "RF09": lambda seen: seen.picked("S14", "rapid_after_injury"),
    "RF10": lambda seen: seen.picked("S15", "true_locking"),
    "RF18": lambda seen: seen.picked("R05", "deformity", "kneecap_out", "cannot_bend_after_blow"),
    "RF19": lambda seen: seen.picked("R05", "tendon_gap", "cannot_lift_leg"),
    "RF22": lambda seen: seen.picked("S16", *DISLOCATED),
    "RF25": _thinned_blood,
}
