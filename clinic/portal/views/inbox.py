"""Messages: what the clinic has sent, as it was sent. To answer, there is the phone."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from clinic.followups.models import FollowUp
from clinic.portal.access import PatientRequest, for_patient

SENT = (FollowUp.State.SENT, FollowUp.State.DELIVERED)
MOST = 100


@require_GET
@for_patient
def inbox(request: PatientRequest) -> HttpResponse:
    sent = FollowUp.objects.visible_to(request.user).filter(state__in=SENT).order_by("-sent_at", "-pk")
    return render(request, "portal/messages.html", {"patient": request.patient, "sent": sent[:MOST]})


@require_GET
@for_patient
def message(request: PatientRequest, message: UUID) -> HttpResponse:
    sent = FollowUp.objects.visible_to(request.user).filter(state__in=SENT)
    return render(
        request, "portal/message.html", {"patient": request.patient, "message": get_object_or_404(sent, uuid=message)}
    )
