"""Red flags that show in an examination: what the clinician ticked, and what the findings add up to."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from assessments.examination.catalogue import TRAUMA
from assessments.examination.fields import LIMBS
from assessments.examination.grading import days_since_onset
from assessments.redflags.knee_rules import ottawa, pittsburgh
from assessments.redflags.levels import Level
from assessments.redflags.rules import BY_ID, RedFlag

NIGHT_PAIN = frozenset({"wakes_settles_by_changing_position", "wakes_does_not_settle"})
CANCER = frozenset({"cancer_active", "cancer_past"})
DISLOCATED = frozenset({"1_dislocation", "2_or_more"})


@dataclass(frozen=True, slots=True)
class Hit:
    """A rule that was met, with the fields that met it."""

    rule: RedFlag
    inputs: tuple[str, ...]

    @property
    def level(self) -> Level:
        """How urgent it is."""
        return self.rule.level

    @property
    def action(self) -> str:
        """What to do."""
        return self.rule.action


@dataclass(frozen=True, slots=True)
class Seen:
    """The findings with what they are read beside: the day and the age in years (None when not known)."""

    findings: Mapping[str, Any]
    on: date
    age: int | None

    def one(self, field: str) -> Any:
        """The value of a field, None when it was not filled in."""
        return self.findings.get(field)

    def part(self, field: str, part: str) -> Any:
        """One part of a compound field."""
        return self.findings.get(field, {}).get(part)

    def any_of(self, field: str, keys: frozenset[str]) -> bool:
        """Whether any of these was picked in a list."""
        return bool(keys & set(self.findings.get(field, ())))

    def limbs(self, field: str) -> list[Any]:
        """The values of both limbs that were tested."""
        tested = self.findings.get(field, {})
        return [tested[limb] for limb in LIMBS if limb in tested]

    @property
    def effusion(self) -> bool:
        """Whether the sweep test shows any fluid."""
        return any(grade != "none" for grade in self.limbs("O02"))

    @property
    def injured(self) -> bool:
        """Whether the pain began with a blow or a twist."""
        return self.one("S03") in TRAUMA

    @property
    def acute_injury(self) -> Mapping[str, Any]:
        """The injury check, empty when the injury is known to be older than 7 days."""
        check: Mapping[str, Any] = self.findings.get("T01", {})
        return {} if check.get("within_7_days") is False else check


def hits(findings: Mapping[str, Any], *, on: date, age: int | None = None) -> tuple[Hit, ...]:
    """Every rule that cleaned findings meet, the most urgent first. Unanswered fields meet nothing."""
    seen = Seen(findings, on, age)
    found = {rule: ["S31"] for rule in findings.get("S31", ()) if rule != "none"}
    for rule, inputs_of in _COMPUTED.items():
        inputs = inputs_of(seen)
        if inputs:
            found.setdefault(rule, []).extend(inputs)
    return tuple(
        Hit(BY_ID[rule], tuple(found[rule]))
        for rule in sorted(found, key=lambda rule: (-BY_ID[rule].level.severity, rule))
    )


def _ottawa(seen: Seen) -> tuple[str, ...]:
    check = seen.acute_injury
    signs = ("isolated_patella_tenderness", "fibula_head_tenderness", "cannot_flex_90", "cannot_bear_weight")
    positive = ottawa(age=seen.age or 0, **{sign: check.get(sign) is True for sign in signs})
    # Age alone counts only once somebody has said that there was an acute injury.
    told = check.get("within_7_days") is True or any(check.get(sign) is True for sign in signs)
    return ("T01",) if positive and told else ()


def _pittsburgh(seen: Seen) -> tuple[str, ...]:
    check = seen.acute_injury
    positive = pittsburgh(
        age=30 if seen.age is None else seen.age,
        fall_or_blunt_trauma=check.get("fall_or_blunt") is True,
        cannot_walk_4_steps=check.get("cannot_walk_4_steps") is True,
    )
    return ("T01",) if positive else ()


def _young_hip(seen: Seen) -> tuple[str, ...]:
    if seen.age is None or seen.age >= 18:
        return ()
    inputs = ("S04",) if seen.any_of("S04", frozenset({"hip_groin", "thigh"})) else ()
    # Turning in normally reaches 35–45°; under 35° is limited.
    hip = any(limb.get("rotation_pain") or limb.get("internal_rotation", 90) < 35 for limb in seen.limbs("O05"))
    return inputs + (("O05",) if hip else ())


def _vessels_and_nerves(seen: Seen) -> tuple[str, ...]:
    changed = any(limb.get("pulses") == "absent" or limb.get("sensation") == "altered" for limb in seen.limbs("O39"))
    return ("O39",) if changed else ()


def _stiff_and_swollen(seen: Seen) -> tuple[str, ...]:
    stiff = (seen.one("S11") or 0) > 30
    arthritis = seen.any_of("S20", frozenset({"inflammatory_arthritis"}))
    return ("S11", "O02", "S20") if stiff and seen.effusion and arthritis else ()


def _long_swollen(seen: Seen) -> tuple[str, ...]:
    long = (days_since_onset(seen.findings, seen.on) or 0) > 28
    hot = seen.any_of("S31", frozenset({"RF01", "RF02"}))
    return ("S14", "S02", "S03") if seen.one("S14") == "constant" and long and not seen.injured and not hot else ()


def _thinned_blood(seen: Seen) -> tuple[str, ...]:
    if not seen.part("S21", "anticoagulant"):
        return ()
    swelling = ("S14",) if seen.one("S14") == "rapid_after_injury" else ()
    fluid = ("O02",) if seen.effusion else ()
    injury = ("S03",) if seen.injured else ()
    return ("S21", *swelling, *fluid, *injury) if swelling or fluid or injury else ()


def _tendon_at_risk(seen: Seen) -> tuple[str, ...]:
    if not seen.part("S21", "steroid"):
        return ()
    if seen.part("S21", "fluoroquinolone"):
        return ("S21",)
    return ("S21", "S04") if seen.any_of("S04", frozenset({"below_kneecap"})) else ()


def _night_and_weight(seen: Seen) -> tuple[str, ...]:
    restless = seen.one("S10") == "wakes_does_not_settle"
    return ("S10", "S28") if restless and seen.part("S28", "weight_loss") else ()


_COMPUTED: dict[str, Callable[[Seen], tuple[str, ...]]] = {
    "RF07": _ottawa,
    "RF08": _pittsburgh,
    "RF09": lambda seen: ("S14",) if seen.one("S14") == "rapid_after_injury" else (),
    "RF10": lambda seen: ("S15",) if seen.any_of("S15", frozenset({"true_locking"})) else (),
    "RF11": _young_hip,
    "RF16": lambda seen: ("S20", "S10") if seen.any_of("S20", CANCER) and seen.one("S10") in NIGHT_PAIN else (),
    "RF17": _night_and_weight,
    "RF20": _vessels_and_nerves,
    "RF22": lambda seen: ("S16",) if seen.one("S16") in DISLOCATED else (),
    "RF23": _stiff_and_swollen,
    "RF24": _long_swollen,
    "RF25": _thinned_blood,
    "RF27": _tendon_at_risk,
}
