"""Pages whose address opens something: the address must not leave with a click or a picture."""

from django.http import HttpResponse


def address_kept(response: HttpResponse) -> HttpResponse:
    """Tells other sites where a visitor came from, but not the page, which is a key."""
    # Not "no-referrer": a browser then sends `Origin: null` with the form, and the form is refused as a stranger's.
    response["Referrer-Policy"] = "strict-origin"
    return response
