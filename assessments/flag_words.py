"""What met a red flag's rule, in words: the fields with what was found, or the question a patient said yes to."""

from collections.abc import Iterable, Mapping
from typing import Any

from assessments.examination.catalogue import BY_ID
from assessments.examination.words import in_words, lowered
from assessments.redflags import RedFlag
from assessments.redflags.findings import SCREEN


def met_by(rule: RedFlag, inputs: Mapping[str, Any], findings: Mapping[str, Any]) -> list[str]:
    """One line for each input. `inputs` are those that the flag keeps, `findings` those of its note."""
    lines = fields_met(inputs.get("fields", ()), findings)
    if inputs.get(rule.id) is True:
        lines.append(f"The patient answered yes to: {rule.question.label if rule.question else rule.statement}")
    return lines


def fields_met(fields: Iterable[str], findings: Mapping[str, Any]) -> list[str]:
    """Each field by its label with what was found; one that a later catalogue no longer has by its id."""
    return [_line(field, findings) for field in dict.fromkeys(fields)]


def _line(field: str, findings: Mapping[str, Any]) -> str:
    if field == SCREEN:
        return "Ticked in the red-flag screen"
    if field not in BY_ID:
        return field
    entry = BY_ID[field]
    found = in_words(entry, findings.get(field), positive=True)
    return f"{entry.label}: {lowered(found)}" if found else entry.label
