"""The whole examination in a clinician's order, and which of its fields a given patient is shown."""

from collections.abc import Mapping
from typing import Any

from assessments.examination import (
    danger,
    history,
    joint,
    judgement,
    length,
    movement,
    person,
    running,
    screening,
    video,
)
from assessments.examination.fields import Field, Section

# Kept with every examination; raise it whenever a field, an option or a range changes.
CATALOGUE_VERSION = "2026.1"

_UNORDERED = (
    *history.FIELDS,
    *person.FIELDS,
    *judgement.FIELDS,
    *screening.FIELDS,
    *danger.FIELDS,
    *running.FIELDS,
    *movement.FIELDS,
    *joint.FIELDS,
    *length.FIELDS,
    *video.FIELDS,
)
FIELDS: tuple[Field, ...] = tuple(field for section in Section for field in _UNORDERED if field.section is section)
BY_ID: dict[str, Field] = {field.id: field for field in FIELDS}

TRAUMA = frozenset({"after_direct_blow", "twist_injury"})


def sections() -> tuple[tuple[Section, tuple[Field, ...]], ...]:
    """Each section with its fields, in order."""
    return tuple((section, tuple(field for field in FIELDS if field.section is section)) for section in Section)


def carried(findings: Mapping[str, Any]) -> dict[str, Any]:
    """What a review may begin with: the findings that seldom change from visit to visit."""
    return {one: found for one, found in findings.items() if one in BY_ID and BY_ID[one].carried}


def is_shown(field: Field, findings: Mapping[str, Any], *, age: int | None = None, runner: bool = False) -> bool:
    """Whether this patient is asked this field: some are for runners, children or injuries only."""
    runs = runner or "running" in (findings.get("S07") or ())
    video = findings.get("O37")
    return {
        "always": True,
        "runner": runs,
        "under_18": age is not None and age < 18,
        "trauma": findings.get("S03") in TRAUMA,
        "both_sides": findings.get("S01") == "both",
        "running_video": runs and video != "not_done",
    }[field.shown]
