"""XML from strangers, read piece by piece: no entities, no outside files, not deeper than a run needs."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, tzinfo
from typing import Any, BinaryIO
from xml.sax import SAXException
from xml.sax.handler import ContentHandler

from defusedxml.common import DefusedXmlException
from defusedxml.sax import make_parser

from programmes.runs.definition import BadLine, FileRefused, FileRun

DEEPEST = 32
LONGEST_TEXT = 200
CHUNK = 64 * 1024
LONGEST_NAME = 200

Found = FileRun | BadLine


class Listener(ContentHandler):
    """Hears one element after another. A kind of file says what it does at a start and at an end.

    `path` are the open elements without their prefixes, the innermost last; `text` is that of the one that ends.
    """

    def __init__(self) -> None:
        super().__init__()
        self.path: list[str] = []
        self.text = ""
        self.found: list[Found] = []

    def opened(self, name: str, attrs: Any) -> None:
        """An element begins; `path` ends with it."""

    def closed(self, name: str) -> None:
        """An element ends; `path` still ends with it."""

    def startElement(self, name: str, attrs: Any) -> None:  # noqa: N802 - the parser's own name
        plain = name.rpartition(":")[2]
        if len(self.path) >= DEEPEST or len(plain) > LONGEST_NAME:
            raise FileRefused("This file is nested too deeply to be a run.")
        self.path.append(plain)
        self.text = ""
        self.opened(plain, attrs)

    def endElement(self, name: str) -> None:  # noqa: N802 - the parser's own name
        self.closed(self.path[-1])
        self.path.pop()
        self.text = ""

    def characters(self, content: str) -> None:
        if len(self.text) < LONGEST_TEXT:
            self.text += content


def listen(file: BinaryIO, listener: Listener) -> Iterator[Found]:
    """What the listener finds, as the file is read. Raises FileRefused for XML that is broken or sly."""
    parser = make_parser()
    parser.forbid_dtd = True
    parser.setContentHandler(listener)
    try:
        while chunk := file.read(CHUNK):
            parser.feed(chunk)
            yield from listener.found
            listener.found.clear()
        parser.close()
    except DefusedXmlException as error:
        raise FileRefused("This file declares a document type or entities. A file of runs has none.") from error
    except (SAXException, LookupError, ValueError) as error:
        raise FileRefused("This file is broken: it stops or changes in the middle. Export it once more.") from error
    yield from listener.found


def moment(text: str, zone: tzinfo) -> datetime | None:
    """An ISO time with its offset; without one it is in the zone. None for anything else."""
    try:
        read = datetime.fromisoformat(text.strip())
    except ValueError:
        return None
    return read if read.tzinfo else read.replace(tzinfo=zone)


def day(at: datetime, zone: tzinfo) -> date | None:
    """The day of a moment in the zone; None at the very edges of the calendar."""
    try:
        return at.astimezone(zone).date()
    except OverflowError:
        return None
