"""The page behind a tap in the morning mail: it shows the number, one press keeps it. Nobody has to sign in."""

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from clinic.accounts.keypages import address_kept
from clinic.followups.links import LinkGone, read_morning_token
from clinic.portal.forms import pain_field
from clinic.portal.mornings import answer_morning
from clinic.portal.pain import MORNING, band_of
from programmes.services import LogRefused

ROWS = (("fine", range(3)), ("ok", range(3, 6)), ("ease", range(6, 11)))


@never_cache
@require_http_methods(["GET", "POST"])
def morning(request: HttpRequest, token: str) -> HttpResponse:
    """GET writes nothing, however often a mail scanner opens it."""
    now = timezone.now()
    try:
        ask = read_morning_token(token, now=now)
    except LinkGone as gone:
        return address_kept(render(request, "portal/morning_gone.html", {"why": str(gone)}, status=410))
    context = {"on": ask.on, "rows": ROWS, "says": MORNING}
    if request.method == "GET":
        return address_kept(render(request, "portal/morning.html", {**context, "pain": ask.pain}))
    field = pain_field("Pain this morning")
    try:
        pain = field.clean(request.POST.get("pain"))
    except ValidationError as fault:
        return address_kept(render(request, "portal/morning.html", {**context, "error": fault.messages[0]}, status=422))
    try:
        answer_morning(patient=ask.patient, on=ask.on, pain=pain, now=now)
    except LogRefused as refusal:
        return address_kept(render(request, "portal/morning_gone.html", {"why": str(refusal)}, status=410))
    band = band_of(pain)
    return address_kept(
        render(request, "portal/morning_kept.html", {**context, "pain": pain, "band": band, "means": MORNING[band]})
    )
