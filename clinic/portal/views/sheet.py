"""The own programme on A4: as a page to print, and as a PDF where one can be made."""

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from clinic.portal.access import PatientRequest, for_patient
from clinic.portal.pdf import pdf_ready
from clinic.portal.sheet import pdf_answer, sheet_html, sheet_of
from programmes.models import Programme


def _own_programme(request: PatientRequest) -> Programme:
    """The one that is active or paused; nobody prints what has ended."""
    own = Programme.objects.visible_to(request.user).exclude(state=Programme.State.ENDED)
    programme = own.whole().first()
    if programme is None:
        raise Http404
    return programme


@require_GET
@for_patient
def sheet(request: PatientRequest) -> HttpResponse:
    made = sheet_of(_own_programme(request))
    return HttpResponse(
        sheet_html(
            made,
            by=request.user,
            now=timezone.now(),
            way_back=reverse("portal:today"),
            pdf_at=reverse("portal:sheet-pdf") if pdf_ready() else "",
            safety=request.safety,
        )
    )


@require_GET
@for_patient
def sheet_pdf(request: PatientRequest) -> HttpResponse:
    made = sheet_of(_own_programme(request))
    return pdf_answer(made, by=request.user, now=timezone.now(), safety=request.safety)
