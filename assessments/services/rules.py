"""How the owner sets other values for the rules, from a day on: typed, checked, signed.

A set begins tomorrow at the earliest and is never changed. One that still waits is replaced by signing another.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from assessments.models import RuleSet
from assessments.rulebook import Values, by_id, values_with
from assessments.rulebook.checking import out_of_order, read_value
from assessments.services.rule_history import RuleChange, changes, rule_history
from patients.access import Role, role_of

LONGEST_REASON = 400
LONGEST_REVIEW = timedelta(days=731)  # two years, with a leap day [design]


class RulesRefused(Exception):
    """What is wrong: rule id or name of the field → sentence; what belongs to none of them stands under ``""``."""

    def __init__(self, errors: Mapping[str, str]) -> None:
        super().__init__(" ".join(errors.values()))
        self.errors = dict(errors)


@dataclass(frozen=True, slots=True)
class RulePlan:
    """What a set would do: all values that differ from the shipped ones, what changes, which sets never begin."""

    own: dict[str, str]
    effective_from: date
    review_by: date
    changes: tuple[RuleChange, ...]
    replaced: tuple[RuleSet, ...]


def plan_rules(
    *,
    values: Mapping[str, str | Decimal],
    effective_from: date | None,
    why: str,
    review_by: date | None,
    by: Any,
    now: datetime,
) -> RulePlan:
    """What `set_rules` with the same words would do. Raises `RulesRefused`; only an owner gets past the door."""
    if role_of(by) != Role.OWNER:
        raise PermissionDenied("The owner sets the rules.")
    today, history = timezone.localdate(now), rule_history()
    errors = _dates(effective_from, review_by, today) | _reason(why)
    if effective_from and any(one.effective_from == effective_from for one, _ in history.told):
        errors["effective_from"] = "There is a set for that day already, and it stays as it is. Choose another day."
    before = history.on(effective_from or today)
    after, wrong = _read(values, before)
    errors |= wrong
    if errors or effective_from is None or review_by is None:
        raise RulesRefused(errors)
    rules = by_id()
    plan = RulePlan(
        own={key: str(value) for key, value in after.items() if value != rules[key].value},
        effective_from=effective_from,
        review_by=review_by,
        changes=changes(before, after),
        replaced=history.starts_of(effective_from),
    )
    if not plan.changes and not plan.replaced and review_by <= history.reviewed_on(effective_from)[1]:
        raise RulesRefused({"": "Nothing would change: no value, and no later review."})
    return plan


@transaction.atomic
def set_rules(
    *,
    values: Mapping[str, str | Decimal],
    effective_from: date | None,
    why: str,
    review_by: date | None,
    by: Any,
    now: datetime,
    sets_seen: int | None = None,
) -> RuleSet:
    """Sign a set: these values over those in force, from a day on, with the reason and the next review.

    `values` may name some of the rules; the others keep what is in force on the first day. Without a change it is
    the yearly review, when that is later than the last. `sets_seen` says how many sets the page knew of. The
    same words sent twice are one set. Raises `RulesRefused`.
    """
    if sent := _said_already(values=values, effective_from=effective_from, why=why, review_by=review_by, by=by):
        return sent
    plan = plan_rules(values=values, effective_from=effective_from, why=why, review_by=review_by, by=by, now=now)
    if sets_seen is not None and RuleSet.objects.count() != sets_seen:
        raise RulesRefused(
            {"": "Somebody signed another set since you opened this page. Look at it, then check again."}
        )
    try:
        with transaction.atomic():
            return RuleSet.objects.create(
                effective_from=plan.effective_from,
                values=plan.own,
                why=why.strip(),
                reviewed_on=timezone.localdate(now),
                review_by=plan.review_by,
                signed_by=by,
                signed_at=now,
            )
    except IntegrityError:
        raise RulesRefused({"effective_from": "There is a set for that day already. Choose another day."}) from None


def _said_already(
    *, values: Mapping[str, str | Decimal], effective_from: date | None, why: str, review_by: date | None, by: Any
) -> RuleSet | None:
    """The very same set, signed by the same person: a form that was sent twice."""
    kept = RuleSet.objects.filter(why=why.strip(), signed_by=by).signed_last_first().first()
    if kept is None or (kept.effective_from, kept.review_by) != (effective_from, review_by):
        return None
    after, wrong = _read(values, values_with(kept.values))
    return kept if not wrong and after == values_with(kept.values) else None


def _read(values: Mapping[str, str | Decimal], before: Values) -> tuple[Values, dict[str, str]]:
    """The values in force with the typed ones over them, and a sentence for each that cannot stand."""
    rules, after, wrong = by_id(), dict(before), {}
    for key, said in values.items():
        if key not in rules:
            wrong[key] = f"There is no rule called {key}."
            continue
        try:
            after[key] = read_value(rules[key], said)
        except ValueError as refusal:
            wrong[key] = str(refusal)
    # Of two values that are out of order, the typed one is the one to mend, or either when both were.
    return after, wrong | {key: words for key, words in out_of_order(rules, after).items() if key not in wrong}


def _dates(effective_from: date | None, review_by: date | None, today: date) -> dict[str, str]:
    errors = {}
    if effective_from is None:
        errors["effective_from"] = "Say from which day the values hold."
    elif effective_from <= today:
        errors["effective_from"] = "Tomorrow at the earliest, so that a day has one set of values."
    if review_by is None:
        errors["review_by"] = "Say by when the rules are looked through again."
    elif review_by <= max(today, effective_from or today):
        errors["review_by"] = "The next review comes after the first day of these values."
    elif review_by > today + LONGEST_REVIEW:
        errors["review_by"] = "Within two years."
    return errors


def _reason(why: str) -> dict[str, str]:
    if not why.strip():
        return {"why": "Say why, for whoever reads it in a year."}
    if len(why.strip()) > LONGEST_REASON:
        return {"why": f"Keep the reason to {LONGEST_REASON} letters."}
    return {}
