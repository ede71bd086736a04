"""The exercise library for clinicians: looked along, searched, starred; and the page of one exercise."""

from collections.abc import Mapping
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_POST

from clinic.admin.doors import clinician_page, staff_page
from clinic.portal.exercise import KEEP_UNDER, STOP_IF
from programmes.library.dose_words import dose_lines
from programmes.models import Exercise
from programmes.services import find_exercises, ladder_of, star
from programmes.shelf import FINDINGS, Wanted

ON_A_PAGE = 60
LONGEST_SEARCH = 80


def _number(text: str) -> int | None:
    """A small whole number; None for anything else that stands in an address."""
    return int(text) if len(text) == 1 and text.isdecimal() else None


def _wanted(asked: Mapping[str, str]) -> Wanted:
    def word(name: str) -> str:
        return asked.get(name, "").replace("\x00", "").strip()[:LONGEST_SEARCH]

    return Wanted(
        words=word("q"),
        target=word("target"),
        kit=word("kit"),
        level=_number(word("level")),
        answers=word("finding"),
        phase=_number(word("phase")),
        starred=word("starred") == "1",
        own=word("own") == "1",
    )


@clinician_page
@require_GET
def exercises(request: HttpRequest) -> HttpResponse:
    """Cards of all that fit, sixty on a page. The words of a search name exercises and nobody."""
    wanted = _wanted(request.GET)
    found = find_exercises(wanted=wanted, user=request.user)
    page = Paginator(found.facts, ON_A_PAGE).get_page(request.GET.get("page", "1"))
    rows = Exercise.objects.select_related("demonstration").in_bulk([facts.ident for facts in page])
    query = request.GET.copy()
    query.pop("page", None)
    return staff_page(
        request,
        "staff/exercises.html",
        {
            "title": "Exercises",
            "wanted": wanted,
            "found": found,
            "page": page,
            "cards": [(rows[facts.ident], facts) for facts in page if facts.ident in rows],
            "findings": [(code, FINDINGS[code]) for code in found.choices.answers if code in FINDINGS],
            "query": query.urlencode(),
            "back": request.get_full_path(),
        },
    )


def exercise_or_404(slug: str) -> Exercise:
    """Retired ones as well: a programme may still hold them."""
    return get_object_or_404(
        Exercise.objects.select_related("demonstration__consent_noted_by", "made_by", "changed_by"), slug=slug
    )


@clinician_page
@require_GET
def exercise(request: HttpRequest, slug: str) -> HttpResponse:
    return staff_page(request, "staff/exercise.html", shown(request, exercise_or_404(slug)))


def shown(request: HttpRequest, found: Exercise) -> dict[str, Any]:
    """All that the page of an exercise says."""
    content = found.content
    return {
        "title": found.name,
        "exercise": found,
        "content": content,
        "dose": dose_lines(content.get("dose", {})),
        "targets": content.get("target") or [found.target],
        "answers": [FINDINGS[code] for code in content.get("answers", []) if code in FINDINGS],
        "ladder": ladder_of(found),
        "keep_under": KEEP_UNDER.get(found.pain_rule, ""),
        "stop_if": STOP_IF,
        "starred": found.favourites.visible_to(request.user).exists(),
        "back": request.get_full_path(),
    }


@clinician_page
@require_POST
def star_exercise(request: HttpRequest, slug: str) -> HttpResponse:
    """A star given or taken; back to the place on the page where it was pressed."""
    found = exercise_or_404(slug)
    star(exercise=found, user=request.user, on=request.POST.get("on") == "1")
    back = request.POST.get("back", "")
    if back.startswith("/") and url_has_allowed_host_and_scheme(back, None):
        return redirect(f"{back}#{found.slug}")
    return redirect("staff:exercise", slug=found.slug)
