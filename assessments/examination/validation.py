"""A whole set of findings: what is kept, what is refused, what is asked about, what is still to answer."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from assessments.examination import boxes
from assessments.examination.catalogue import BY_ID, FIELDS, is_shown
from assessments.examination.fields import LIMBS, Box, Field

Findings = Mapping[str, Any]
LOAD = "SG1"


@dataclass(slots=True)
class Checked:
    """Findings that were looked through. Paths read like `S06.worst`, `O17.left`, `S18.0.off`."""

    cleaned: dict[str, Any] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)
    warnings: dict[str, str] = field(default_factory=dict)


def validate(
    findings: object, *, on: date | None = None, born: date | None = None
) -> tuple[dict[str, Any], dict[str, str], dict[str, str]]:
    """The findings as they are kept, sentences for what is refused, questions about what is unusual.

    Blank boxes are left out. What is refused is not among the cleaned, so a draft keeps the rest. With `on`,
    the day of the contact, an onset after it is refused; with `born`, any date before the patient's birth.
    """
    checked = Checked()
    if not isinstance(findings, Mapping):
        checked.errors["findings"] = "Send the findings as pairs of field and value."
        return checked.cleaned, checked.errors, checked.warnings
    for unknown in (key for key in findings if key not in BY_ID):
        checked.errors[str(unknown)] = "There is no such field in the examination."
    for each in FIELDS:
        if each.id in findings:
            kept = _field(each, findings[each.id], checked)
            if kept is not None:
                checked.cleaned[each.id] = kept
    _dates(checked, on, born)
    _together(checked)
    return checked.cleaned, checked.errors, checked.warnings


# Whatever the visit: nothing is signed while the red-flag screen is unanswered.
ALWAYS_NEEDED = frozenset({"S31"})


def missing_to_sign(
    findings: Findings, *, age: int | None = None, runner: bool = False, first: bool = True
) -> dict[str, str]:
    """What must still be answered before an examination can be signed: path → sentence.

    `findings` are cleaned ones. The `first` examination needs every required field, and of runners their running
    profile; later ones need the red-flag screen.
    """
    missing: dict[str, str] = {}
    for each in FIELDS:
        needed = each.required if first else each.id in ALWAYS_NEEDED
        if not needed or not is_shown(each, findings, age=age, runner=runner):
            continue
        value = findings.get(each.id)
        if value is None:
            missing[each.id] = f"{each.label}: still to answer."
        elif each.is_compound:
            for box in each.boxes:
                if not box.optional and box.key not in value:
                    missing[f"{each.id}.{box.key}"] = f"{each.label}, {box.label.lower()}: still to answer."
    if first and findings.get("S01") == "both" and "S01b" not in findings:
        missing["S01b"] = "Worse side: still to answer."
    return missing


def _field(each: Field, value: object, checked: Checked) -> Any:
    """A field's value with everything refused taken out; None when nothing is left."""
    if not each.per_limb:
        return _parts(each, value, each.id, checked)
    if value is None:
        return None
    if not isinstance(value, Mapping) or any(limb not in LIMBS for limb in value):
        checked.errors[each.id] = "Give it for left and right."
        return None
    kept = {limb: _parts(each, value[limb], f"{each.id}.{limb}", checked) for limb in LIMBS if limb in value}
    return {limb: found for limb, found in kept.items() if found is not None} or None


def _parts(each: Field, value: object, path: str, checked: Checked) -> Any:
    """One limb's value, or the value of a field without limbs."""
    if not each.is_compound:
        return _box(each.boxes[0], value, path, checked)
    if value is None:
        return None
    if not isinstance(value, Mapping) or _is_main_multi(each, value):
        # A bare value goes to the box that the field is mainly about.
        if not each.main:
            checked.errors[path] = f"Give it in parts: {', '.join(box.key for box in each.boxes)}."
            return None
        value = {each.main: value}
    known = {box.key: box for box in each.boxes}
    for unknown in (key for key in value if key not in known):
        checked.errors[f"{path}.{unknown}"] = "This field has no such part."
    kept = {key: _box(box, value[key], f"{path}.{key}", checked) for key, box in known.items() if key in value}
    return {key: found for key, found in kept.items() if found is not None} or None


def _is_main_multi(each: Field, value: Mapping[Any, Any]) -> bool:
    """Whether a mapping answers the options of the main box and not the parts of the field."""
    main = next((box for box in each.boxes if box.key == each.main), None)
    return bool(main and main.kind == "multi" and value and all(key in main.keys for key in value))


def _box(box: Box, value: object, path: str, checked: Checked) -> Any:
    """The value of one box, its refusal or its question noted by path."""
    try:
        kept = boxes.clean(box, value)
    except boxes.BoxError as refusal:
        checked.errors[f"{path}.{refusal.where}" if refusal.where else path] = str(refusal)
        return None
    if kept is not None and (question := boxes.unusual(box, kept)):
        checked.warnings[path] = question
    return kept


def _dates(checked: Checked, on: date | None, born: date | None) -> None:
    """Days that can't be for this patient at this visit; a whole field is left out with its wrong day."""
    for each in FIELDS:
        for box in each.boxes:
            told = checked.cleaned.get(each.id)
            if box.kind != "date" or not isinstance(told, dict) or box.key not in told:
                continue
            day = date.fromisoformat(told[box.key])
            if born and day < born:
                checked.errors[f"{each.id}.{box.key}"] = "This is before the patient was born. Check the year."
            elif on and each.id == "S02" and day > on:
                checked.errors["S02.on"] = "The pain can’t have begun after this visit. Check the date."
            else:
                continue
            del checked.cleaned[each.id]


def _together(checked: Checked) -> None:
    """What only shows when two answers are read side by side."""
    pain = checked.cleaned.get("S06", {})
    if "worst" in pain and pain["worst"] < max(pain.get("usual", 0), pain.get("now", 0)):
        checked.warnings["S06.worst"] = "The worst is below the usual or present pain. Are you sure?"
    shares = checked.cleaned.get("N08", {})
    whole, total = len(shares) == len(BY_ID["N08"].boxes), sum(shares.values())
    if total > 100 or (whole and total < 100):
        checked.errors["N08"] = f"The shares must add up to 100 (now {total})."
        del checked.cleaned["N08"]
    _decided(checked)


def _decided(checked: Checked) -> None:
    """What the physio decided must not speak against itself."""
    kept = checked.cleaned
    twice = [cause for cause in kept.get("D03", ()) if cause in kept.get("D02", ())]
    if twice:
        names = ", ".join(choice.label for choice in BY_ID["D03"].boxes[0].choices if choice.key in twice)
        checked.errors["D03"] = f"A cause is either ruled out or still possible, not both: {names}."
        del kept["D03"]
    agreed = kept.get("D05")
    # Fresh overload may lead the programme beside the subgroups that were found; it is not one of them then.
    if agreed and "D06" in kept and (agreed == ["none"] or kept["D06"] not in {*agreed, LOAD}):
        checked.errors["D06"] = "The subgroup that leads must be one of those agreed, or overload."
        del kept["D06"]
