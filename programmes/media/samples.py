"""Where the pictures of a film lie, and what each holds: H.264 units that draw, and units that only tell something."""

import struct
from collections.abc import Iterator

from programmes.media.boxes import ODD, Box, exactly, number, rows, the_one, wipe
from programmes.media.definition import MediaRefused

MOST_PICTURES = 20_000
# Units by their number (ITU-T H.264, table 7-1): slices, parameter sets, delimiters.
DRAWS = {1, 2, 3, 4, 5, 7, 8, 9}
WHOLE_PICTURE = 5
FILLER = 12


def places(film: bytearray, table: list[Box]) -> list[tuple[int, int]]:
    """(first byte, bytes) of every picture, by place. Raises MediaRefused when the tables do not agree."""
    sizes = _sizes(film, the_one(table, b"stsz"))
    chunks = _chunks(film, table)
    runs = _runs(film, the_one(table, b"stsc"), len(chunks))
    found: list[tuple[int, int]] = []
    for chunk, many in zip(chunks, runs, strict=True):
        place = chunk
        for size in sizes[len(found) : len(found) + many]:
            found.append((place, size))
            place += size
    if len(found) != len(sizes) or sum(runs) != len(sizes):
        raise MediaRefused(ODD)
    return sorted(found)


def _sizes(film: bytearray, box: Box) -> list[int]:
    if box.size < 12:
        raise MediaRefused(ODD)
    same, count = number(film, box.body + 4), number(film, box.body + 8)
    if not 0 < count <= MOST_PICTURES:
        raise MediaRefused("This video has too many pictures, or none. Keep it under three minutes.")
    if same:
        exactly(box, 12)
        return [same] * count
    exactly(box, 12 + 4 * count)
    return list(struct.unpack_from(f">{count}I", film, box.body + 12))


def _chunks(film: bytearray, table: list[Box]) -> list[int]:
    long = any(box.kind == b"co64" for box in table)
    if long and any(box.kind == b"stco" for box in table):
        raise MediaRefused(ODD)
    box = the_one(table, b"co64" if long else b"stco")
    count = rows(film, box, 8, 8 if long else 4)
    if count > MOST_PICTURES:
        raise MediaRefused(ODD)
    return list(struct.unpack_from(f">{count}{'Q' if long else 'I'}", film, box.body + 8))


def _runs(film: bytearray, box: Box, chunks: int) -> list[int]:
    """How many pictures lie in each chunk; the table says it by runs of chunks, counted from 1."""
    count = rows(film, box, 8, 12)
    told = [struct.unpack_from(">III", film, box.body + 8 + 12 * row) for row in range(count)]
    firsts = [first for first, _, _ in told]
    if firsts[:1] != [1] or firsts != sorted(set(firsts)) or firsts[-1] > chunks:
        raise MediaRefused(ODD)
    runs: list[int] = []
    for (first, many, _), until in zip(told, [*firsts[1:], chunks + 1], strict=True):
        if many > MOST_PICTURES:
            raise MediaRefused(ODD)
        runs += [many] * (until - first)
    return runs


def clean_pictures(film: bytearray, pictures: list[tuple[int, int]], length_bytes: int) -> None:
    """Make every unit that does not draw into filler. Raises MediaRefused for what is no H.264."""
    begins = False
    for place, size in pictures:
        for start, end in _units(film, place, place + size, length_bytes):
            kind = film[start] & 0x1F
            begins = begins or kind == WHOLE_PICTURE
            if kind not in DRAWS:
                film[start] = FILLER
                film[start + 1 : end] = b"\xff" * (end - start - 1)
    if not begins:
        raise MediaRefused(ODD)


def _units(film: bytearray, start: int, end: int, length_bytes: int) -> Iterator[tuple[int, int]]:
    """Each unit says its length first; together they have to fill the picture."""
    if start == end:
        raise MediaRefused(ODD)
    while start < end:
        body = start + length_bytes
        length = int.from_bytes(film[start:body], "big")
        # The highest bit of a unit is forbidden, so text and programs seldom pass for one.
        if not 0 < length <= end - body or film[body] & 0x80:
            raise MediaRefused(ODD)
        yield body, body + length
        start = body + length


def wipe_between(film: bytearray, stores: list[Box], pictures: list[tuple[int, int]]) -> None:
    """Nothing stays in the stores but the pictures, each in one store and none over another. Raises MediaRefused."""
    left = list(reversed(pictures))
    for store in stores:
        place = store.body
        while left and left[-1][0] < store.end:
            start, size = left.pop()
            if start < place or start + size > store.end:
                raise MediaRefused(ODD)
            wipe(film, place, start)
            place = start + size
        wipe(film, place, store.end)
    if left:
        raise MediaRefused(ODD)
