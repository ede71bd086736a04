"""A photo: decoded whole, turned upright, made smaller, and written as a new JPEG that holds nothing but its pixels."""

import warnings
from io import BytesIO
from typing import Final

from PIL import Image, ImageFile, ImageOps

from programmes.media.definition import MediaRefused, Prepared

MOST_BYTES: Final = 15 * 1024 * 1024
MOST_PIXELS: Final = 50_000_000  # a phone's best photo; a few kilobytes can claim far more
LEAST_SIDE: Final = 200
LONGEST_SIDE: Final = 1600
QUALITY: Final = 85
FORMATS: Final = ("JPEG", "PNG", "WEBP")
BROKEN: Final = "This photo is damaged or cut short. Try to save it again."
# What Pillow raises for files that lie about themselves.
FAULTS: Final = (
    OSError,
    ValueError,
    SyntaxError,
    EOFError,
    ArithmeticError,
    LookupError,
    TypeError,
    Image.DecompressionBombError,
    Image.DecompressionBombWarning,
)


def clean_photo(data: bytes) -> Prepared:
    """A new JPEG of the same picture, 1,600 pixels at most. Place, time and camera stay behind, hidden bytes too.

    Raises MediaRefused.
    """
    # The maker of PDFs turns this on for the whole process; half a photo is still none.
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(BytesIO(data), formats=FORMATS) as opened:
                _check_size(opened.width, opened.height)
                opened.load()
                upright = ImageOps.exif_transpose(opened)
    except FAULTS as fault:
        raise MediaRefused(BROKEN) from fault
    upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    pixels = upright.convert("RGBA")
    paper = Image.new("RGB", pixels.size, "white")
    paper.paste(pixels, mask=pixels.getchannel("A"))
    written = BytesIO()
    paper.save(written, "JPEG", quality=QUALITY, optimize=True, progressive=True)
    return Prepared("photo", written.getvalue(), paper.width, paper.height)


def _check_size(width: int, height: int) -> None:
    if width * height > MOST_PIXELS:
        raise MediaRefused(f"This photo has too many pixels: {MOST_PIXELS // 1_000_000} million at most.")
    if min(width, height) < LEAST_SIDE:
        raise MediaRefused(f"This photo is too small to see anything: {LEAST_SIDE} pixels a side at least.")
