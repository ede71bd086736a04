"""The boxes that an MP4 is made of (ISO/IEC 14496-12): found, checked, emptied in place so that nothing moves."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass

from programmes.media.definition import MediaRefused

ODD = "This video is not built as an MP4 should be. Save it again as MP4 (H.264)."


@dataclass(frozen=True, slots=True)
class Box:
    """Where a box stands: `start` its first byte, `body` the first of its content, `end` the byte after it."""

    kind: bytes
    start: int
    body: int
    end: int

    @property
    def size(self) -> int:
        """Bytes of content."""
        return self.end - self.body


def boxes(film: bytearray, start: int, end: int) -> Iterator[Box]:
    """The boxes between two places; they have to fill them exactly. Raises MediaRefused."""
    while start < end:
        if end - start < 8:
            raise MediaRefused(ODD)
        size, kind = struct.unpack_from(">I4s", film, start)
        body = start + 8
        if size == 1:
            if end - start < 16:
                raise MediaRefused(ODD)
            (size,) = struct.unpack_from(">Q", film, body)
            body += 8
        elif size == 0 and kind == b"mdat":
            size = end - start  # “to the end of the file”
        if size < body - start or start + size > end:
            raise MediaRefused(ODD)
        yield Box(kind, start, body, start + size)
        start += size


def inside(film: bytearray, box: Box, skip: int = 0) -> list[Box]:
    """The boxes in a box, after so many bytes of its own."""
    if box.size < skip:
        raise MediaRefused(ODD)
    return list(boxes(film, box.body + skip, box.end))


def the_one(found: list[Box], kind: bytes) -> Box:
    """The only one of its kind. Raises MediaRefused when there is none, or another."""
    same = [box for box in found if box.kind == kind]
    if len(same) != 1:
        raise MediaRefused(ODD)
    return same[0]


def wipe(film: bytearray, start: int, end: int) -> None:
    film[start:end] = bytes(max(end - start, 0))


def empty(film: bytearray, box: Box) -> None:
    """Nothing but room: players pass over a box called “free”, and no offset changes."""
    film[box.start + 4 : box.start + 8] = b"free"
    wipe(film, box.body, box.end)


def number(film: bytearray, place: int) -> int:
    """Four bytes as a whole number."""
    return int.from_bytes(film[place : place + 4], "big")


def exactly(box: Box, *sizes: int) -> None:
    """No room for anything that is not said. Raises MediaRefused."""
    if box.size not in sizes:
        raise MediaRefused(ODD)


def rows(film: bytearray, box: Box, head: int, width: int) -> int:
    """How many rows a table holds: its count stands before them, and they have to fill it. Raises MediaRefused."""
    if box.size < head:
        raise MediaRefused(ODD)
    count = number(film, box.body + head - 4)
    if box.size != head + count * width:
        raise MediaRefused(ODD)
    return count
