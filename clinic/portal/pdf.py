"""HTML to a tagged PDF by WeasyPrint, where it is installed with the libraries that it needs; else there is none.

Nothing is fetched: style sheets and fonts come from the static files, pictures from those named beforehand.
"""

import ctypes
import logging
from collections.abc import Mapping
from functools import cache
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.exceptions import SuspiciousFileOperation

# A host that is nowhere: addresses of the page hang on it and are looked up here, never in the network.
NOWHERE = "http://sheet.invalid"
# Pango's two libraries by what Linux, macOS and Windows call them.
LIBRARIES = (
    ("libpango-1.0.so.0", "libpango-1.0.dylib", "libpango-1.0-0.dll"),
    ("libpangoft2-1.0.so.0", "libpangoft2-1.0.dylib", "libpangoft2-1.0-0.dll"),
)
logger = logging.getLogger("restride.pdf")


def _loads(names: tuple[str, ...]) -> bool:
    for name in names:
        try:
            ctypes.CDLL(name)
        except OSError:
            continue
        return True
    return False


@cache
def pdf_missing() -> str:
    """What keeps PDF from working here, in a sentence; empty when it works. WeasyPrint itself is slow to import."""
    if find_spec("weasyprint") is None:
        return "WeasyPrint is not installed."
    if not all(_loads(names) for names in LIBRARIES):
        return "Pango is not installed (Debian: libpango-1.0-0 and libpangoft2-1.0-0)."
    return ""


def pdf_ready() -> bool:
    return not pdf_missing()


def pdf_of(html: str, *, files: Mapping[str, tuple[bytes, str]]) -> bytes:
    """The page as PDF/UA-1. `files` are the pictures by their path: bytes and content type.

    Raises RuntimeError where PDF does not work here.
    """
    if missing := pdf_missing():
        raise RuntimeError(missing)
    from weasyprint import HTML

    written: bytes = HTML(string=html, base_url=NOWHERE, url_fetcher=_Shelf(files)).write_pdf(pdf_variant="pdf/ua-1")
    return written


class _Shelf:
    """Hands WeasyPrint the files of the house by their address, and refuses every other."""

    def __init__(self, files: Mapping[str, tuple[bytes, str]]) -> None:
        self.files = files

    def __call__(self, url: str, headers: Any = None) -> Any:
        from weasyprint.urls import URLFetcherResponse

        asked = urlsplit(url)
        path = unquote(asked.path)
        if f"{asked.scheme}://{asked.netloc}" != NOWHERE:
            raise ValueError("The sheet fetches nothing from elsewhere.")
        if path in self.files:
            body, content_type = self.files[path]
            return URLFetcherResponse(url, BytesIO(body), {"Content-Type": content_type}, 200)
        kept = _static_file(path)
        kinds = {".css": "text/css", ".woff2": "font/woff2", ".svg": "image/svg+xml"}
        kind = kinds.get(kept.suffix, "application/octet-stream")
        return URLFetcherResponse(url, BytesIO(kept.read_bytes()), {"Content-Type": kind}, 200)


def _static_file(path: str) -> Path:
    """The static file of an address. Raises ValueError when there is none."""
    prefix = urlsplit(staticfiles_storage.url("")).path if settings.STATIC_URL else "/static/"
    if not path.startswith(prefix):
        raise ValueError(f"No file of the sheet: {path}")
    name = path.removeprefix(prefix)
    try:
        collected = Path(staticfiles_storage.path(name))
        source = finders.find(name)
    except SuspiciousFileOperation:
        raise ValueError(f"No file of the sheet: {path}") from None
    for found in (source, collected):
        if found and Path(str(found)).is_file():
            return Path(str(found))
    raise ValueError(f"No file of the sheet: {path}")
