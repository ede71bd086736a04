"""The public pages: promise, self-check, reading, people."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from clinic.accounts.models import User
from clinic.bookings.models import WorkingHours
from clinic.education.models import Article
from clinic.education.reading import question_of, with_pictures
from patients.access import CLINICAL, Role, role_of

SIGNS = [
    ("around", "Pain around or behind my kneecap"),
    ("stairs", "It hurts on stairs, hills or squats"),
    ("sitting", "It aches after sitting for a while"),
    ("more", "It came on as I ran more, or faster"),
    ("start", "It hurts at the start of a run, then again after"),
]
START_HERE = "ED01"
MYTH = "ED08"


@dataclass(frozen=True, slots=True)
class SelfCheck:
    """Words for a number of ticks. Never a diagnosis."""

    count: int
    total: int
    title: str
    words: str


def self_check(count: int) -> SelfCheck:
    if count == 0:
        title, words = "Tell us in your own words", "Nothing here fits? Your knee can still be sore for other reasons."
    elif count <= 2:
        title, words = "Could be. Let’s talk", "A few questions and a look at how you move would tell us more."
    else:
        title = "That sounds a lot like runner’s knee"
        words = "It’s very common, and it usually gets better with the right exercise."
    return SelfCheck(count, len(SIGNS), title, words)


@require_http_methods(["GET", "HEAD", "POST"])
def home(request: HttpRequest) -> HttpResponse:
    """The ticks are answered in words and not kept."""
    ticked = set(request.POST.getlist("sign")) & {value for value, _ in SIGNS}
    public = list(Article.objects.visible_to(None))
    first = [article for article in public if article.code == START_HERE]
    reads = [*first, *(article for article in public if article not in first)][:5]
    myth = next((article for article in public if article.code == MYTH), None)
    return render(
        request,
        "website/home.html",
        {
            "signs": [{"value": value, "words": words, "ticked": value in ticked} for value, words in SIGNS],
            "answer": self_check(len(ticked)) if request.method == "POST" else None,
            "reads": with_pictures(reads),
            "reads_count": len(public),
            "myth_url": reverse("website:article", args=[myth.slug]) if myth else reverse("website:learn"),
        },
    )


@require_safe
def learn(request: HttpRequest) -> HttpResponse:
    words = request.GET.get("words", "")[:80].replace("\x00", "").strip()
    topic, stage = request.GET.get("topic", ""), request.GET.get("stage", "")
    articles = Article.objects.visible_to(request.user).published().matching(words)
    if topic in Article.Topic.values:
        articles = articles.filter(topic=topic)
    if stage in Article.Stage.values:
        articles = articles.filter(stage=stage)
    found = with_pictures(list(articles))
    return render(
        request,
        "website/learn.html",
        {
            "articles": found,
            "count": len(found),
            "words": words,
            "topics": [{"value": v, "words": w, "here": v == topic} for v, w in Article.Topic.choices],
            "stages": [{"value": v, "words": w, "here": v == stage} for v, w in Article.Stage.choices],
            "all_here": not topic and not stage,
        },
    )


@require_safe
def article(request: HttpRequest, slug: str) -> HttpResponse:
    readable = Article.objects.visible_to(request.user)
    found = get_object_or_404(readable, slug=slug)
    today = timezone.localdate()
    past_review = ""
    if role_of(request.user) in CLINICAL and found.review_by and found.review_by < today:
        past_review = f"Its review was due on {found.review_by:%-d %B %Y}. Please check it."
    after = readable.published().filter(order__gt=found.order).first()
    with_pictures([found])
    return render(
        request,
        "website/article.html",
        {
            "article": found,
            "check": question_of(found, request.GET.get("question", ""), request.GET.get("answer", "")),
            "past_review": past_review,
            "next_article": after,
        },
    )


@require_safe
def team(request: HttpRequest) -> HttpResponse:
    """Who treats here, and when the clinic is open."""
    physios = User.objects.filter(role=Role.PHYSIO, is_active=True, supervisor=None)
    days: dict[int, list[Any]] = {}
    for hours in WorkingHours.objects.treating():
        days.setdefault(hours.weekday, []).append(hours)
    opening = [
        (
            label,
            min(h.opens for h in days[number]) if number in days else None,
            max(h.closes for h in days[number]) if number in days else None,
        )
        for number, label in WorkingHours.Weekday.choices
    ]
    return render(request, "website/team.html", {"physios": physios, "opening": opening})


@require_safe
def words(request: HttpRequest, page: str) -> HttpResponse:
    """Privacy, cookies, accessibility: words only."""
    return render(request, f"website/{page}.html")


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    lines = ["User-agent: *", "Disallow: /portal/", "Disallow: /desk/", "Disallow: /admin/", "Disallow: /accounts/"]
    lines.append(f"Sitemap: {request.build_absolute_uri(reverse('website:sitemap'))}")
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain")


@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    pages = [reverse(f"website:{name}") for name in ("home", "learn", "team", "privacy", "cookies", "accessibility")]
    pages += [reverse("website:article", args=[one.slug]) for one in Article.objects.visible_to(None)]
    urls = [request.build_absolute_uri(path) for path in pages]
    return render(request, "website/sitemap.xml", {"urls": urls}, content_type="application/xml")
