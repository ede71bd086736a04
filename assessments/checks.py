"""The clinic's licensed texts: taken up at the start, and any fault in them named by `manage.py check`."""

import logging
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, register

from assessments import instruments
from assessments.instruments.texts import Texts, TextsError, read_texts

logger = logging.getLogger("restride.assessments")


def clinic_texts() -> dict[str, Texts]:
    """What INSTRUMENT_TEXTS points to, by measure; empty where it points nowhere. Raises TextsError."""
    path = settings.INSTRUMENT_TEXTS
    return read_texts(Path(path), instruments.all_instruments()) if path else {}


def take_up_texts() -> None:
    """Ask in the clinic's words from now on. With any fault in them nothing is taken up: nobody is asked half of it."""
    try:
        instruments.use_texts(clinic_texts())
    except TextsError as fault:
        instruments.use_texts({})
        logger.warning("INSTRUMENT_TEXTS not used: %s", fault)


@register()
def texts_are_whole(**kwargs: Any) -> list[CheckMessage]:
    try:
        clinic_texts()
    except TextsError as fault:
        hint = "INSTRUMENT_TEXTS names a TOML file or a folder of them; docs/operator.md shows the form."
        return [Error(sentence, hint=hint, id="assessments.E001") for sentence in fault.errors]
    return []
