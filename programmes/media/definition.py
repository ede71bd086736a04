"""What becomes of a photo or a video that was sent: the file to keep, or a sentence why not."""

from dataclasses import dataclass
from typing import Literal


class MediaRefused(Exception):
    """Why this file is not kept, for whoever sent it."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """A file that may be kept. Width and height are pixels, as it is seen."""

    kind: Literal["photo", "video"]
    data: bytes
    width: int
    height: int
