"""What each test says at a glance, worked out as it is typed: symmetry, share of body weight, grade, change.

A result is words and whether they lie outside what is expected. It explains nothing: that is the reading's work.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from assessments.examination import grading
from assessments.examination.bench import Bench, Result, Work, short
from assessments.examination.boxes import number
from assessments.examination.limb_results import LIMB_WORK
from assessments.examination.signs import Knee
from assessments.rulebook.definition import Values

__all__ = ["Result", "read_results"]


def _since(bench: Bench, field: str) -> Iterator[Result]:
    weeks = grading.weeks_since_onset(bench.knee.findings, bench.on)
    if weeks is not None:
        yield Result(f"{weeks} week{'' if weeks == 1 else 's'} ago")


def _irritable(bench: Bench, field: str) -> Iterator[Result]:
    grade = grading.irritability(bench.knee.findings)
    if grade:
        yield Result(f"Irritability {grade}", grade == "high")


def _bmi(bench: Bench, field: str) -> Iterator[Result]:
    height, weight = bench.knee.part(field, "height"), bench.knee.part(field, "weight")
    if height and weight:
        yield Result(f"BMI {short(grading.bmi(number(height), number(weight)), 1)} kg/m²")


def _weeks(bench: Bench, field: str) -> Iterator[Result]:
    """How each week changed on the one before, and the spike rule over them all."""
    weeks = grading.recent_weeks(bench.knee.findings)
    if not weeks:
        return
    changes = [
        "from 0" if change is None else f"{change:+.0f} %".replace("-", "−") for change in grading.weekly_changes(weeks)
    ]
    yield Result(f"Week on week {', '.join(changes)}")
    spike = grading.is_spike(weeks, values=bench.values)
    yield Result("Spike (rule L3)" if spike else "No spike (rule L3)", spike)


_WORK: Mapping[str, Work] = {"S02": _since, "S13": _irritable, "S23": _bmi, "N04": _weeks, **LIMB_WORK}


def read_results(
    findings: Mapping[str, Any], *, on: date, age: int | None, sex: str, values: Values
) -> dict[str, tuple[Result, ...]]:
    """Every result that cleaned findings allow at a visit, by field id."""
    bench = Bench(Knee(findings, sex, values), on, age)
    worked = {field: tuple(work(bench, field)) for field, work in _WORK.items() if field in findings}
    return {field: told for field, told in worked.items() if told}
