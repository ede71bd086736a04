"""TCX, as Garmin's sites export it: each activity is a run; its laps say how far and how long."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, tzinfo
from decimal import Decimal
from typing import Any, BinaryIO

from programmes.runs.definition import HUNDREDTH, TENTH, BadLine, FileRun, Reader, number, rounded, shown
from programmes.runs.safe_xml import Found, Listener, day, listen, moment

RUNNING = "running"


class Activity(Listener):
    """Adds up the laps of the open activity."""

    def __init__(self, zone: tzinfo) -> None:
        super().__init__()
        self.zone = zone
        self.number = 0
        self._begin("")

    def _begin(self, sport: str) -> None:
        self.sport, self.metres, self.seconds = sport, Decimal(0), Decimal(0)
        self.first: datetime | None = None
        self.wrong = ""

    def opened(self, name: str, attrs: Any) -> None:
        if name == "Activity":
            self.number += 1
            self._begin(attrs.get("Sport", ""))
        elif name == "Lap" and self.first is None:
            self.first = moment(attrs.get("StartTime", ""), self.zone)

    def closed(self, name: str) -> None:
        inside = self.path[-2] if len(self.path) > 1 else ""
        if inside == "Lap" and name == "DistanceMeters":
            self.metres += self._number()
        elif inside == "Lap" and name == "TotalTimeSeconds":
            self.seconds += self._number()
        elif inside == "Activity" and name == "Id" and self.first is None:
            self.first = moment(self.text, self.zone)
        elif name == "Activity":
            self.found.append(self._run())

    def _number(self) -> Decimal:
        try:
            return min(number(self.text), Decimal(10) ** 9)
        except ValueError as error:
            self.wrong = str(error)
            return Decimal(0)

    def _run(self) -> Found:
        if self.sport.lower() != RUNNING:
            return BadLine(self.number, f"This is no run: {shown(self.sport) or 'no sport is named'}.")
        on = day(self.first, self.zone) if self.first else None
        if self.wrong or on is None:
            return BadLine(self.number, self.wrong or "The day of this run isn’t in the file.")
        return FileRun(
            line=self.number,
            on=on,
            distance_km=rounded(self.metres / 1000, HUNDREDTH),
            minutes=rounded(self.seconds / 60, TENTH),
        )


def _looks_like(head: bytes) -> bool:
    return b"TrainingCenterDatabase" in head


def _read(file: BinaryIO, zone: tzinfo) -> Iterator[Found]:
    return listen(file, Activity(zone))


READER = Reader("tcx", "TCX", _looks_like, _read)
