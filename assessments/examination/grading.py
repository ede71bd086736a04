"""Numbers made from findings: symmetry, strength for body weight, duration, weekly load, irritability."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import Any, Literal

from assessments.examination.boxes import number
from assessments.rulebook import Values, defaults

GRAVITY = Decimal("9.81")  # m/s², so 1 kgf is 9.81 N
Irritability = Literal["low", "moderate", "high"]


def lsi(involved: Decimal, uninvolved: Decimal) -> Decimal | None:
    """Limb symmetry index in %: involved ÷ uninvolved × 100. None against a nought."""
    return involved / uninvolved * 100 if uninvolved else None


def newtons(force: Decimal, unit: str) -> Decimal:
    """A force in N from N or kgf."""
    return force if unit == "newton" else force * GRAVITY


def percent_body_weight(force: Decimal, mass: Decimal, unit: str = "kgf") -> Decimal:
    """Force as % of body weight: N ÷ (kg × 9.81) × 100."""
    return newtons(force, unit) / (mass * GRAVITY) * 100


def torque(force: Decimal, lever: Decimal, unit: str = "kgf") -> Decimal:
    """Torque in N·m: N × m."""
    return newtons(force, unit) * lever


def torque_per_kg(force: Decimal, lever: Decimal, mass: Decimal, unit: str = "kgf") -> Decimal:
    """Normalised torque in N·m/kg."""
    return torque(force, lever, unit) / mass


def bmi(height_cm: Decimal, mass: Decimal) -> Decimal:
    """Body mass index in kg/m²."""
    metres = height_cm / 100
    return mass / (metres * metres)


def onset(findings: Mapping[str, Any]) -> date | None:
    """The day that the pain began, as far as it is known."""
    began = findings.get("S02", {}).get("on")
    return date.fromisoformat(began) if began else None


def days_since_onset(findings: Mapping[str, Any], on: date) -> int | None:
    """Days from onset to the given day."""
    began = onset(findings)
    return (on - began).days if began else None


def weeks_since_onset(findings: Mapping[str, Any], on: date) -> int | None:
    """Whole weeks from onset to the given day."""
    days = days_since_onset(findings, on)
    return None if days is None else days // 7


def irritability(findings: Mapping[str, Any]) -> Irritability | None:
    """How soon pain settles after load: within 1 h low, to 24 h moderate, longer high. [design]"""
    settles = findings.get("S13")
    grades: dict[str, Irritability] = {
        "within_1h": "low",
        "1_to_24h": "moderate",
        "over_24h": "high",
        "never_settles": "high",
    }
    return grades.get(settles) if isinstance(settles, str) else None


def weekly_changes(weeks: Sequence[Decimal]) -> tuple[Decimal | None, ...]:
    """The change of each week on the one before in %; None after a week of nought."""
    return tuple((later - earlier) / earlier * 100 if earlier else None for earlier, later in pairwise(weeks))


def is_spike(weeks: Sequence[Decimal], *, values: Values | None = None) -> bool:
    """Rule L3 over weekly distances, oldest first: the last is over so many times the mean of the four before
    it, or the last two together are over so many times the two before them. [design]
    """
    times = (values or defaults())["load.spike"]
    before = weeks[-5:-1]
    if len(before) == 4 and any(before) and weeks[-1] > times * sum(before) / 4:
        return True
    earlier, later = weeks[-4:-2], weeks[-2:]
    return len(earlier) == 2 and any(earlier) and sum(later) > times * sum(earlier)


def recent_weeks(findings: Mapping[str, Any]) -> tuple[Decimal, ...]:
    """The weekly distances of the running profile in km, oldest first; empty unless all four are known.

    The present week follows when it was said.
    """
    last_four = findings.get("N04", {})
    weeks = [last_four.get(f"week_{week}") for week in range(1, 5)]
    if any(week is None for week in weeks):
        return ()
    now = findings.get("N03", {}).get("now")
    return tuple(number(week) for week in ([*weeks, now] if now is not None else weeks))
