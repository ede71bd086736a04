"""The shelf of outcome measures: one file here is one measure, found by itself.

A measure file holds one `INSTRUMENT`, named as the file. Nothing else has to change when one is added.
"""

from collections.abc import Mapping
from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from assessments.instruments.definition import Instrument
from assessments.instruments.texts import Texts, laid_over

# The pages of the folder that say what a measure is; every other page is one.
_NOT_MEASURES = frozenset({"answers", "definition", "examples", "scores", "texts"})

# The clinic's permitted words, given once at the start; empty in a fresh house.
_texts: dict[str, Texts] = {}


class UnknownInstrumentError(LookupError):
    """No measure of that key is on the shelf."""


@cache
def all_instruments() -> tuple[Instrument, ...]:
    """Every measure, by key. Raises `ValueError` when a file and its measure do not carry the same name."""
    found = []
    for module in iter_modules(__path__):
        if module.name in _NOT_MEASURES:
            continue
        instrument: Instrument = import_module(f"{__name__}.{module.name}").INSTRUMENT
        if instrument.key != module.name:
            raise ValueError(f"{module.name}.py holds the measure “{instrument.key}”: name them alike.")
        found.append(laid_over(instrument, _texts[instrument.key]) if instrument.key in _texts else instrument)
    return tuple(sorted(found, key=lambda instrument: instrument.key))


def use_texts(texts: Mapping[str, Texts]) -> None:
    """From now on measures are asked in these words, by key; the others stay as their files say."""
    _texts.clear()
    _texts.update(texts)
    all_instruments.cache_clear()


def keys() -> tuple[str, ...]:
    """The keys of every measure, in order."""
    return tuple(instrument.key for instrument in all_instruments())


def get(key: str) -> Instrument:
    """The measure of that key. Raises `UnknownInstrumentError`."""
    for instrument in all_instruments():
        if instrument.key == key:
            return instrument
    raise UnknownInstrumentError(f"There is no measure called “{key}”.")
