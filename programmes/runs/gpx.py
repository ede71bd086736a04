"""GPX, as watches and phones export it: each track is a run; how far is measured from point to point."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime, tzinfo
from decimal import Decimal
from math import asin, cos, isfinite, radians, sin, sqrt
from typing import Any, BinaryIO

from programmes.runs.definition import HUNDREDTH, TENTH, BadLine, FileRefused, FileRun, Reader, rounded, shown
from programmes.runs.safe_xml import Found, Listener, day, listen, moment

EARTH_KM = 6371.0088  # mean radius (IUGG)
MOST_POINTS = 500_000
OTHER_SPORT = re.compile(r"cycl|bik|rid|swim|walk|hik|ski|row", re.IGNORECASE)


class Track(Listener):
    """Adds up the open track: kilometres and seconds within its segments, so that a pause counts for neither."""

    def __init__(self, zone: tzinfo) -> None:
        super().__init__()
        self.zone = zone
        self.number = self.points = 0
        self._begin()

    def _begin(self) -> None:
        self.km, self.seconds, self.sport = 0.0, 0.0, ""
        self.first: datetime | None = None
        self._gap()

    def _gap(self) -> None:
        self.place: tuple[float, float] | None = None
        self.since: datetime | None = None
        self.until: datetime | None = None

    def opened(self, name: str, attrs: Any) -> None:
        if name == "trk":
            self.number += 1
            self._begin()
        elif name == "trkseg":
            self._gap()
        elif name == "trkpt":
            self.points += 1
            if self.points > MOST_POINTS:
                raise FileRefused(f"This file holds more than {MOST_POINTS:,} points. Export fewer runs at a time.")
            self._step(_place(attrs))

    def closed(self, name: str) -> None:
        if name == "time" and self.path[-2:-1] == ["trkpt"]:
            if at := moment(self.text, self.zone):
                self.since, self.until = self.since or at, at
                self.first = self.first or at
        elif name == "type" and self.path[-2:-1] == ["trk"]:
            self.sport = self.text
        elif name == "trkseg" and self.since and self.until:
            self.seconds += max((self.until - self.since).total_seconds(), 0)
        elif name == "trk":
            self.found.append(self._run())

    def _step(self, place: tuple[float, float] | None) -> None:
        if place and self.place:
            self.km += _between(self.place, place)
        self.place = place or self.place

    def _run(self) -> Found:
        if OTHER_SPORT.search(self.sport) and "run" not in self.sport.lower():
            return BadLine(self.number, f"This is no run: {shown(self.sport)}.")
        on = day(self.first, self.zone) if self.first else None
        if on is None:
            return BadLine(self.number, "This track has no times. A route that was planned isn’t a run yet.")
        return FileRun(
            line=self.number,
            on=on,
            distance_km=rounded(Decimal(str(self.km)), HUNDREDTH),
            minutes=rounded(Decimal(str(self.seconds)) / 60, TENTH),
        )


def _place(attrs: Any) -> tuple[float, float] | None:
    """Latitude and longitude in degrees; None where they aren't on the globe."""
    try:
        lat, lon = float(attrs.get("lat", "")), float(attrs.get("lon", ""))
    except ValueError:
        return None
    return (lat, lon) if isfinite(lat) and isfinite(lon) and abs(lat) <= 90 and abs(lon) <= 180 else None


def _between(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Kilometres over the ground between two places, by the haversine formula."""
    lat, lon, to_lat, to_lon = (radians(angle) for angle in (*one, *other))
    arc = sin((to_lat - lat) / 2) ** 2 + cos(lat) * cos(to_lat) * sin((to_lon - lon) / 2) ** 2
    return 2 * EARTH_KM * asin(sqrt(min(arc, 1.0)))


def _looks_like(head: bytes) -> bool:
    return b"<gpx" in head.lower() or b":gpx" in head.lower()


def _read(file: BinaryIO, zone: tzinfo) -> Iterator[Found]:
    return listen(file, Track(zone))


READER = Reader("gpx", "GPX", _looks_like, _read)
