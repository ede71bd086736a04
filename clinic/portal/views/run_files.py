"""A file of runs: picked, looked at, then kept. Three plain pages; nothing is kept before the second press."""

from django.contrib import messages
from django.core.signing import BadSignature
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from clinic.portal.access import PatientRequest, for_patient
from clinic.portal.run_files import seal, unseal
from clinic.portal.run_forms import RunFileForm
from patients.models import Episode
from programmes.runs import FileRefused, FileTooLarge, RunFile, read_file
from programmes.services import keep_file

SHOWN = 30
STALE = "That was a while ago. Pick the file once more."


@require_http_methods(["GET", "POST"])
@for_patient
def import_file(request: PatientRequest) -> HttpResponse:
    episode = request.patient.current_episode()
    if episode is None:
        raise Http404
    if request.method == "GET":
        return _ask(request, RunFileForm())
    if sealed := request.POST.get("looked_at"):
        return _keep(request, episode, sealed)
    form = RunFileForm(request.POST, request.FILES)
    if not form.is_valid():
        return _ask(request, form, status=413 if form.has_error("file", "too_large") else 422)
    try:
        read = read_file(form.cleaned_data["file"].file, timezone.get_default_timezone())
    except FileRefused as refusal:
        form.add_error("file", str(refusal))
        return _ask(request, form, status=413 if isinstance(refusal, FileTooLarge) else 422)
    return _look(request, episode, read)


def _ask(request: PatientRequest, form: RunFileForm, status: int = 200) -> HttpResponse:
    shown = {"patient": request.patient, "form": form}
    return render(request, "portal/running_import.html", shown, status=status)


def _look(request: PatientRequest, episode: Episode, read: RunFile) -> HttpResponse:
    """What would come of it. The page holds the first lines; the seal holds all."""
    told = keep_file(episode=episode, file=read, by=request.user, now=timezone.now(), dry_run=True)
    return render(
        request,
        "portal/running_look.html",
        {
            "patient": request.patient,
            "told": told,
            "runs": told.added[:SHOWN],
            "skipped": told.skipped[:SHOWN],
            "doubted": told.doubted[:SHOWN],
            "unit": "Line" if told.kind == "csv" else "Run",
            "sealed": seal(read, episode),
        },
    )


def _keep(request: PatientRequest, episode: Episode, sealed: str) -> HttpResponse:
    try:
        read = unseal(sealed, episode)
    except BadSignature:
        form = RunFileForm()
        form.errors["file"] = form.error_class([STALE])
        return _ask(request, form, status=422)
    told = keep_file(episode=episode, file=read, by=request.user, now=timezone.now())
    count = len(told.added)
    messages.success(request, f"Saved: {count} run{'' if count == 1 else 's'} from your file.")
    return redirect("portal:running")
