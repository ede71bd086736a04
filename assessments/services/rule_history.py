"""Which values of the rules held on which day, from the sets that were signed.

A day has one set of values for ever: a set begins after the day of its signature and is never changed. Of sets that
have begun, the one signed last holds.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from assessments.models import RuleSet
from assessments.rulebook import REVIEW_BY, REVIEWED_ON, Rule, Values, by_id, defaults, values_with


@dataclass(frozen=True, slots=True)
class RuleChange:
    """One rule whose value differs from the day on."""

    rule: Rule
    before: Decimal
    after: Decimal

    @property
    def was(self) -> str:
        return self.rule.in_words(self.before)

    @property
    def becomes(self) -> str:
        return self.rule.in_words(self.after)


@dataclass(frozen=True, slots=True)
class RuleHistory:
    """Every set with its values, the one signed last first; without a query it says what held on a day."""

    told: tuple[tuple[RuleSet, Values], ...]

    def set_on(self, day: date) -> RuleSet | None:
        """The set in force that day; None while the shipped values held."""
        return next((one for one, _ in self.told if one.effective_from <= day), None)

    def on(self, day: date) -> Values:
        """The values in force that day."""
        return next((values for one, values in self.told if one.effective_from <= day), defaults())

    def reviewed_on(self, day: date) -> tuple[date, date]:
        """When the rules in force that day were looked through, and by when they are again."""
        held = self.set_on(day)
        if held is None:
            return date.fromisoformat(REVIEWED_ON), date.fromisoformat(REVIEW_BY)
        return held.reviewed_on, held.review_by

    def waiting(self, day: date) -> RuleSet | None:
        """The set that is still to begin after that day; None when there is none, or another was signed since."""
        newest = self.told[0][0] if self.told else None
        return newest if newest and newest.effective_from > day else None

    def before(self, one: RuleSet) -> Values:
        """The values that held on its first day when it was signed."""
        earlier = [told for told in self.told if told[0].signed_at < one.signed_at]
        return RuleHistory(tuple(earlier)).on(one.effective_from)

    def changes_of(self, one: RuleSet) -> tuple[RuleChange, ...]:
        """What a set changed from its first day on."""
        return changes(self.before(one), values_with(one.values))

    def began(self, one: RuleSet) -> bool:
        """Whether it is the one in force on its own first day; another that was signed later may hold instead."""
        return self.set_on(one.effective_from) == one

    def starts_of(self, day: date) -> tuple[RuleSet, ...]:
        """Sets that a new one from that day keeps from ever beginning."""
        return tuple(one for one, _ in self.told if one.effective_from > day and self.began(one))


def changes(before: Values, after: Values) -> tuple[RuleChange, ...]:
    """The rules whose value is another one, in the order of the book."""
    return tuple(
        RuleChange(rule, before[key], after[key]) for key, rule in by_id().items() if before.get(key) != after.get(key)
    )


def rule_history() -> RuleHistory:
    """Every set that was ever signed: one query, then any day."""
    sets = RuleSet.objects.select_related("signed_by").signed_last_first()
    return RuleHistory(tuple((one, values_with(one.values)) for one in sets))


def rules_on(day: date) -> Values:
    """The values in force on a day: one query."""
    held = RuleSet.objects.in_force(day).first()
    return values_with(held.values) if held else defaults()
