"""Every rule and threshold of the assessments: one file here is one part of the owner's page.

A part file holds one `PART`. Rules name their numbers by id; `DEFAULTS` are the shipped values, and a clinic's own
(`RuleSet`) are laid over them by `values_with`.
"""

from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from assessments.rulebook.definition import Part, Rule, Values

__all__ = ["REVIEWED_ON", "REVIEW_BY", "Part", "Rule", "Values", "by_id", "defaults", "parts", "values_with"]

# The shipped set was looked through on this day, and is looked through again within a year.
REVIEWED_ON = "2026-11-22"
REVIEW_BY = "2027-11-22"
# The pages of the folder that say what a rule is; every other page is a part.
_NOT_PARTS = frozenset({"checking", "definition"})


@cache
def parts() -> tuple[Part, ...]:
    """Every part in the order of its file's name. Raises `ValueError` when an id stands twice."""
    found = tuple(
        import_module(f"{__name__}.{module.name}").PART
        for module in iter_modules(__path__)
        if module.name not in _NOT_PARTS
    )
    ids = [rule.id for part in found for rule in part.rules]
    twice = {one for one in ids if ids.count(one) > 1}
    if twice:
        raise ValueError(f"These rules stand twice in the rule book: {', '.join(sorted(twice))}.")
    return found


@cache
def by_id() -> Mapping[str, Rule]:
    """Every rule by its id."""
    return {rule.id: rule for part in parts() for rule in part.rules}


@cache
def defaults() -> Values:
    """The shipped values."""
    return {rule.id: rule.value for rule in by_id().values() if rule.value is not None}


def values_with(own: Mapping[str, str]) -> Values:
    """The shipped values with the clinic's own over them. Ids that no rule has any more are left out."""
    known = defaults()
    return {**known, **{key: Decimal(value) for key, value in own.items() if key in known}}
