"""A patient's programme on A4, from the chart."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from clinic.admin.doors import clinician_page
from clinic.portal.pdf import pdf_ready
from clinic.portal.sheet import pdf_answer, sheet_html, sheet_of
from programmes.models import Programme


def _programme_or_404(request: HttpRequest, uuid: UUID) -> Programme:
    return get_object_or_404(Programme.objects.visible_to(request.user).whole(), uuid=uuid)


@clinician_page
@require_GET
def programme_sheet(request: HttpRequest, uuid: UUID) -> HttpResponse:
    programme = _programme_or_404(request, uuid)
    return HttpResponse(
        sheet_html(
            sheet_of(programme),
            by=request.user,
            now=timezone.now(),
            way_back=reverse("staff:chart", args=[programme.episode.patient.uuid]),
            pdf_at=reverse("staff:programme-sheet-pdf", args=[programme.uuid]) if pdf_ready() else "",
        )
    )


@clinician_page
@require_GET
def programme_sheet_pdf(request: HttpRequest, uuid: UUID) -> HttpResponse:
    return pdf_answer(sheet_of(_programme_or_404(request, uuid)), by=request.user, now=timezone.now())
