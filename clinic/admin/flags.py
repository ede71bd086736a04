"""A red flag cleared by a clinician, and the letter that it calls for begun."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from assessments.models import RedFlag
from assessments.services import LetterRefused, draft_letter
from clinic.admin.chart import chart_page
from clinic.admin.doors import clinician_page, free_text
from clinic.admin.flagged import ClearForm


def _flag_or_404(request: HttpRequest, uuid: UUID) -> RedFlag:
    return get_object_or_404(RedFlag.objects.visible_to(request.user).select_related("patient"), uuid=uuid)


@clinician_page
@require_POST
def clear_red_flag(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """With a reason. One that can't be kept comes back with the chart, by its field and as it was typed."""
    flag = _flag_or_404(request, uuid)
    form = ClearForm(flag, {"why": free_text(request, "why")})
    try:
        flag.clear(by=request.user, why=form["why"].value(), at=timezone.now())
    except ValidationError as refusal:
        if hasattr(refusal, "error_dict"):
            form.take(refusal)
            return chart_page(request, flag.patient, tried=form, status=422)
        messages.error(request, " ".join(refusal.messages))
    else:
        messages.success(request, f"{flag.rule} is cleared, with your name and reason.")
    return redirect("staff:chart", uuid=flag.patient.uuid)


@clinician_page
@require_POST
def begin_letter(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """To the draft of this flag's letter, begun now or before."""
    flag = _flag_or_404(request, uuid)
    try:
        letter = draft_letter(red_flag=flag, by=request.user, now=timezone.now())
    except LetterRefused as refusal:
        messages.error(request, str(refusal))
        return redirect("staff:chart", uuid=flag.patient.uuid)
    return redirect("staff:letter", uuid=letter.uuid)
