"""Small reminders that single findings call for: another screen, another questionnaire, another look."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from assessments.examination.fields import LIMBS
from assessments.instruments.beighton import raised_from
from assessments.rulebook import Values, defaults
from assessments.rulebook.definition import plain
from assessments.rulebook.notes import DESIGN, EFFUSION_SOURCE
from assessments.subgroups import Classified

# Grades of the sweep test that the rule counts; none and trace lie under each of them.
EFFUSION = {"1_plus": 1, "2_plus": 2, "3_plus": 3}


@dataclass(frozen=True, slots=True)
class Note:
    """A reminder with the fields that called for it and its source."""

    words: str
    inputs: tuple[str, ...]
    source: str = DESIGN


def notes(
    findings: Mapping[str, Any], *, age: int | None, classified: Classified, values: Values | None = None
) -> tuple[Note, ...]:
    """Every reminder that cleaned findings call for."""
    values = values or defaults()
    found: list[Note] = []
    if classified.note:
        found.append(Note(classified.note, ()))
    if sum(answer is True for answer in findings.get("S28", {}).values()) >= values["red_flags.low_energy_answers"]:
        found.append(Note("Low energy possible: advise GP or sports medicine.", ("S28",)))
    if findings.get("S29", {}).get("confidence", 10) <= values["notes.low_confidence"]:
        found.append(Note("Low confidence: offer TSK-11.", ("S29",)))
    stiff, effusion = values["red_flags.stiffness_minutes"], values["notes.effusion"]
    if (findings.get("S11") or 0) > stiff:
        found.append(Note(f"Stiff over {plain(stiff)} minutes: screen for inflammatory disease.", ("S11",)))
    if any(EFFUSION.get(_limb(findings, "O02", limb), 0) >= effusion for limb in LIMBS):
        words = f"Effusion {plain(effusion)}+ or more: think again about the diagnosis."
        found.append(Note(words, ("O02",), EFFUSION_SOURCE))
    if any(_limb(findings, "O09", limb) for limb in LIMBS):
        found.append(Note("Apprehension positive: instability pathway.", ("O09",), "[memory]"))
    young = values["notes.hips_under"]
    if age is not None and age < young and "O05" not in findings:
        found.append(Note(f"Under {plain(young)}: examine the hips.", ("O05",), "[memory]"))
    if age is not None and findings.get("O35", -1) >= raised_from(age, values):
        found.append(Note("Beighton raised for the age.", ("O35",), "[memory]"))
    if (findings.get("G11") or 0) >= (stop := values["notes.video_pain"]):
        found.append(Note(f"Pain {plain(stop)} or more on the run: stop the video.", ("G11",)))
    tape = {"tape", "adhesive", "latex"}
    if any(row.get("kind") in tape for row in findings.get("S22", ())):
        found.append(Note("Allergy: no taping.", ("S22",)))
    return tuple(found)


def _limb(findings: Mapping[str, Any], field: str, limb: str) -> Any:
    """One limb's value."""
    return findings.get(field, {}).get(limb)
