"""The patient's mailbox: what has been sent, newest last, and the links in it."""

import email
import re
from email.message import EmailMessage
from email.policy import default
from pathlib import Path


def letters(folder: Path, to: str) -> list[EmailMessage]:
    """All mails to an address, in the order in which they left."""
    found = [email.message_from_bytes(path.read_bytes(), policy=default) for path in sorted(folder.glob("*.eml"))]
    return [letter for letter in found if isinstance(letter, EmailMessage) and to in str(letter["To"])]


def letter_about(folder: Path, to: str, subject: str) -> EmailMessage:
    """The newest mail with these words in its subject."""
    known = letters(folder, to)
    matching = [letter for letter in known if subject in str(letter["Subject"])]
    assert matching, f"No mail about {subject!r}, only {[str(letter['Subject']) for letter in known]}"
    return matching[-1]


def link_in(letter: EmailMessage, words: str) -> str:
    """Where the button with these words leads, as the mail program would open it."""
    body = letter.get_body(("html",))
    assert body is not None
    links = re.findall(r'<a\b[^>]*href="([^"]+)"[^>]*>(.*?)</a>', body.get_content(), flags=re.DOTALL)
    here = [address for address, inner in links if re.sub(r"<[^>]+>", "", inner).strip() == words]
    assert here, f"No link {words!r} in {letter['Subject']}: {[inner for _, inner in links]}"
    return str(here[0]).replace("&amp;", "&")


def calendar_in(letter: EmailMessage) -> str:
    """The calendar file that came with it."""
    files = [part for part in letter.iter_attachments() if part.get_content_type() == "text/calendar"]
    assert len(files) == 1
    return str(files[0].get_content())
