"""Articles from their files: TOML between `+++` lines, then Markdown; read, checked, rendered."""

import hashlib
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nh3
from markdown_it import MarkdownIt

FOLDER = Path(__file__).parent / "articles"
NEEDED = {
    "id",
    "slug",
    "title",
    "topic",
    "stage",
    "summary",
    "minutes",
    "sources",
    "reviewed_on",
    "review_by",
    "author",
}
TAGS = {"p", "h2", "h3", "ul", "ol", "li", "strong", "em", "a", "blockquote", "hr", "br"}
_MARKDOWN = MarkdownIt("commonmark", {"html": False})


class ArticleFileError(ValueError):
    """What is wrong with an article's file; the message names the file."""


@dataclass(frozen=True, slots=True)
class ArticleFile:
    path: Path
    front: dict[str, Any]
    body: str
    checksum: str


def read_articles(folder: Path = FOLDER) -> list[ArticleFile]:
    """Every article of the folder by id. Raises ArticleFileError at the first that is not sound."""
    return sorted((read_article(path) for path in folder.glob("*.md")), key=lambda file: str(file.front["id"]))


def read_article(path: Path) -> ArticleFile:
    text = path.read_text(encoding="utf-8")
    parts = text.split("+++", 2)
    if len(parts) != 3 or parts[0].strip():
        raise ArticleFileError(f"{path.name}: begin with front matter between two +++ lines")
    try:
        front = tomllib.loads(parts[1])
    except tomllib.TOMLDecodeError as error:
        raise ArticleFileError(f"{path.name}: {error}") from error
    if missing := NEEDED - front.keys():
        raise ArticleFileError(f"{path.name}: missing {', '.join(sorted(missing))}")
    if front["slug"] != path.stem:
        raise ArticleFileError(f"{path.name}: the slug is {front['slug']!r}, name the file so")
    for question in front.get("quiz", []):
        if not 0 <= _key(question) < len(question["options"]):
            raise ArticleFileError(f"{path.name}: the key of {question['stem']!r} is none of its options")
    return ArticleFile(path, front, parts[2].strip(), hashlib.sha256(text.encode()).hexdigest())


def _key(question: dict[str, Any]) -> int:
    return int(question["key"])


def render_markdown(body: str) -> str:
    """Markdown to HTML with an allow-list of tags; links only to https, mail, telephone and our own pages."""
    return nh3.clean(
        _MARKDOWN.render(body),
        tags=TAGS,
        attributes={"a": {"href"}},
        url_schemes={"https", "mailto", "tel"},
        link_rel="noopener",
    )
