"""Photos and videos that somebody sends: known by what is in them, made anew, stripped of all but the picture.

Nothing is believed of a file: not its name, not the type that the browser gives it. Knows neither Django nor rows.
"""

from typing import BinaryIO

from programmes.media.definition import MediaRefused, Prepared
from programmes.media.film import MOST_BYTES as MOST_FILM
from programmes.media.film import clean_film
from programmes.media.photo import MOST_BYTES as MOST_PHOTO
from programmes.media.photo import clean_photo

__all__ = ["ACCEPTED", "MOST_FILM", "MOST_PHOTO", "MediaRefused", "Prepared", "prepare"]

MB = 1024 * 1024
ACCEPTED = f"A JPEG, PNG or WebP photo up to {MOST_PHOTO // MB} MB, or an MP4 video (H.264) up to {MOST_FILM // MB} MB."
UNKNOWN = f"This is not a photo or a video that we can show. {ACCEPTED}"
EMPTY = "This file is empty."
# Files that people send by mistake, by their first bytes, each with the way out.
KNOWN_OTHERS = (
    (b"GIF8", "This is a GIF. Save it as JPEG or PNG, or as an MP4 video."),
    (b"\x1aE\xdf\xa3", "This is a WebM or Matroska video. Save it as MP4 (H.264)."),
    (b"%PDF", "This is a PDF. Send the photo itself."),
    (b"MZ", f"This is a program, not a picture, whatever its name says. {ACCEPTED}"),
    (b"\x7fELF", f"This is a program, not a picture, whatever its name says. {ACCEPTED}"),
    (b"PK\x03\x04", f"This is an archive or a document, not a picture. {ACCEPTED}"),
)
HEIC_BRANDS = {b"heic", b"heix", b"heif", b"mif1", b"msf1", b"avif", b"avis"}
HEIC = "This is a HEIC or AVIF photo. Save it as JPEG; phones do so on sharing."


def _is_photo(head: bytes) -> bool:
    webp = head[:4] == b"RIFF" and head[8:12] == b"WEBP"
    return head.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")) or webp


def prepare(file: BinaryIO, *, size: int) -> Prepared:
    """The file as it may be kept: a new JPEG, or an MP4 with nothing in it but its picture.

    Raises MediaRefused with a sentence for whoever sent it. A file that is too large is not read.
    """
    head = file.read(16)
    file.seek(0)
    if not head:
        raise MediaRefused(EMPTY)
    for first, sentence in KNOWN_OTHERS:
        if head.startswith(first):
            raise MediaRefused(sentence)
    if _is_photo(head):
        return clean_photo(_whole(file, size, MOST_PHOTO, "photo"))
    if head[4:8] != b"ftyp":
        raise MediaRefused(UNKNOWN)
    if head[8:12] in HEIC_BRANDS:
        raise MediaRefused(HEIC)
    return clean_film(_whole(file, size, MOST_FILM, "video"))


def _whole(file: BinaryIO, size: int, most: int, what: str) -> bytes:
    data = file.read(most + 1) if size <= most else b""
    if size > most or len(data) > most:
        raise MediaRefused(f"This {what} is too large: {most // MB} MB at most. Make it shorter or smaller.")
    return data
