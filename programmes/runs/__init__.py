"""Files of runs: which kind a file is, by what stands in it, and the runs it holds. Pure; a new kind is a new file."""

from __future__ import annotations

import pkgutil
from datetime import tzinfo
from functools import cache
from hashlib import sha256
from importlib import import_module
from typing import BinaryIO

from programmes.runs.definition import (
    BadLine,
    FileRefused,
    FileRun,
    FileTooLarge,
    Reader,
    RunFile,
    faults,
    odd_pace,
)

__all__ = [
    "MOST_BYTES",
    "MOST_RUNS",
    "TOO_LARGE",
    "BadLine",
    "FileRefused",
    "FileRun",
    "FileTooLarge",
    "Reader",
    "RunFile",
    "faults",
    "odd_pace",
    "read_file",
    "readers",
]

# What one import takes [design].
MOST_BYTES = 5 * 1024 * 1024
MOST_RUNS = 20_000
TOO_LARGE = f"This file is larger than {MOST_BYTES // 1024 // 1024} MB. Export fewer runs at a time."
UNKNOWN = "This isn’t a GPX, TCX or CSV file. In your running app, export the run as one of these."
HEAD = 4096
CHUNK = 64 * 1024


@cache
def readers() -> tuple[Reader, ...]:
    """One for each module of this package that has a READER."""
    modules = (import_module(f"{__name__}.{module.name}") for module in pkgutil.iter_modules(__path__))
    return tuple(module.READER for module in modules if hasattr(module, "READER"))


def read_file(file: BinaryIO, zone: tzinfo) -> RunFile:
    """Every run of the file, and every line that has none with the reason. Its name is not believed.

    Raises FileTooLarge, or FileRefused when it is of no kind that we know or is broken as a whole.
    """
    mark, head = _mark(file)
    reader = next((each for each in readers() if each.looks_like(head)), None)
    if reader is None:
        raise FileRefused(UNKNOWN)
    file.seek(0)
    found = RunFile(reader.key, mark)
    for each in reader.read(file, zone):
        if isinstance(each, FileRun) and (wrong := faults(distance_km=each.distance_km, minutes=each.minutes)):
            found.bad.append(BadLine(each.line, " ".join(wrong.values())))
        elif isinstance(each, FileRun):
            found.runs.append(each)
        else:
            found.bad.append(each)
        if len(found.runs) + len(found.bad) > MOST_RUNS:
            raise FileTooLarge(f"This file holds more than {MOST_RUNS:,} runs. Export fewer at a time.")
    if not found.runs and not found.bad:
        raise FileRefused("There is no run in this file.")
    return found


def _mark(file: BinaryIO) -> tuple[str, bytes]:
    """The SHA-256 of the whole file, and its first bytes. Stops reading where a file is too large."""
    file.seek(0)
    summed, size, head = sha256(), 0, b""
    while chunk := file.read(CHUNK):
        size += len(chunk)
        if size > MOST_BYTES:
            raise FileTooLarge(TOO_LARGE)
        head = head or chunk[:HEAD]
        summed.update(chunk)
    if not size:
        raise FileRefused("This file is empty.")
    return summed.hexdigest(), head
