"""How far the rules may lead one exercise: what weight it takes, how high, how deep, how long.

Repetitions and holds have their range from the preset; this is the rest of the sentence "harder" in the library.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Final

from programmes.library.pages import Page

KEYS: Final = frozenset({
    "joints", "load", "first_kg", "step_kg", "most_kg", "load_times", "height_cm", "depth_degrees", "minutes",
})  # fmt: skip
JOINTS: Final = ("isolation", "compound")
LOADS: Final = ("none", "weight", "band")


@dataclass(frozen=True, slots=True)
class Growth:
    """Pairs are (least, most). Kilograms and factors are decimals in words, as JSON keeps them exactly.

    `load` is what makes it heavier. `first_kg` is the first weight where it begins without one; `step_kg` and
    `load_times` stand in for the usual percentage.
    """

    joints: str = "compound"
    load: str = "none"
    first_kg: str = ""
    step_kg: str = ""
    most_kg: str = ""
    load_times: str = ""
    height_cm: tuple[int, int] | None = None
    depth_degrees: tuple[int, int] | None = None
    minutes: tuple[int, int] | None = None


def read_growth(page: Page) -> Growth:
    """The `[grows]` table of an exercise file. Raises LibraryError with file and line."""
    page.only(KEYS)
    return Growth(
        joints=page.one_of("joints", JOINTS) if "joints" in page.table else "compound",
        load=page.one_of("load", LOADS) if "load" in page.table else "none",
        first_kg=_decimal(page, "first_kg"),
        step_kg=_decimal(page, "step_kg"),
        most_kg=_decimal(page, "most_kg"),
        load_times=_decimal(page, "load_times"),
        height_cm=page.span("height_cm"),
        depth_degrees=page.span("depth_degrees"),
        minutes=page.span("minutes"),
    )


def _decimal(page: Page, key: str) -> str:
    words = page.words(key, "")
    try:
        good = not words or 0 < Decimal(words) <= 100
    except InvalidOperation:
        good = False
    if not good:
        raise page.wrong(key, f'expected a number such as "0.5", not {words!r}')
    return words
