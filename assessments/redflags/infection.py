"""Red flags of infection and clots: the hot knee, the implant, the bursa, the calf, the foot (RF01–RF06, RF20)."""

from collections.abc import Mapping
from typing import Any

from assessments.examination.boxes import number
from assessments.examination.catalogue import TRAUMA
from assessments.examination.seen import Answer, Seen, all_of, any_of, either, not_, unless
from assessments.redflags.formula import Formula

CHEST = ("breathless", "chest_pain", "coughed_blood", "fainted")


def effusion(seen: Seen) -> Answer:
    """Any fluid by the sweep test, on either knee."""
    return seen.limb("O02", lambda grade: bool(grade != "none"))


def swollen(seen: Seen) -> Answer:
    """Swollen, as told or as seen. Constant swelling counts as new: nobody can say that this one is old."""
    return any_of(
        seen.picked("R01", "new_swelling"), effusion(seen), seen.picked("S14", "constant", "rapid_after_injury")
    )


def feverish(seen: Seen) -> Answer:
    """A fever told, or a temperature of 38 °C and more."""
    limit = seen.limit("red_flags.temperature")
    return any_of(seen.picked("R01", "fever"), seen.ask("R02", lambda degrees: number(degrees) >= limit))


def injured(seen: Seen) -> Answer:
    """Whether the pain began with a blow or a twist."""
    return seen.picked("S03", *TRAUMA)


def _systemic(seen: Seen) -> Answer:
    """Feverish, unwell, poor at fighting infection, or a way in for it. Medicines that dampen count. [design]"""
    return any_of(
        feverish(seen),
        seen.picked("R01", "unwell", "recent_injection", "recent_surgery", "wound"),
        seen.picked("S20", "immunosuppression"),
        seen.part("S21", "methotrexate_biologic", True),
        seen.part("S21", "steroid", True),
    )


def _septic(seen: Seen) -> Answer:
    return all_of(seen.picked("R01", "hot", "red"), swollen(seen), _systemic(seen))


def _hot_and_swollen(seen: Seen) -> Answer:
    """As RF01 without systemic features, which hand over to it as soon as they are known."""
    return all_of(seen.picked("R01", "hot"), swollen(seen), not_(injured(seen)), unless(_septic(seen)))


def _implant(seen: Seen) -> Answer:
    return all_of(seen.picked("R01", "implant"), seen.picked("R01", "new_pain"), seen.picked("R01", "hot", "wound"))


def _bursa(seen: Seen) -> Answer:
    return all_of(seen.picked("R01", "front_swelling"), seen.picked("R01", "red", "spreading"))


def _clot(seen: Seen) -> Answer:
    """Any clinical suspicion is enough; known risk factors are named beside it and never needed."""
    suspected = seen.picked("R03", "calf_pain", "calf_swelling", "clot_suspected")
    if not suspected.met:
        return suspected
    risks = (
        seen.picked("S20", "dvt_pe", "cancer_active", "pregnancy"),
        seen.part("S21", "hormonal", True),
        seen.picked("R01", "recent_surgery"),
    )
    return all_of(suspected, *(risk for risk in risks if risk.met))


def _embolism(seen: Seen) -> Answer:
    return all_of(seen.picked("R03", "calf_swelling"), seen.picked("R03", *CHEST))


def _foot(limb: Mapping[str, Any]) -> bool | None:
    """Absent pulse or altered sensation of one foot."""
    pulses, sensation = limb.get("pulses"), limb.get("sensation")
    return either(None if pulses is None else pulses == "absent", None if sensation is None else sensation == "altered")


def _vessels_and_nerves(seen: Seen) -> Answer:
    told = seen.picked("R05", "cold_foot", "pale_foot", "new_numbness", "new_weakness")
    return any_of(seen.limb("O39", _foot), told)


FORMULAS: Mapping[str, Formula] = {
    "RF01": _septic,
    "RF02": _hot_and_swollen,
    "RF03": _implant,
    "RF04": _bursa,
    "RF05": _clot,
    "RF06": _embolism,
    "RF20": _vessels_and_nerves,
}
