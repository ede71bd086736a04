"""Measures, one question a screen: each answer is kept at once, the whole is sent once."""

from dataclasses import replace
from datetime import date
from types import EllipsisType
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from assessments.instruments.answers import Answer, AnswerError
from assessments.models import OutcomeRequest, OutcomeScore
from assessments.services import AnsweredMeanwhile, FormClosed, save_answer, send_request, story_of
from clinic.portal.access import PatientRequest, for_patient
from clinic.portal.questions import Question, Sheet, sheet_of

PICK_ONE = "Pick one to carry on."
NAME_IT = "Say in a few words what it is."
LONGEST_NAME = 80
MEANWHILE = (
    "You’ve answered this in another place since you opened this page: “{answer}”. What’s picked here isn’t kept yet. "
    "Press the button to keep it instead."
)
RENEWED = "The questions have changed since you opened this page. This is how they are now: please pick again."
CHANGED = "Your answers have changed in another place since you opened this page. Look once more, then send them."


def _asked(request: PatientRequest, ident: UUID) -> OutcomeRequest:
    return get_object_or_404(OutcomeRequest.objects.visible_to(request.user).select_related("episode"), uuid=ident)


def _shut(request: PatientRequest, asked: OutcomeRequest) -> HttpResponse | None:
    """The page for a form that takes no answers: sent, over, or still to open; None while it does."""
    if asked.state == OutcomeRequest.State.ANSWERED:
        return redirect("portal:form-sent", asked.uuid)
    on = timezone.localdate()
    return None if asked.takes_answers(on) else _closed(request, asked, on)


def _closed(request: PatientRequest, asked: OutcomeRequest, on: date) -> HttpResponse:
    early = on < asked.opens_on
    context = {"patient": request.patient, "opens_on": asked.opens_on if early else None}
    return render(request, "portal/form_closed.html", context, status=409 if early else 410)


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
    """Keep what was sent and go on; "Save and close" with nothing picked just closes.

    A press from an old page never writes over a newer answer unseen: the page comes back with both, and a second
    press decides.
    """
    if "close" in request.POST and not request.POST.get("answer"):
        return redirect("portal:today")
    given = request.POST.get("answer", "").strip()
    # No keyboard makes a null character, and no column takes it. Only own activities have a name to give.
    name = request.POST.get("name", "").replace("\x00", "").strip() if here.asks_name else ""
    if request.POST.get("version", sheet.instrument.version) != sheet.instrument.version:
        return _question_page(request, sheet, here, name=name, notice=RENEWED, status=409)
    try:
        error = _keep(sheet.request, here, given, name, seen=_seen(request, here))
    except AnsweredMeanwhile as meanwhile:
        here = replace(here, answer=meanwhile.answer)
        notice = MEANWHILE.format(answer=here.in_print(meanwhile.answer))
        return _question_page(request, sheet, here, given=given, name=name, notice=notice, status=409)
    if error:
        return _question_page(request, sheet, here, given=given, name=name, error=error, status=422)
    return _onward(request, sheet, here)


def _onward(request: PatientRequest, sheet: Sheet, here: Question) -> HttpResponse:
    """Where an answered question leads."""
    if "close" in request.POST:
        return redirect("portal:today")
    if "check" in request.POST or here.number == len(sheet.questions):
        return redirect("portal:form-check", sheet.request.uuid)
    return redirect("portal:form-question", sheet.request.uuid, here.number + 1)


def _seen(request: PatientRequest, here: Question) -> Answer | EllipsisType | None:
    """The answer that stood on the page when it was opened; an ellipsis where the page did not say."""
    shown = request.POST.get("seen")
    if shown is None:
        return ...
    try:
        return here.taken(shown) if shown else None
    except ValueError:
        return None


def _keep(asked: OutcomeRequest, here: Question, given: str, name: str, *, seen: Answer | EllipsisType | None) -> str:
    """Keep the answer; else the sentence that says what is missing. Raises AnsweredMeanwhile."""
    if here.asks_name and not name:
        return NAME_IT
    if len(name) > LONGEST_NAME:
        return f"Keep it to {LONGEST_NAME} letters."
    if not given:
        return PICK_ONE
    try:
        answer = here.taken(given)
        save_answer(request=asked, item=here.item.key, value=answer, label=name, seen=seen)
    except AnswerError as refusal:
        return " ".join(refusal.errors.values())
    except ValueError:
        return (
            PICK_ONE if here.control == "options" else f"Pick a number from {here.item.minimum} to {here.item.maximum}."
        )
    return ""


def _question_page(
    request: PatientRequest,
    sheet: Sheet,
    here: Question,
    *,
    given: str = "",
    name: str = "",
    error: str = "",
    notice: str = "",
    status: int = 200,
) -> HttpResponse:
    return render(
        request,
        "portal/question.html",
        {
            "patient": request.patient,
            "sheet": sheet,
            "question": here,
            "total": len(sheet.questions),
            "given": given or here.given,
            "name": name or here.name,
            "error": error,
            "error_at_name": error == NAME_IT,
            "notice": notice,
            "minutes": sheet.minutes_left(here.number),
            "may_stop": not here.needed,
            "editing": "check" in request.GET or "check" in request.POST,
        },
        status=status,
    )


@require_http_methods(["GET", "POST"])
@for_patient
def check(request: PatientRequest, form: UUID) -> HttpResponse:
    """The list of answers; sent from here. Sent twice it is one score."""
    asked = _asked(request, form)
    if shut := _shut(request, asked):
        return shut
    sheet = sheet_of(asked)
    if request.method != "POST":
        return _check_page(request, sheet)
    if request.POST.get("seen", sheet.fingerprint) != sheet.fingerprint:
        return _check_page(request, sheet, notice=CHANGED, status=409)
    if missing := sheet.first_open:
        return _check_page(request, sheet, missing=missing, status=422)
    try:
        send_request(request=asked, by=request.user, now=timezone.now())
    except FormClosed:
        return _closed(request, asked, timezone.localdate())
    return redirect("portal:form-sent", form)


def _check_page(
    request: PatientRequest, sheet: Sheet, *, missing: Question | None = None, notice: str = "", status: int = 200
) -> HttpResponse:
    context = {"patient": request.patient, "sheet": sheet, "missing": missing, "notice": notice}
    return render(request, "portal/form_check.html", context, status=status)


@require_GET
@for_patient
def sent(request: PatientRequest, form: UUID) -> HttpResponse:
    """Thank you, what the number says, and the next form if one is due."""
    asked = _asked(request, form)
    if asked.state != OutcomeRequest.State.ANSWERED:
        return redirect("portal:form", form)
    scores = OutcomeScore.objects.visible_to(request.user).filter(episode=asked.episode).of(asked.instrument)
    on = timezone.localdate()
    following = OutcomeRequest.objects.visible_to(request.user).open(on).first()
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
