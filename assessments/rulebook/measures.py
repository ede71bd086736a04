"""Outcome measures: the size of change that counts, missing answers and named grades, as each measure's file has them.

Nothing is typed here: a new measure appears by itself.
"""

from collections.abc import Iterator
from decimal import Decimal

from assessments.instruments import all_instruments
from assessments.instruments.definition import Instrument
from assessments.rulebook.definition import Part, Rule, Values, limit, listed, tag_of

# A threshold lies between half a point and half of the scale.
_LEAST = Decimal("0.5")
_STEP = "0.1"


def with_values(instrument: Instrument, values: Values) -> Instrument:
    """The measure with the thresholds in force in place of its shipped ones."""
    named = {name: values.get(_id(instrument, name)) for name in instrument.thresholds()}
    return instrument.with_thresholds({name: value for name, value in named.items() if value is not None})


def _id(instrument: Instrument, name: str) -> str:
    return f"measures.{instrument.key}.{name}"


def _rules(instrument: Instrument) -> Iterator[Rule]:
    """The thresholds of one measure, then what it does without an answer, then its grades."""
    half = Decimal(instrument.highest - instrument.lowest) / 2
    for name, threshold in instrument.thresholds().items():
        yield limit(
            _id(instrument, name),
            f"{instrument.title}: {threshold.words}",
            threshold.value,
            "points",
            threshold.source,
            tag=tag_of(threshold.source),
            between=(_LEAST, half),
            step=_STEP,
        )
    yield listed(
        _id(instrument, "missing"),
        f"{instrument.title}, missing answers: {instrument.missing_rule.removesuffix(' [design]')}",
        f"{instrument.source}; rule [design]" if "[design]" in instrument.missing_rule else instrument.source,
    )
    if instrument.grades:
        bands = ", ".join(f"{_stretch(grade.lowest, grade.highest)} {grade.label}" for grade in instrument.grades)
        yield listed(_id(instrument, "grades"), f"{instrument.title}, by score: {bands}", instrument.source)


def _stretch(lowest: int, highest: int) -> str:
    """“0”, “1 to 3”, with true minus signs."""
    words = f"{lowest}" if lowest == highest else f"{lowest} to {highest}"
    return words.replace("-", "−")


PART = Part(
    key="measures",
    title="Outcome measures",
    rules=tuple(rule for instrument in all_instruments() for rule in _rules(instrument)),
)
