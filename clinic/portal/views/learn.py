"""Short reads: by stage, those that answer the findings first; read marks and check questions."""

from itertools import groupby

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from clinic.education.models import Article, Reading
from clinic.education.reading import with_pictures
from clinic.education.services import mark_read
from clinic.portal.access import PatientRequest, for_patient
from clinic.portal.quiz import Quiz
from programmes.models import Programme

STAGES = list(Article.Stage.values)


def findings_of(request: PatientRequest) -> set[str]:
    """The subgroups that the current programme was chosen for."""
    programme = Programme.objects.visible_to(request.user).active().first()
    reasons = programme.reasons if programme else []
    return {str(reason.get("subgroup", "")) for reason in reasons if isinstance(reason, dict)} - {""}


@require_GET
@for_patient
def learn(request: PatientRequest) -> HttpResponse:
    words = request.GET.get("q", "").replace("\x00", "").strip()[:80]
    found = Article.objects.visible_to(request.user)
    findings = findings_of(request)
    # Stage by stage; inside a stage those for these findings come first.
    articles = sorted(
        found.matching(words),
        key=lambda each: (STAGES.index(each.stage), not findings & set(each.findings), each.order),
    )
    read = set(Reading.objects.visible_to(request.user).values_list("article_id", flat=True))
    return render(
        request,
        "portal/learn.html",
        {
            "patient": request.patient,
            "words": words,
            "stages": [
                (
                    Article.Stage(stage).label,
                    [(each, each.pk in read, bool(findings & set(each.findings))) for each in group],
                )
                for stage, group in groupby(articles, key=lambda each: each.stage)
            ],
            "read": sum(each.pk in read for each in articles),
            "count": len(articles),
        },
    )


@require_http_methods(["GET", "POST"])
@for_patient
def article(request: PatientRequest, slug: str) -> HttpResponse:
    """One read. Its questions can be tried again; a wrong answer gets a reason, and no marks are kept."""
    shown = get_object_or_404(Article.objects.visible_to(request.user), slug=slug)
    reading = Reading.objects.visible_to(request.user).filter(article=shown).first()
    quiz = Quiz.of(shown.quiz, given=request.POST if request.method == "POST" else {})
    if request.method == "POST":
        passed = quiz.all_right or not quiz.questions
        reading = mark_read(patient=request.patient, article=shown, passed=passed, now=timezone.now())
        if not quiz.questions:
            messages.success(request, "Marked as read.")
            return redirect("portal:learn")
    with_pictures([shown])
    return render(
        request,
        "portal/article.html",
        {"patient": request.patient, "article": shown, "reading": reading, "quiz": quiz},
        status=422 if request.method == "POST" and not quiz.complete else 200,
    )
