"""The portal's front door: a view gets `request.patient`, or nobody learns that the page is there."""

from collections.abc import Callable
from functools import partial, wraps
from typing import Any, Concatenate, ParamSpec, cast

from django.db.models import Case, Exists, OuterRef, Value, When
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache

from assessments.models import RedFlag
from assessments.redflags import SAFETY_TEXTS, Level, SafetyText
from clinic.accounts.doors import sign_in_first
from patients.models import Patient

P = ParamSpec("P")
# The worst first: their words tell the patient to stop, on every page, until a clinician has cleared the flag.
STOPPING = sorted((level for level in Level if level.stops_exercise), key=lambda level: -level.severity)


class PatientRequest(HttpRequest):
    """A request of somebody whose own record is open. `safety` is set while a red flag that stops exercise is open."""

    patient: Patient
    safety: SafetyText | None


def _open_flag(level: Level) -> Exists:
    return Exists(RedFlag.objects.open().filter(patient=OuterRef("pk"), level=level))


def for_patient(
    view: Callable[Concatenate[PatientRequest, P], HttpResponse],
) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """Only for patients, each in the own record. Anonymous people sign in first; staff find nothing here."""
    return for_patient_with()(view)


def for_patient_with(
    **also: Any,
) -> Callable[
    [Callable[Concatenate[PatientRequest, P], HttpResponse]], Callable[Concatenate[HttpRequest, P], HttpResponse]
]:
    """The same door for a page that wants more of the patient in the one query: annotations by name."""
    return partial(_guarded, also=also)


def _guarded(
    view: Callable[Concatenate[PatientRequest, P], HttpResponse], *, also: dict[str, Any]
) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    @wraps(view)
    @never_cache
    def guarded(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if not request.user.is_authenticated:
            return sign_in_first(request)
        # One query for who it is and whether they have been told to stop and get help.
        patient = (
            Patient.objects.visible_to(request.user)
            .filter(user=request.user)
            .annotate(
                worst_flag=Case(
                    *(When(_open_flag(level), then=Value(level.value)) for level in STOPPING),
                    default=Value(""),
                ),
                **also,
            )
            .first()
        )
        if patient is None:
            raise Http404
        patient.user = request.user  # known already: no second look-up
        own = cast(PatientRequest, request)
        own.patient = patient
        worst = getattr(patient, "worst_flag", "")
        own.safety = SAFETY_TEXTS[Level(worst)] if worst else None
        return view(own, *args, **kwargs)

    return cast(Callable[Concatenate[HttpRequest, P], HttpResponse], guarded)


def asks_json(request: HttpRequest) -> bool:
    """Whether the phone's own sender asks, which kept the log until there was a signal."""
    return request.headers.get("Accept") == "application/json"
