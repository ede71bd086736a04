"""Measures, one question a screen: each answer is kept at once, the whole is sent once."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from assessments.instruments.answers import AnswerError
from assessments.models import OutcomeRequest, OutcomeScore
from assessments.services import EpisodeClosed, save_answer, send_request, story_of
from clinic.portal.access import PatientRequest, for_patient
from clinic.portal.questions import Question, Sheet, sheet_of

PICK_ONE = "Pick one to carry on."
NAME_IT = "Say in a few words what it is."
LONGEST_NAME = 80


def _asked(request: PatientRequest, ident: UUID) -> OutcomeRequest:
    return get_object_or_404(OutcomeRequest.objects.visible_to(request.user).select_related("episode"), uuid=ident)


def _shut(request: PatientRequest, asked: OutcomeRequest) -> HttpResponse | None:
    """The page for a form that takes no more answers; None while it does."""
    if asked.state == OutcomeRequest.State.ANSWERED:
        return redirect("portal:form-sent", asked.uuid)
    on = timezone.localdate()
    if asked.state == OutcomeRequest.State.CLOSED or on > asked.closes_on or not asked.episode.is_open:
        return render(request, "portal/form_closed.html", {"patient": request.patient}, status=410)
    return None


@require_GET
@for_patient
def start(request: PatientRequest, form: UUID) -> HttpResponse:
    """Where somebody left off, on any device."""
    asked = _asked(request, form)
    if shut := _shut(request, asked):
        return shut
    first = sheet_of(asked).first_open
    return redirect("portal:form-question", form, first.number) if first else redirect("portal:form-check", form)


@require_http_methods(["GET", "POST"])
@for_patient
def question(request: PatientRequest, form: UUID, number: int) -> HttpResponse:
    asked = _asked(request, form)
    if shut := _shut(request, asked):
        return shut
    sheet = sheet_of(asked)
    if not 1 <= number <= len(sheet.questions):
        raise Http404
    here = sheet.questions[number - 1]
    return _answer(request, sheet, here) if request.method == "POST" else _question_page(request, sheet, here)


def _answer(request: PatientRequest, sheet: Sheet, here: Question) -> HttpResponse:
    """Keep what was sent and go on; "Save and close" with nothing picked just closes."""
    if "close" in request.POST and not request.POST.get("answer"):
        return redirect("portal:today")
    given, name = request.POST.get("answer", "").strip(), request.POST.get("name", "").strip()
    if error := _keep(sheet.request, here, given, name):
        return _question_page(request, sheet, here, given=given, name=name, error=error)
    if "close" in request.POST:
        return redirect("portal:today")
    if "check" in request.POST or here.number == len(sheet.questions):
        return redirect("portal:form-check", sheet.request.uuid)
    return redirect("portal:form-question", sheet.request.uuid, here.number + 1)


def _keep(asked: OutcomeRequest, here: Question, given: str, name: str) -> str:
    """Keep the answer; else the sentence that says what is missing."""
    if here.asks_name and not name:
        return NAME_IT
    if len(name) > LONGEST_NAME:
        return f"Keep it to {LONGEST_NAME} letters."
    if not given:
        return PICK_ONE
    try:
        answer = here.taken(given)
        save_answer(request=asked, item=here.item.key, value=answer, label=name)
    except AnswerError as refusal:
        return " ".join(refusal.errors.values())
    except ValueError:
        return (
            PICK_ONE if here.control == "options" else f"Pick a number from {here.item.minimum} to {here.item.maximum}."
        )
    return ""


def _question_page(
    request: PatientRequest, sheet: Sheet, here: Question, *, given: str = "", name: str = "", error: str = ""
) -> HttpResponse:
    kept = (
        "" if here.answer is None else str(here.answer).lower() if isinstance(here.answer, bool) else str(here.answer)
    )
    return render(
        request,
        "portal/question.html",
        {
            "patient": request.patient,
            "sheet": sheet,
            "question": here,
            "total": len(sheet.questions),
            "given": given or kept,
            "name": name or here.name,
            "error": error,
            "error_at_name": error == NAME_IT,
            "minutes": sheet.minutes_left(here.number),
            "may_stop": not here.needed,
            "editing": "check" in request.GET or "check" in request.POST,
        },
        status=422 if error else 200,
    )


@require_http_methods(["GET", "POST"])
@for_patient
def check(request: PatientRequest, form: UUID) -> HttpResponse:
    """The list of answers; sent from here. Sent twice it is one score."""
    asked = _asked(request, form)
    if shut := _shut(request, asked):
        return shut
    sheet = sheet_of(asked)
    missing = sheet.first_open
    if request.method == "POST" and missing is None:
        try:
            send_request(request=asked, by=request.user, now=timezone.now())
        except EpisodeClosed:
            return render(request, "portal/form_closed.html", {"patient": request.patient}, status=410)
        return redirect("portal:form-sent", form)
    return render(
        request,
        "portal/form_check.html",
        {
            "patient": request.patient,
            "sheet": sheet,
            "missing": missing if request.method == "POST" else None,
        },
        status=422 if request.method == "POST" else 200,
    )


@require_GET
@for_patient
def sent(request: PatientRequest, form: UUID) -> HttpResponse:
    """Thank you, what the number says, and the next form if one is due."""
    asked = _asked(request, form)
    if asked.state != OutcomeRequest.State.ANSWERED:
        return redirect("portal:form", form)
    scores = OutcomeScore.objects.visible_to(request.user).filter(episode=asked.episode).of(asked.instrument)
    on = timezone.localdate()
    following = OutcomeRequest.objects.visible_to(request.user).open(on).filter(episode__closed_on=None).first()
    return render(
        request,
        "portal/form_sent.html",
        {
            "patient": request.patient,
            "story": story_of(instrument=asked.instrument, scores=scores.in_order()),
            "next": following,
            "next_sheet": sheet_of(following) if following else None,
        },
    )
