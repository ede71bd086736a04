"""A video: one H.264 track in an MP4, with everything else in the file emptied.

A box stays only when it is on the list, has the size that the standard gives it, and says nothing but numbers.
Sound goes as well: a clip shows a movement, and speech would need captions. What no picture needs is overwritten
in place, so a second file hidden inside, a place, a name or a camera's telemetry does not survive.
"""

import struct
from collections.abc import Mapping
from typing import Final

from programmes.media.boxes import ODD, Box, boxes, empty, exactly, inside, number, rows, the_one, wipe
from programmes.media.definition import MediaRefused, Prepared
from programmes.media.samples import clean_pictures, places, wipe_between

MOST_BYTES: Final = 40 * 1024 * 1024
MOST_SECONDS: Final = 180
SIDES: Final = range(100, 4097)
QUICKTIME: Final = "This is a QuickTime film (.mov). Save it as MP4 (H.264)."
IN_PIECES: Final = "This MP4 is cut into pieces for streaming. Save it as one plain MP4 (H.264)."
OTHER_CODEC: Final = "This video is not H.264, so not every phone can play it. Save it as MP4 (H.264)."
TOO_LONG: Final = f"This video is too long: {MOST_SECONDS // 60} minutes at most."
NO_PICTURE: Final = "This file has no single picture track. Save it as a plain MP4 video."
STORES: Final = {b"ftyp", b"moov", b"mdat"}
PIECES: Final = {b"moof", b"sidx", b"styp", b"mfra"}
# What may stay, by the box that it stands in; every other box is emptied.
STAYS: Final[Mapping[bytes, set[bytes]]] = {
    b"moov": {b"mvhd", b"trak"},
    b"trak": {b"tkhd", b"edts", b"mdia"},
    b"edts": {b"elst"},
    b"mdia": {b"mdhd", b"hdlr", b"minf"},
    b"minf": {b"vmhd", b"dinf", b"stbl"},
    b"dinf": {b"dref"},
    b"stbl": {b"stsd", b"stts", b"ctts", b"stsc", b"stsz", b"stco", b"co64", b"stss"},
}
# Sizes of content by version 0 and 1, and where the two times stand.
FIXED: Final[Mapping[bytes, tuple[int, int]]] = {b"mvhd": (100, 112), b"tkhd": (84, 96), b"mdhd": (24, 36)}
# Tables: bytes before the rows, bytes a row.
TABLES: Final[Mapping[bytes, tuple[int, int]]] = {b"stts": (8, 8), b"ctts": (8, 8), b"stss": (8, 4)}
UNDETERMINED: Final = b"\x55\xc4"  # the language “und”


def clean_film(data: bytes) -> Prepared:
    """The same moving picture, silent, with nothing else in the file. Raises MediaRefused."""
    film = bytearray(data)
    found = list(boxes(film, 0, len(film)))
    if any(box.kind in PIECES for box in found):
        raise MediaRefused(IN_PIECES)
    _brand(film, the_one(found[:1], b"ftyp"))
    header, stores = the_one(found, b"moov"), [box for box in found if box.kind == b"mdat"]
    for box in found[1:]:
        if box.kind not in STORES:
            empty(film, box)
    track = _picture_track(film, header)
    table, width, height, length_bytes = _walk(film, header, track)
    pictures = places(film, table)
    wipe_between(film, stores, pictures)
    clean_pictures(film, pictures, length_bytes)
    return Prepared("video", bytes(film), width, height)


def _brand(film: bytearray, box: Box) -> None:
    """Every brand becomes the plainest: the names that a maker put there are free text."""
    if film[box.body : box.body + 4] == b"qt  ":
        raise MediaRefused(QUICKTIME)
    if not 8 <= box.size <= 64 or box.size % 4:
        raise MediaRefused(ODD)
    film[box.body : box.end] = b"isom" + struct.pack(">I", 512) + b"isom" * ((box.size - 8) // 4)


def _picture_track(film: bytearray, header: Box) -> Box:
    """The one track of pictures; sound, text, time code and telemetry are emptied."""
    picture = []
    for track in [box for box in inside(film, header) if box.kind == b"trak"]:
        handler = the_one(inside(film, the_one(inside(film, track), b"mdia")), b"hdlr")
        if film[handler.body + 8 : handler.body + 12] == b"vide":
            picture.append(track)
        else:
            empty(film, track)
    if len(picture) != 1:
        raise MediaRefused(NO_PICTURE)
    return picture[0]


def _walk(film: bytearray, header: Box, track: Box) -> tuple[list[Box], int, int, int]:
    """Empty what may not stay, check what may. The sample table, width, height, bytes of a unit's length."""
    kept: dict[bytes, Box] = {}
    waiting = [header]
    table: list[Box] = []
    while waiting:
        outer = waiting.pop()
        for box in inside(film, outer):
            if box.kind not in STAYS[outer.kind]:
                empty(film, box)
                continue
            if box.kind in kept:
                raise MediaRefused(ODD)
            kept[box.kind] = box
            if outer.kind == b"stbl":
                table.append(box)
            if box.kind in STAYS:
                waiting.append(box)
            else:
                _check(film, box)
    if not {b"mvhd", b"tkhd", b"mdhd", b"stsd", b"stts", b"dref"} <= kept.keys():
        raise MediaRefused(ODD)
    _check_length(film, kept[b"mdhd"])
    width, height, length_bytes = _codec(film, kept[b"stsd"])
    return table, *_as_seen(film, kept[b"tkhd"], width, height), length_bytes


def _check(film: bytearray, box: Box) -> None:
    """A box that stays has its size and holds numbers; times, languages and names are taken out of it."""
    if box.kind in FIXED:
        exactly(box, FIXED[box.kind][_version(film, box)])
        wipe(film, box.body + 4, box.body + (20 if _version(film, box) else 12))
        if box.kind == b"mdhd":
            film[box.end - 4 : box.end] = UNDETERMINED + b"\x00\x00"
    elif box.kind == b"hdlr":
        exactly(box, *range(24, 281))
        wipe(film, box.body + 12, box.end)
    elif box.kind == b"vmhd":
        exactly(box, 12)
    elif box.kind == b"elst":
        rows(film, box, 8, 20 if _version(film, box) else 12)
    elif box.kind == b"dref":
        # One entry, eight bytes of its own, “in this file”: nothing is fetched from elsewhere.
        if film[box.body : box.end] != b"\x00" * 7 + b"\x01\x00\x00\x00\x0curl \x00\x00\x00\x01":
            raise MediaRefused(ODD)
    elif box.kind in TABLES:
        rows(film, box, *TABLES[box.kind])


def _version(film: bytearray, box: Box) -> int:
    if not box.size or film[box.body] > 1:
        raise MediaRefused(ODD)
    return film[box.body]


def _check_length(film: bytearray, box: Box) -> None:
    later = _version(film, box)
    a_second = number(film, box.body + (20 if later else 12))
    place = box.body + (24 if later else 16)
    length = int.from_bytes(film[place : place + (8 if later else 4)], "big")
    if not a_second or length > MOST_SECONDS * a_second:
        raise MediaRefused(TOO_LONG)


def _codec(film: bytearray, box: Box) -> tuple[int, int, int]:
    """Width, height and the bytes of a unit's length, of the one H.264 entry."""
    entry = the_one(inside(film, box, 8), b"avc1") if film[box.body + 12 : box.body + 16] == b"avc1" else None
    if entry is None:
        raise MediaRefused(OTHER_CODEC)
    if number(film, box.body + 4) != 1 or entry.size < 78:
        raise MediaRefused(ODD)
    wipe(film, entry.body + 8, entry.body + 24)  # the maker's mark
    wipe(film, entry.body + 42, entry.body + 74)  # the compressor's name
    width, height = struct.unpack_from(">HH", film, entry.body + 24)
    if width not in SIDES or height not in SIDES:
        raise MediaRefused(f"A video has {SIDES[0]} to {SIDES[-1]} pixels a side.")
    # QuickTime closes the entry with four empty bytes.
    end = entry.end - 4 if film[entry.end - 4 : entry.end] == bytes(4) else entry.end
    parts = list(boxes(film, entry.body + 78, end))
    for part in parts:
        plain_colour = bytes(film[part.body : part.body + 4]) in (b"nclx", b"nclc")
        fits = {b"pasp": part.size == 8, b"btrt": part.size == 12, b"colr": plain_colour and part.size <= 11}
        if part.kind != b"avcC" and not fits.get(part.kind):
            empty(film, part)
    return width, height, _decoder(film, the_one(parts, b"avcC"))


def _decoder(film: bytearray, box: Box) -> int:
    """The bytes of a unit's length. Both parameter sets are there, and nothing stands behind them."""
    if box.size < 8 or film[box.body] != 1:
        raise MediaRefused(ODD)
    place = box.body + 5
    for kind, mask in ((7, 0x1F), (8, 0xFF)):
        many = film[place] & mask if place < box.end else 0
        place += 1
        if not many:
            raise MediaRefused(ODD)
        for _ in range(many):
            length = int.from_bytes(film[place : place + 2], "big")
            place += 2
            if not 0 < length <= box.end - place or film[place] & 0x1F != kind:
                raise MediaRefused(ODD)
            place += length
    # The higher profiles add four bytes: colours, depths, and no further sets.
    if box.end - place not in (0, 4) or (box.end - place == 4 and film[box.end - 1]):
        raise MediaRefused(ODD)
    return (film[box.body + 4] & 3) + 1


def _as_seen(film: bytearray, box: Box, width: int, height: int) -> tuple[int, int]:
    """A phone held upright films on its side and says so in a matrix."""
    matrix = box.body + (52 if _version(film, box) else 40)
    lies = number(film, matrix) == 0 and number(film, matrix + 4) != 0
    return (height, width) if lies else (width, height)
