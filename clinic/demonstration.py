"""The one way to a photo or video of an exercise: to clinicians, and to the patient whose programme has it."""

import re
from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.core.files import File
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import get_object_or_404
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from clinic.accounts.doors import sign_in_first
from programmes.models import Demonstration

ONE_RANGE = re.compile(r"bytes=(\d{0,15})-(\d{0,15})")
PIECE = 64 * 1024


class NoSuchBytes(Exception):
    """The range that was asked for begins behind the end."""


def asked_range(header: str, size: int) -> tuple[int, int] | None:
    """First and last byte of a Range header (RFC 9110, 14.1.2); None where the whole is to be sent.

    Several ranges, or what is no range, are answered with the whole, as the standard allows. Raises NoSuchBytes.
    """
    found = ONE_RANGE.fullmatch(header.strip())
    if found is None or found[0] == "bytes=-":
        return None
    first, last = found[1], found[2]
    if not first:
        wished = min(int(last), size)
        if not wished:
            raise NoSuchBytes
        return size - wished, size - 1
    if last and int(last) < int(first):
        return None
    if int(first) >= size:
        raise NoSuchBytes
    return int(first), min(int(last), size - 1) if last else size - 1


def _pieces(file: "File[bytes]", first: int, last: int) -> Iterator[bytes]:
    with file:
        file.seek(first)
        left = last - first + 1
        while left and (piece := file.read(min(PIECE, left))):
            left -= len(piece)
            yield piece


@require_safe
def demonstration(request: HttpRequest, uuid: UUID) -> HttpResponseBase:
    """The file, or the part that a player asks for. A browser may keep it and asks again; nobody between may."""
    if not request.user.is_authenticated:
        return sign_in_first(request)
    shown = get_object_or_404(Demonstration.objects.visible_to(request.user), uuid=uuid)
    mark = f'"{shown.checksum[:32]}"'
    answer = _sent(request, shown, mark)
    headers = {
        "ETag": mark,
        "Accept-Ranges": "bytes",
        "Cache-Control": "private, no-cache",
        "Content-Disposition": f'inline; filename="exercise{Demonstration.SUFFIXES[shown.Kind(shown.kind)]}"',
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "Cross-Origin-Resource-Policy": "same-origin",
        "X-Content-Type-Options": "nosniff",
    }
    for name, value in headers.items():
        answer[name] = value
    return answer


def _sent(request: HttpRequest, shown: Demonstration, mark: str) -> HttpResponseBase:
    same = request.headers.get("If-Range", mark) == mark
    asked = request.headers.get("Range", "") if same else ""
    try:
        part = asked_range(asked, shown.size) if asked else None
    except NoSuchBytes:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{shown.size}"})
    unchanged: Any = get_conditional_response(request, etag=mark)
    if unchanged is not None:
        return unchanged  # type: ignore[no-any-return]
    file = shown.file.open("rb")
    if part is None:
        return FileResponse(file, content_type=shown.content_type)
    first, last = part
    return StreamingHttpResponse(
        _pieces(file, first, last),
        status=206,
        content_type=shown.content_type,
        headers={"Content-Range": f"bytes {first}-{last}/{shown.size}", "Content-Length": str(last - first + 1)},
    )
