"""A measure typed in from paper, or one that the clinician scores: any of the shelf, for any episode of the patient."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from assessments import instruments
from assessments.examination.words import lowered
from assessments.instruments.answers import AnswerError
from assessments.instruments.definition import Instrument
from assessments.models import OutcomeScore
from assessments.progress_words import for_a_gap
from assessments.services import EpisodeClosed, record_outcome, story_of
from clinic.admin.asker import asker_of
from clinic.admin.doors import clinician_page, patient_or_404, staff_page
from clinic.admin.paper import Paper
from patients.models import Episode, Patient


def shelf() -> list[tuple[str, list[Instrument]]]:
    """Every measure in three groups, by where its answers come from; the core ones first."""
    every = sorted(instruments.all_instruments(), key=lambda one: (not one.core, one.title))
    scored = [one for one in every if one.answered_by == "clinician"]
    copied = [one for one in every if one.text_withheld and one not in scored]
    asked = [one for one in every if one not in scored and one not in copied]
    return [
        ("Asked of patients", asked),
        ("Typed from the clinic’s own form", copied),
        ("Scored by the clinician", scored),
    ]


@clinician_page
@require_http_methods(["GET", "HEAD", "POST"])
def record_measure(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The form of one measure. What was refused comes back as it was typed, with a sentence at its place."""
    patient = patient_or_404(request, uuid)
    data = request.POST if request.method == "POST" else request.GET
    instrument = _instrument(data.get("instrument", ""))
    episodes = _episodes(patient, request.user)
    asker = asker_of(request, patient)
    episode = _chosen(episodes, data.get("episode") or asker.episode)
    paper = Paper(instrument, episode, request.POST, today=timezone.localdate())
    if request.method != "POST":
        return _page(request, patient, episodes, paper)
    if paper.errors or paper.gap:
        return _page(request, patient, episodes, paper, status=422)
    try:
        score = record_outcome(
            episode=episode, instrument=instrument.key, by=request.user, now=timezone.now(), **paper.said()
        )
    except AnswerError as refused:
        paper.refuse(refused.errors)
        return _page(request, patient, episodes, paper, status=422)
    except EpisodeClosed:
        return _page(request, patient, episodes, paper, refused=_closed(episode), status=409)
    messages.success(request, in_words(score))
    return redirect(asker.take(request, score))


def in_words(score: OutcomeScore) -> str:
    """A score that was just kept: the number, its grade, and how far it lies from the baseline."""
    series = score.episode.scores.of(score.instrument).filter(side=score.side).in_order()
    until = [one for one in series if (one.collected_on, one.pk) <= (score.collected_on, score.pk)]
    told = story_of(instrument=score.instrument, side=score.side, scores=until)
    instrument = told.instrument
    if score.score is None:
        return f"{told.title}: kept, {for_a_gap(instrument, score.answers)}"
    if not instrument.needs_baseline:
        return f"{told.title}: {told.staff}"
    grade = instrument.grade(score.score)
    number = f"{instrument.shown(score.score)}, {lowered(grade.label)}" if grade else instrument.shown(score.score)
    return f"{told.title}: {number}. {told.staff if told.change else 'The first of its series.'}"


def _instrument(key: str) -> Instrument:
    try:
        return instruments.get(key)
    except instruments.UnknownInstrumentError:
        raise Http404 from None


def _episodes(patient: Patient, user: Any) -> list[Episode]:
    """What a score may belong to: open episodes first, then the latest."""
    episodes = Episode.objects.visible_to(user).filter(patient=patient).order_by("-opened_on", "-pk")
    if not episodes:
        raise Http404
    return sorted(episodes, key=lambda one: not one.is_open)


def _chosen(episodes: list[Episode], asked: str) -> Episode:
    """The episode that was asked for, else the first. One that isn't the patient's is not there."""
    chosen = episodes[0] if not asked else next((one for one in episodes if str(one.uuid) == asked.lower()), None)
    if chosen is None:
        raise Http404
    return chosen


def _closed(episode: Episode) -> str:
    return (
        f"This episode closed on {episode.closed_on:%-d %B %Y}, and nothing was asked of it for the day on the form. "
        "It takes only what was asked, inside its window. Nothing has been kept; all you typed still stands here."
    )


def _page(
    request: HttpRequest,
    patient: Patient,
    episodes: list[Episode],
    paper: Paper,
    *,
    refused: str = "",
    status: int = 200,
) -> HttpResponse:
    context = {
        "title": paper.instrument.title,
        "patient": patient,
        "instrument": paper.instrument,
        "episodes": episodes,
        "paper": paper,
        "asker": asker_of(request, patient),
        "refused": refused,
    }
    return staff_page(request, "staff/measure.html", context, status=status)
