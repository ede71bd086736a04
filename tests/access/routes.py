"""Every route of the site, read from the URL resolver: its name, its parameters, and an address for given values."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

PARAMETER = re.compile(r"<(?:(?P<converter>\w+):)?(?P<plain>\w+)>")
GROUP = re.compile(r"\(\?P<(\w+)>[^()]*\)")


@dataclass(frozen=True)
class Route:
    """`pattern` is a plain path with `<parameter>` where a value belongs."""

    name: str
    pattern: str
    callback: Any

    @property
    def parameters(self) -> list[str]:
        return [found["plain"] for found in PARAMETER.finditer(self.pattern)]

    def address(self, values: Mapping[str, Any]) -> str:
        return "/" + PARAMETER.sub(lambda found: str(values[found["plain"]]), self.pattern)


def _plain(pattern: Any) -> str:
    """A path as it is; of a regular expression the path that it means."""
    text = str(pattern)
    if text.startswith("^") or "(?P<" in text:
        return GROUP.sub(r"<\1>", text).removeprefix("^").removesuffix("$")
    return text


def _walk(resolver: URLResolver, prefix: str, spaces: tuple[str, ...]) -> Iterator[Route]:
    for entry in resolver.url_patterns:
        if isinstance(entry, URLPattern):
            pattern = prefix + _plain(entry.pattern)
            # Two routes of Django's admin have no name; their path names them.
            name = ":".join([*spaces, entry.name]) if entry.name else "/" + PARAMETER.sub(r"<\g<plain>>", pattern)
            yield Route(name, pattern, entry.callback)
        else:
            inner = (*spaces, entry.namespace) if entry.namespace else spaces
            yield from _walk(entry, prefix + _plain(entry.pattern), inner)


def all_routes() -> list[Route]:
    return list(_walk(get_resolver(), "", ()))
