"""The enquiry's six pages: a draft in the session, one step at a time, sent once.

The session keeps what was typed until it is sent, so Back, a lost connection and a second tab lose nothing.
"""

from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from assessments.instruments.answers import AnswerError
from assessments.redflags import Triage, triage
from clinic.accounts.limits import address_of, wait_for
from clinic.bookings.models import Enquiry
from clinic.bookings.services import receive_enquiry
from clinic.website.forms import ORDER_OF_STEPS, STEPS, RedFlagForm, RingBackForm, new_key, preferred_words, stops_words

ORDER = ORDER_OF_STEPS
DRAFT, SENT = "enquiry", "enquiry_sent"
# Nobody reads and answers six pages faster; robots do (clinic default).
SOONEST_SECONDS = 3
MOST_PER_ADDRESS = 5
ADDRESS_WINDOW = 10 * 60
BUSY_NETWORK = "Several enquiries came from your network. Wait ten minutes, or ring us."


def _draft(request: HttpRequest) -> dict[str, Any]:
    draft = request.session.get(DRAFT)
    if not isinstance(draft, dict):
        draft = {"key": new_key(), "began": timezone.now().timestamp(), "steps": {}}
        request.session[DRAFT] = draft
    return draft


@require_GET
def begin(request: HttpRequest) -> HttpResponse:
    return redirect("website:enquire-step", step=ORDER[0])


@never_cache
@require_http_methods(["GET", "POST"])
def step(request: HttpRequest, step: str) -> HttpResponse:
    """One question. What was typed stays in the draft; the first unanswered step comes first."""
    if step not in STEPS:
        raise Http404
    draft = _draft(request)
    if gap := next((earlier for earlier in ORDER[: ORDER.index(step)] if earlier not in draft["steps"]), None):
        return redirect("website:enquire-step", step=gap)
    if request.method == "GET":
        kept = draft["steps"].get(step)
        return _show(request, step, STEPS[step](initial=kept) if kept else STEPS[step]())
    form = STEPS[step](request.POST)
    if not form.is_valid():
        return _show(request, step, form, status=422)
    draft["steps"][step] = {name: form[name].value() for name in form.fields if name != "website"}
    request.session.modified = True
    if step == "red-flags" and _triage(form.cleaned_data["red_flags"]).rules:
        return redirect("website:enquire-safety")
    if step == ORDER[-1]:
        return _send(request, draft, form)
    return redirect("website:enquire-step", step=ORDER[ORDER.index(step) + 1])


def _triage(picked: list[str]) -> Triage:
    return triage(RedFlagForm.answers(picked))


def _show(request: HttpRequest, step: str, form: Form, status: int = 200) -> HttpResponse:
    place = ORDER.index(step)
    context = {
        "form": form,
        "step": step,
        "number": place + 1,
        "total": len(ORDER),
        "dashes": [number <= place for number in range(len(ORDER))],
        "previous": ORDER[place - 1] if place else None,
        "last": step == ORDER[-1],
    }
    return render(request, "website/enquire.html", context, status=status)


@never_cache
@require_http_methods(["GET", "POST"])
def safety(request: HttpRequest) -> HttpResponse:
    """What to do first, at once. Whoever can't call leaves a number; the enquiry may also go on from here."""
    draft = _draft(request)
    picked = draft["steps"].get("red-flags", {}).get("red_flags")
    if not picked or "knee" not in draft["steps"]:
        return redirect("website:enquire-step", step="red-flags")
    form = RingBackForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return _ask_to_be_rung(request, draft, form)
    return _safety_page(request, picked, form, status=422 if form.errors else 200)


def _safety_page(request: HttpRequest, picked: list[str], form: RingBackForm, status: int) -> HttpResponse:
    context = {
        "triage": _triage(picked),
        "form": form,
        "number": 3,
        "total": len(ORDER),
        "dashes": [number < 2 for number in range(len(ORDER))],
    }
    return render(request, "website/enquire_safety.html", context, status=status)


def _ask_to_be_rung(request: HttpRequest, draft: dict[str, Any], form: RingBackForm) -> HttpResponse:
    """An enquiry at once, with what is known so far; the rest is asked on the phone."""
    picked = draft["steps"]["red-flags"]["red_flags"]
    if _wait(request, draft):
        form.add_error(None, BUSY_NETWORK)
        return _safety_page(request, picked, form, status=429)
    try:
        enquiry, _ = receive_enquiry(
            form_key=UUID(draft["key"]),
            channel=Enquiry.Channel.WEB,
            now=timezone.now(),
            name=form.cleaned_data["name"],
            phone=str(form.cleaned_data["phone"]),
            knee=draft["steps"]["knee"]["knee"],
            duration=Enquiry.Duration.NOT_ASKED,
            is_runner=True,
            message="Asks us to ring today.",
            preferred=[form.cleaned_data["best_time"]],
            red_flags=RedFlagForm.answers(picked),
        )
    except ValidationError as error:
        for field, lines in error.message_dict.items():
            form.add_error(field if field in form.fields else None, lines)
        return _safety_page(request, picked, form, status=422)
    request.session[SENT] = str(enquiry.uuid)
    return redirect("website:enquire-sent")


def _send(request: HttpRequest, draft: dict[str, Any], form: Form) -> HttpResponse:
    steps = draft["steps"]
    robot = form.cleaned_data["website"] or timezone.now().timestamp() - draft["began"] < SOONEST_SECONDS
    if robot:
        # A person who was this quick can simply send it again; a robot is told nothing.
        form.add_error(None, "That was quicker than we could read. Press Send again.")
        return _show(request, ORDER[-1], form, status=422)
    if wait := _wait(request, draft):
        form.add_error(None, BUSY_NETWORK)
        response = _show(request, ORDER[-1], form, status=429)
        response["Retry-After"] = str(wait)
        return response
    since = STEPS["since"](steps["since"])
    since.is_valid()
    try:
        enquiry, _ = receive_enquiry(
            form_key=UUID(draft["key"]),
            channel=Enquiry.Channel.WEB,
            now=timezone.now(),
            name=form.cleaned_data["name"],
            phone=str(form.cleaned_data["phone"] or ""),
            email=form.cleaned_data["email"],
            knee=steps["knee"]["knee"],
            duration=steps["since"]["duration"],
            is_runner=since.cleaned_data["is_runner"],
            stops=stops_words(steps["stops"]["stops"] or []),
            message=steps["stops"]["message"] or "",
            preferred=preferred_words(steps["when"]["days"] or [], steps["when"]["parts"] or []),
            red_flags=RedFlagForm.answers(steps["red-flags"]["red_flags"]),
            consent_contact=form.cleaned_data["consent_contact"],
            marketing=form.cleaned_data["marketing"],
        )
    except ValidationError as error:
        for field, lines in error.message_dict.items():
            form.add_error(field if field in form.fields else None, lines)
        return _show(request, ORDER[-1], form, status=422)
    except AnswerError:
        return redirect("website:enquire-step", step="red-flags")
    request.session[SENT] = str(enquiry.uuid)
    return redirect("website:enquire-sent")


def _wait(request: HttpRequest, draft: dict[str, Any]) -> int:
    """Seconds until another may come from this address: at most five in ten minutes. The same again is no other."""
    if Enquiry.objects.filter(form_key=draft["key"]).exists():
        return 0
    return wait_for(f"enquiries from {address_of(request)}", most=MOST_PER_ADDRESS, seconds=ADDRESS_WINDOW)


@never_cache
@require_GET
def sent(request: HttpRequest) -> HttpResponse:
    """What happens next, by when. Only whoever sent it sees it."""
    kept = request.session.get(SENT)
    enquiry = Enquiry.objects.filter(uuid=UUID(kept)).first() if kept else None
    if enquiry is None:
        return redirect("website:enquire")
    request.session.pop(DRAFT, None)
    return render(request, "website/enquire_sent.html", {"triage": triage(enquiry.red_flags)})
