"""What is sent as a photo or a video is known by what is in it, and nothing but the picture is kept."""

import io
import struct
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageFile

from programmes.media import MOST_FILM, MOST_PHOTO, MediaRefused, Prepared, prepare
from programmes.media.boxes import boxes
from tests.programmes.pictures import CLIP, SECRETS, box, patched, photo, place_of, with_place


def kept(data: bytes) -> Prepared:
    return prepare(io.BytesIO(data), size=len(data))


def opened(made: Prepared) -> Image.Image:
    return Image.open(io.BytesIO(made.data))


@pytest.mark.parametrize(
    "data",
    [
        photo(),
        photo("PNG"),
        photo("PNG", mode="P"),
        photo("PNG", mode="L"),
        photo("WEBP"),
        photo(mode="CMYK"),
        photo(size=(4000, 3000)),
    ],
)
def test_a_photo_becomes_a_jpeg_of_at_most_sixteen_hundred_pixels(data: bytes) -> None:
    made = kept(data)
    seen = opened(made)
    assert (made.kind, seen.format, seen.mode) == ("photo", "JPEG", "RGB")
    assert seen.size == (made.width, made.height)
    assert max(seen.size) <= 1600
    assert seen.width * 3 == seen.height * 4


def test_what_a_phone_says_of_a_photo_stays_behind() -> None:
    data = with_place()
    assert b"Zqmaker" in data
    made = kept(data)
    assert not opened(made).getexif()
    for secret in (b"Zqmaker", b"Zqcomment", b"Zqwords", b"Exif"):
        assert secret not in made.data


def test_a_photo_that_was_held_sideways_stands_upright() -> None:
    made = kept(with_place((640, 480), turned=6))
    assert (made.width, made.height) == (480, 640)


def test_what_can_be_seen_through_is_white() -> None:
    assert opened(kept(photo("PNG", mode="RGBA"))).getpixel((9, 9)) == (255, 255, 255)


@pytest.mark.parametrize("tail", [b"PK\x03\x04" + b"hidden" * 50, b"<script>alert(1)</script>", CLIP])
def test_a_second_file_behind_a_photo_is_not_kept(tail: bytes) -> None:
    made = kept(photo() + tail)
    assert tail[:40] not in made.data
    assert opened(made).size == (640, 480)


def bomb(width: int, height: int) -> bytes:
    """A few bytes that claim to be a huge picture."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(bytes(99_999))) + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize("size", [(20_000, 20_000), (60_000, 1_000), (2**31 - 1, 2**31 - 1), (0, 0)])
def test_a_bomb_is_refused_before_it_is_unpacked(size: tuple[int, int]) -> None:
    with pytest.raises(MediaRefused, match=r"too many pixels|damaged"):
        kept(bomb(*size))


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "empty"),
        (b"MZ\x90\x00" + bytes(1000), "a program, not a picture"),
        (b"\x7fELF" + bytes(1000), "a program, not a picture"),
        (b"PK\x03\x04" + bytes(1000), "an archive"),
        (b"GIF89a" + bytes(1000), "GIF"),
        (b"\x1aE\xdf\xa3" + bytes(1000), "WebM"),
        (b"%PDF-1.7" + bytes(1000), "PDF"),
        (b"<svg onload=alert(1)>", "not a photo or a video"),
        (b"<!doctype html><script>", "not a photo or a video"),
        (box(b"ftyp", b"heic\x00\x00\x00\x00mif1heic"), "HEIC"),
        (box(b"ftyp", b"qt  \x00\x00\x00\x00qt  ") + CLIP[32:], r"\.mov"),
        (photo()[:900], "damaged"),
        (photo(size=(150, 900)), "too small"),
        (b"\xff\xd8\xff" + b"not really" * 90, "damaged"),
        (b"\xff\xd8\xff" + bytes(MOST_PHOTO), "15 MB at most"),
        (CLIP + bytes(MOST_FILM), "40 MB at most"),
        (CLIP[:3000], "not built as an MP4"),
        (box(b"ftyp", b"isom\x00\x00\x02\x00isom") + box(b"mdat", b"MZ" * 900), "not built as an MP4"),
        (CLIP + box(b"moof", bytes(20)), "cut into pieces"),
    ],
)
def test_everything_else_is_refused_with_the_way_out(data: bytes, sentence: str) -> None:
    with pytest.raises(MediaRefused, match=sentence):
        kept(data)


def test_half_a_photo_is_refused_also_where_pdfs_are_made(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", True)
    with pytest.raises(MediaRefused, match="damaged"):
        kept(photo()[:900])


def test_a_file_that_is_too_large_is_never_read_whole() -> None:
    class Endless(io.BytesIO):
        def read(self, many: int | None = -1) -> bytes:
            assert many is not None
            assert 0 <= many <= 64
            return super().read(many)

    with pytest.raises(MediaRefused, match="too large"):
        prepare(Endless(photo()), size=MOST_PHOTO + 1)


def test_a_film_keeps_its_pictures_and_nothing_else() -> None:
    assert all(secret in CLIP for secret in SECRETS)
    made = kept(CLIP)
    assert (made.kind, made.width, made.height) == ("video", 128, 128)
    assert len(made.data) == len(CLIP)
    for secret in SECRETS:
        assert secret not in made.data
    top = [one.kind for one in boxes(bytearray(made.data), 0, len(made.data))]
    assert set(top) <= {b"ftyp", b"moov", b"mdat", b"free"}
    assert made.data.count(b"trak") == 1
    assert b"soun" not in made.data
    assert b"avcC" in made.data


def test_a_cleaned_film_stays_as_it_is() -> None:
    once = kept(CLIP).data
    assert kept(once).data == once


@pytest.mark.parametrize("kind", [b"uuid", b"udta", b"meta", b"skip", b"free", b"XMP_"])
def test_a_box_beside_the_film_is_emptied(kind: bytes) -> None:
    made = kept(CLIP + box(kind, b"Zqhidden" * 9))
    assert b"Zqhidden" not in made.data


def test_what_no_picture_needs_is_overwritten_in_the_store_itself() -> None:
    head = place_of(b"mdat")
    (size,) = struct.unpack_from(">I", CLIP, head)
    payload = b"PK\x03\x04" + b"<script>hidden</script>"
    longer = CLIP[:head] + box(b"mdat", CLIP[head + 8 : head + size] + payload) + CLIP[head + size :]
    made = kept(longer)
    assert payload not in made.data
    assert b"hidden" not in made.data


def test_a_film_turned_by_its_phone_is_told_as_it_is_seen() -> None:
    matrix = place_of(b"tkhd") + 8 + 40
    turned = struct.pack(">4i", 0, 0x10000, 0, -0x10000)
    wide = patched(place_of(b"avc1") + 8 + 24, b"\x01\x00")
    assert (kept(wide).width, kept(wide).height) == (256, 128)
    made = kept(patched(matrix, turned, wide))
    assert (made.width, made.height) == (128, 256)
    assert made.data[matrix : matrix + 16] == turned


@pytest.mark.parametrize(
    ("place", "new", "sentence"),
    [
        (place_of(b"avc1") + 4, b"hvc1", "not H.264"),
        (place_of(b"hdlr") + 16, b"soun", "no single picture track"),
        (place_of(b"mdhd") + 8 + 12, b"\x00\x00\x00\x01\x00\xff\xff\xff", "too long"),
        (place_of(b"stsz") + 8 + 8, b"\xff\xff\xff\xff", "too many pictures"),
        (place_of(b"stco") + 8 + 8, b"\x7f\xff\xff\xff", "not built"),
        (place_of(b"stco") + 8 + 8, b"\x00\x00\x00\x00", "not built"),
        (place_of(b"stsc") + 8 + 4, b"\xff\xff\xff\xff", "not built"),
        (place_of(b"stsc") + 8 + 12, b"\xff\xff\xff\xff", "not built"),
        (place_of(b"mvhd"), b"\x00\x00\x00\x6d", "not built"),
        (place_of(b"dref") + 8 + 15, b"x", "not built"),
        (place_of(b"avcC") + 8, b"\x07", "not built"),
        (place_of(b"avc1") + 8 + 24, b"\x00\x01\x00\x01", "pixels a side"),
        (place_of(b"moov"), b"\xff\xff\xff\xff", "not built"),
        (place_of(b"moov"), b"\x00\x00\x00\x01", "not built"),
        (place_of(b"moov"), b"\x00\x00\x00\x00", "not built"),
    ],
)
def test_a_film_that_lies_about_itself_is_refused(place: int, new: bytes, sentence: str) -> None:
    with pytest.raises(MediaRefused, match=sentence):
        kept(patched(place, new))


def test_text_in_place_of_pictures_is_no_film() -> None:
    start = place_of(b"mdat") + 8
    with pytest.raises(MediaRefused, match="not built"):
        kept(patched(start, b"#!/bin/sh\n" * 200))


@given(place=st.integers(0, len(CLIP) - 1), new=st.binary(min_size=1, max_size=12))
@settings(max_examples=400)
def test_no_spoilt_film_does_more_than_be_refused(place: int, new: bytes) -> None:
    """Whatever byte is changed: a sentence, or a film without the words that were hidden in it."""
    try:
        stays = kept(patched(place, new)[: len(CLIP)]).data
    except MediaRefused:
        stays = b""
    assert not any(secret in stays for secret in SECRETS)


@given(st.binary(max_size=300))
def test_no_bytes_at_all_do_more_than_be_refused(data: bytes) -> None:
    for head in (b"", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"\x00\x00\x00\x18ftypisom"):
        with pytest.raises(MediaRefused):
            kept(head + data)
