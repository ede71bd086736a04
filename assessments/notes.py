"""Small reminders that single findings call for: another screen, another questionnaire, another look."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from assessments.examination.fields import LIMBS
from assessments.instruments.beighton import raised_from
from assessments.subgroups import Classified

DESIGN = "[design] clinic default"


@dataclass(frozen=True, slots=True)
class Note:
    """A reminder with the fields that called for it and its source."""

    words: str
    inputs: tuple[str, ...]
    source: str = DESIGN


def notes(findings: Mapping[str, Any], *, age: int | None, classified: Classified) -> tuple[Note, ...]:
    """Every reminder that cleaned findings call for."""
    found: list[Note] = []
    if classified.note:
        found.append(Note(classified.note, ()))
    if sum(answer is True for answer in findings.get("S28", {}).values()) >= 2:
        found.append(Note("Low energy possible: advise GP or sports medicine.", ("S28",)))
    if findings.get("S29", {}).get("confidence", 10) <= 4:
        found.append(Note("Low confidence: offer TSK-11.", ("S29",)))
    if (findings.get("S11") or 0) > 30:
        found.append(Note("Stiff over 30 minutes: screen for inflammatory disease.", ("S11",)))
    if any(_limb(findings, "O02", limb) in ("2_plus", "3_plus") for limb in LIMBS):
        found.append(Note("Effusion 2+ or more: think again about the diagnosis.", ("O02",), "Sturgill 2009 [memory]"))
    if any(_limb(findings, "O09", limb) for limb in LIMBS):
        found.append(Note("Apprehension positive: instability pathway.", ("O09",), "[memory]"))
    if age is not None and age < 18 and "O05" not in findings:
        found.append(Note("Under 18: examine the hips.", ("O05",), "[memory]"))
    if age is not None and findings.get("O35", -1) >= raised_from(age):
        found.append(Note("Beighton raised for the age.", ("O35",), "[memory]"))
    if (findings.get("G11") or 0) >= 5:
        found.append(Note("Pain 5 or more on the run: stop the video.", ("G11",)))
    tape = {"tape", "adhesive", "latex"}
    if any(row.get("kind") in tape for row in findings.get("S22", ())):
        found.append(Note("Allergy: no taping.", ("S22",)))
    return tuple(found)


def _limb(findings: Mapping[str, Any], field: str, limb: str) -> Any:
    """One limb's value."""
    return findings.get(field, {}).get(limb)
