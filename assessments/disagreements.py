"""Where the physio decided otherwise than the rules suggest, and the reason beside it. Neither is wrong."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from assessments.classification import Reading
from assessments.examination.catalogue import BY_ID

# The outcomes of the diagnosis by the words that the physio picks from; what can't be told suggests nothing.
SUGGESTS = {"probable": "probable_pfp", "possible": "possible_pfp", "not_pfp": "not_pfp"}


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A field with what was suggested and what was decided, as keys and in words; `reason` is empty without one."""

    field: str
    label: str
    suggested: tuple[str, ...]
    suggested_words: str
    decided: tuple[str, ...]
    decided_words: str
    reason: str


def suggestion(reading: Reading) -> dict[str, tuple[str, ...]]:
    """What the reading suggests for each decision (D04–D06), as keys; an empty tuple where it suggests nothing."""
    return {
        "D04": _one(SUGGESTS.get(reading.diagnosis.outcome)),
        "D05": tuple(sorted(found.subgroup for found in reading.classification)),
        "D06": _one(reading.primary),
    }


def agreement(reading: Reading) -> dict[str, Any]:
    """The decisions as findings, taken over from the reading; None where it suggests nothing."""
    diagnosis, subgroups, primary = suggestion(reading).values()
    return {
        "D04": diagnosis[0] if diagnosis else None,
        "D05": list(subgroups) or None,
        "D06": primary[0] if primary else None,
        "D07": None,
    }


def disagreements(findings: Mapping[str, Any], reading: Reading) -> tuple[Disagreement, ...]:
    """Every decision (D04–D06) of cleaned findings that differs from the reading, in the order of the form."""
    suggested = suggestion(reading)
    decided = {
        "D04": _one(findings.get("D04")),
        "D05": tuple(sorted(key for key in findings.get("D05", ()) if key != "none")),
        "D06": _one(findings.get("D06")),
    }
    return tuple(
        Disagreement(
            field=field,
            label=BY_ID[field].label,
            suggested=suggested[field],
            suggested_words=_words(field, suggested[field]),
            decided=decided[field],
            decided_words=_words(field, decided[field]),
            reason=findings.get("D07", ""),
        )
        for field in suggested
        if field in findings and decided[field] != suggested[field]
    )


def _one(key: str | None) -> tuple[str, ...]:
    """One key, or none."""
    return (key,) if key else ()


def _words(field: str, keys: Iterable[str]) -> str:
    """The keys as the form words them; “None” for none of them."""
    labels = {choice.key: choice.label for choice in BY_ID[field].boxes[0].choices}
    return ", ".join(labels[key] for key in keys) or "None"
