"""Whether a value that somebody typed for a rule can stand: a number, in its range, in order with its neighbours."""

import re
from collections.abc import Mapping
from decimal import Decimal

from assessments.rulebook.definition import Rule, Values, plain

_NUMBER = re.compile(r"[-−]?[0-9]{1,6}(\.[0-9]{1,4})?")


def read_value(rule: Rule, said: str | int | Decimal) -> Decimal:
    """The value as a number. Raises `ValueError` with a sentence that says how to mend it."""
    if not rule.editable or rule.lowest is None or rule.highest is None:
        raise ValueError("This value is not set here.")
    words = str(said).strip()
    if not words:
        raise ValueError(f"Type a number, {rule.range_words}.")
    if not _NUMBER.fullmatch(words):
        raise ValueError(f"Type it in figures, {rule.range_words}, with a point for decimals.")
    value = Decimal(words.replace("−", "-"))
    if not rule.lowest <= value <= rule.highest:
        raise ValueError(f"Type a number from {rule.range_words}.")
    if value % rule.step:
        raise ValueError(f"Type it in steps of {plain(rule.step)}.")
    return value


def out_of_order(rules: Mapping[str, Rule], values: Values) -> dict[str, str]:
    """Id → sentence for each value that goes beyond the one that bounds it."""
    return {
        rule.id: f"This may not be more than {plain(values[rule.at_most])}, the value of {rule.at_most}."
        for rule in rules.values()
        if rule.at_most and values[rule.id] > values[rule.at_most]
    }
