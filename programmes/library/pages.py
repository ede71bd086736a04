"""A library file read strictly: every complaint names the file and, where it can be told, the line."""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from collections.abc import Collection, Mapping
from pathlib import Path


class LibraryError(ValueError):
    """A file of the library that cannot be used; says where and why."""

    def __init__(self, path: Path, why: str, line: int | None = None) -> None:
        self.path, self.why, self.line = path, why, line
        super().__init__(f"{path.name}{f', line {line}' if line else ''}: {why}")


class Page:
    """One table of one file, with getters that check the kind of every value."""

    def __init__(self, path: Path, text: str, table: Mapping[str, object], start: int = 1) -> None:
        self.path, self.text, self.table, self.start = path, text, table, start

    @classmethod
    def open(cls, path: Path) -> Page:
        """The whole file; raises LibraryError when it is no TOML."""
        text = path.read_text(encoding="utf-8")
        try:
            return cls(path, text, tomllib.loads(text))
        except tomllib.TOMLDecodeError as wrong:
            found = re.search(r"line (\d+)", str(wrong))
            raise LibraryError(path, str(wrong), int(found[1]) if found else None) from wrong

    def wrong(self, key: str, why: str) -> LibraryError:
        """The complaint about one key."""
        pattern = re.compile(rf'\s*"?{re.escape(key)}"?\s*=|\s*\[+\s*[\w.]*\b{re.escape(key)}\s*\]')
        lines = self.text.splitlines()
        for number, line in enumerate(lines[self.start - 1 :], start=self.start):
            if pattern.match(line):
                return LibraryError(self.path, f"{key}: {why}", number)
        return LibraryError(self.path, f"{key}: {why}")

    def only(self, keys: Collection[str]) -> None:
        """Refuse any key that nobody reads."""
        for key in self.table:
            if key not in keys:
                raise self.wrong(key, "nobody reads this key")

    def words(self, key: str, otherwise: str | None = None) -> str:
        """A text that is not empty, or what it is otherwise."""
        value = self.table.get(key, otherwise)
        if not isinstance(value, str) or (not value.strip() and otherwise is None):
            raise self.wrong(key, "expected words")
        return value.strip()

    def one_of(self, key: str, choices: Collection[str]) -> str:
        """A word out of a fixed set."""
        value = self.words(key)
        if value not in choices:
            raise self.wrong(key, f"{value!r} is none of {', '.join(sorted(choices))}")
        return value

    def whole(self, key: str, low: int, high: int, otherwise: int | None = None) -> int:
        """A whole number from low to high."""
        value = self.table.get(key, otherwise)
        if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
            raise self.wrong(key, f"expected a whole number from {low} to {high}, not {value!r}")
        return value

    def span(self, key: str) -> tuple[int, int] | None:
        """A pair [low, high] of whole numbers, or None when it is not given."""
        value = self.table.get(key)
        if value is None:
            return None
        if not isinstance(value, list) or len(value) != 2 or not all(type(item) is int for item in value):
            raise self.wrong(key, "expected [low, high]")
        low, high = value
        if not 0 < low <= high:
            raise self.wrong(key, "expected [low, high], low above 0")
        return low, high

    def truth(self, key: str) -> bool:
        """True or false; false when it is not given."""
        value = self.table.get(key, False)
        if not isinstance(value, bool):
            raise self.wrong(key, "expected true or false")
        return value

    def lines(self, key: str, least: int = 0, most: int = 60) -> tuple[str, ...]:
        """A list of texts."""
        value = self.table.get(key, [])
        if not isinstance(value, list) or not all(isinstance(item, str) and item.strip() for item in value):
            raise self.wrong(key, "expected a list of words")
        if not least <= len(value) <= most:
            raise self.wrong(key, f"expected {least} to {most} entries, not {len(value)}")
        return tuple(value)

    def day(self, key: str) -> dt.date:
        """A date."""
        value = self.table.get(key)
        if not isinstance(value, dt.date) or isinstance(value, dt.datetime):
            raise self.wrong(key, "expected a date")
        return value

    def part(self, key: str) -> Page:
        """A table inside this one."""
        value = self.table.get(key)
        if not isinstance(value, dict):
            raise self.wrong(key, "expected a table")
        return Page(self.path, self.text, value, self.start)

    def parts(self, key: str) -> tuple[Page, ...]:
        """A list of tables inside this one, each told from which line on to look."""
        value = self.table.get(key, [])
        if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
            raise self.wrong(key, "expected a list of tables")
        heads = [n for n, line in enumerate(self.text.splitlines(), start=1) if line.strip() == f"[[{key}]]"]
        starts = heads if len(heads) == len(value) else [self.start] * len(value)
        return tuple(Page(self.path, self.text, item, start) for item, start in zip(value, starts, strict=True))
