"""Photos and films for tests: small real ones, and ways to spoil them."""

import io
import struct
from pathlib import Path

from PIL import Image

# Twelve pictures of a test card, with sound, a title and a comment.
CLIP = (Path(__file__).parent / "clip.mp4").read_bytes()
SECRETS = (b"Zqfirst", b"Zqsurname", b"x264", b"Lav", b"SoundHandler")


def photo(kind: str = "JPEG", size: tuple[int, int] = (640, 480), *, mode: str = "RGB", **more: object) -> bytes:
    """A plain photo in one colour."""
    written = io.BytesIO()
    colours = {"RGB": (29, 92, 82), "RGBA": (29, 92, 82, 0), "L": 90, "P": 3, "CMYK": (90, 20, 30, 10)}
    Image.new(mode, size, colours[mode]).save(written, kind, **more)  # type: ignore[arg-type]
    return written.getvalue()


def with_place(size: tuple[int, int] = (640, 480), *, turned: int = 1) -> bytes:
    """A photo as a phone takes it: who, where, and how it was held."""
    exif = Image.Exif()
    exif[0x0112] = turned
    exif[0x010F] = "Zqmaker"
    exif[0x9286] = "Zqcomment"
    exif.get_ifd(0x8825)[1] = "N"
    return photo(size=size, exif=exif.tobytes(), comment=b"Zqwords")


def box(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I4s", len(content) + 8, kind) + content


def place_of(kind: bytes, film: bytes = CLIP) -> int:
    """Where the first box of this kind begins, behind the brands, which use some of the names as well."""
    return film.index(kind, 32) - 4


def patched(place: int, new: bytes, film: bytes = CLIP) -> bytes:
    return film[:place] + new + film[place + len(new) :]
