"""The sentences of a score series: calm ones for the patient, exact ones for the physio."""

from collections.abc import Mapping
from datetime import date

from assessments.instruments.definition import Instrument
from assessments.instruments.scores import Band, Change, Score
from assessments.rulebook.definition import plain, untagged

RATED = {
    "worse": "worse than at your first visit",
    "no_change": "about the same as at your first visit",
    "slight": "a bit better than at your first visit",
    "significant": "a lot better than at your first visit",
}


def for_the_patient(
    instrument: Instrument,
    *,
    baseline: Score,
    latest: Score,
    change: Change | None,
    band: Band | None,
    seen_by: str = "",
) -> str:
    """State, then meaning; never false cheer, never guilt. Only says that it was seen when it was."""
    noun = f"{instrument.patient_title[0].lower()}{instrument.patient_title[1:]}"
    then, now = instrument.shown(baseline), instrument.shown(latest)
    if not instrument.needs_baseline:
        return _as_rated(instrument, latest)
    if change is None:
        return f"Your {noun} is {now}."
    if then == now and not change.partial:
        return f"Your {noun} is {now}, the same as when you started."
    went = f"Your {noun} went from {then} to {now}."
    if band == "worse":
        where = "Lower" if change.difference < 0 else "Higher"
        seen = f" {seen_by} has seen it." if seen_by else ""
        return f"{where} than when you started. That happens.{seen} {went}"
    meaning = {
        "within_error": " That could be day-to-day change.",
        "important": " That’s a change that counts.",
        "important_and_real": " That’s a change that counts.",
    }
    return went + (meaning[band] if band else "")


def for_staff(
    instrument: Instrument, *, baseline: Score, latest: Score, change: Change | None, band: Band | None
) -> str:
    """The change with the thresholds it was held against, so that nobody has to look them up."""
    now = instrument.shown(latest)
    if not instrument.needs_baseline:
        grade = instrument.grade(latest)
        return f"{instrument.shown(latest, signed=True)}: {grade.label.lower() if grade else 'not graded'}."
    if change is None:
        return f"{now} at baseline."
    moved = instrument.shown(change.difference, signed=True)
    if change.partial:
        not_all = "Partial: not every activity was rated again."
        return f"{moved} since baseline{_weighed(change, band)}. {not_all}"
    return f"{moved} since baseline ({instrument.shown(baseline)} → {now}){_weighed(change, band)}."


def for_a_gap(instrument: Instrument, answers: Mapping[str, object]) -> str:
    """Why there is no score: how many were answered, which are missing, and the rule that asks for them."""
    missing, total = instrument.unanswered(answers), len(instrument.items)
    named, rule = "; ".join(instrument.numbered(item) for item in missing), untagged(instrument.missing_rule)
    return f"{total - len(missing)} of {total} answered, so no score. Not answered: {named}. {rule}"


def _as_rated(instrument: Instrument, rating: Score) -> str:
    """A rating of change, said back in plain words."""
    grade = instrument.grade(rating)
    said = RATED.get(grade.key, grade.label) if grade else "changed"
    return f"You said: {said} ({instrument.shown(rating, signed=True)})."


def long_date(day: date) -> str:
    """“Thursday 3 December”, the way patients read a date."""
    return f"{day:%A} {day.day} {day:%B}"


def _weighed(change: Change, band: Band | None) -> str:
    """How the change compares with the thresholds, in a clinician's words."""
    if band is None or change.important is None:
        return ""
    size, error = plain(change.important), "" if change.error is None else plain(change.error)
    unsure = f"not beyond measurement error ({error})" if error else "measurement error not known"
    weighed: dict[Band, str] = {
        "worse": f"important worsening (≥ {size})",
        "within_error": f"below important change ({size})",
        "important": f"important (≥ {size}), {unsure}",
        "important_and_real": f"important (≥ {size}), beyond measurement error ({error})",
    }
    return f": {weighed[band]}"
