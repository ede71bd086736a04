"""Finding a patient's chart: the own caseload, or anybody by name, birth date or phone."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from clinic.admin.doors import clinician_page, free_text, staff_page
from patients.access import Role, role_of
from patients.models import Episode
from patients.search import MOST, find_patients

CASELOAD_MOST = 100


@clinician_page
@require_http_methods(["GET", "POST"])
def patients(request: HttpRequest) -> HttpResponse:
    """The search is sent by POST, so that no name stands in an address or a log."""
    said = free_text(request, "q")[:80]
    found = find_patients(user=request.user, said=said) if said else []
    if len(found) == 1:
        return redirect("staff:chart", uuid=found[0].uuid)
    open_episodes = Episode.objects.visible_to(request.user).open().select_related("patient", "lead")
    if role_of(request.user) == Role.PHYSIO:
        open_episodes = open_episodes.led_by(request.user)
    return staff_page(
        request,
        "staff/patients.html",
        {
            "title": "Patients",
            "q": said,
            "found": found,
            "most": MOST,
            "caseload": open_episodes.order_by("patient__full_name")[:CASELOAD_MOST],
        },
    )
