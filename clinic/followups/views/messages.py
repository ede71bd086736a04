"""The messages screen: due, held, sent, failed, skipped and why; each one as it was sent."""

from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_POST, require_safe

from clinic.bookings.views.doors import desk_page, may_write, staff_page, who
from clinic.followups import services
from clinic.followups.forms import AddressForm
from clinic.followups.kinds import titles
from clinic.followups.ledger import PILES, page, piles
from clinic.followups.models import FollowUp, FollowUpQuerySet
from clinic.followups.tasks import nudge

# The page as sent stands alone: nothing runs, nothing loads but our own pictures, and only we may frame it.
AS_SENT_POLICY = (
    "default-src 'none'; img-src 'self'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'self'; sandbox"
)

ON_ITS_WAY = (FollowUp.State.PLANNED, FollowUp.State.SENDING)


def _visible(request: HttpRequest) -> FollowUpQuerySet:
    return FollowUp.objects.visible_to(request.user)


def _one(request: HttpRequest, uuid: UUID) -> FollowUp:
    rows = _visible(request).select_related("patient__user", "staff", "enquiry", "appointment")
    return get_object_or_404(rows, uuid=uuid)


def _patient(request: HttpRequest) -> UUID | None:
    try:
        return UUID(request.GET.get("patient", ""))
    except ValueError:
        return None


@staff_page
@require_safe
def message_list(request: HttpRequest) -> HttpResponse:
    pile, kind, patient = request.GET.get("pile", ""), request.GET.get("kind", ""), _patient(request)
    rows = _visible(request)
    rows = rows.filter(kind=kind) if kind in titles() else rows
    rows = rows.filter(patient__uuid=patient) if patient else rows
    return render(
        request,
        "followups/message_list.html",
        {
            "piles": piles(rows, pile),
            "pile": pile if pile in PILES else "",
            "page": page(rows, pile=pile, before=request.GET.get("before", "")),
            "kind": kind,
            "patient": patient,
            "titles": titles(),
            "may_act": may_write(request.user),
        },
    )


@staff_page
@require_safe
def message_detail(request: HttpRequest, uuid: UUID) -> HttpResponse:
    return _detail(request, _one(request, uuid))


def _detail(request: HttpRequest, followup: FollowUp, form: AddressForm | None = None) -> HttpResponse:
    return render(
        request,
        "followups/message_detail.html",
        {
            "followup": followup,
            "tries": followup.tries.all(),
            "form": form or AddressForm(initial={"email": followup.patient.email if followup.patient else ""}),
            "may_act": may_write(request.user),
            "may_stop": followup.state == FollowUp.State.PLANNED,
            "may_resend": followup.state not in ON_ITS_WAY,
        },
        status=422 if form and form.errors else 200,
    )


@staff_page
@require_safe
@xframe_options_sameorigin
def message_page(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The page of a mail as it was sent, with its keys taken out, closed in by a policy of its own."""
    followup = _one(request, uuid)
    if not followup.html:
        raise Http404
    # Pictures were addressed to the outside; here they come from this house.
    html = followup.html.replace(f"{settings.SITE_URL}{settings.STATIC_URL}", settings.STATIC_URL)
    return HttpResponse(html, headers={"Content-Security-Policy": AS_SENT_POLICY, "Referrer-Policy": "no-referrer"})


@desk_page
@require_POST
def message_resend(request: HttpRequest, uuid: UUID) -> HttpResponse:
    followup = _one(request, uuid)
    try:
        again = services.resend(followup=followup, now=timezone.now())
    except services.NotNow as refusal:
        messages.error(request, str(refusal))
        return redirect("followups:message", uuid=followup.uuid)
    nudge(again.pk)
    messages.success(request, "It will be sent within a minute.")
    return redirect("followups:message", uuid=again.uuid)


@desk_page
@require_POST
def message_stop(request: HttpRequest, uuid: UUID) -> HttpResponse:
    followup = _one(request, uuid)
    try:
        services.stop(followup=followup, by=who(request))
    except services.NotNow as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "Stopped. This message won’t be sent.")
    return redirect("followups:message", uuid=followup.uuid)


@desk_page
@require_POST
def message_address(request: HttpRequest, uuid: UUID) -> HttpResponse:
    followup = _one(request, uuid)
    form = AddressForm(request.POST)
    if form.is_valid():
        try:
            services.mend_address(followup=followup, email=form.cleaned_data["email"])
        except ValidationError as refusal:
            form.add_error("email", refusal.message_dict.get("email", refusal.messages))
    if form.errors:
        return _detail(request, followup, form)
    messages.success(request, "The address is changed. Press “Send again” to send this message there.")
    return redirect("followups:message", uuid=followup.uuid)
