"""The rail on the left of every staff page: where to, and how much waits there."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse

from clinic.bookings.models import Enquiry
from patients.access import Role, role_of


@dataclass(frozen=True, slots=True)
class Link:
    words: str
    url: str
    icon: str
    here: bool
    count: int = 0


@dataclass(frozen=True, slots=True)
class Group:
    name: str
    links: list[Link]


# group → (words, url name, icon); an owner sees the last group as well.
PLACES: list[tuple[str, list[tuple[str, str, str]]]] = [
    (
        "",
        [
            ("My day", "admin:index", "sun"),
            ("Patients", "staff:patients", "contact-round"),
            ("Diary", "desk:board", "calendar-days"),
            ("Enquiries", "desk:inbox", "inbox"),
            ("Messages", "followups:messages", "message-circle"),
        ],
    ),
    (
        "Treatment",
        [
            ("Exercises", "staff:exercises", "dumbbell"),
            ("Programmes", "admin:programmes_programmetemplate_changelist", "clipboard-list"),
            ("Rules", "staff:rules", "scale"),
        ],
    ),
    ("Public site", [("Articles", "admin:education_article_changelist", "book-open")]),
]
OWNERS: tuple[str, list[tuple[str, str, str]]] = (
    "Clinic",
    [
        ("Practice", "admin:bookings_practice_changelist", "settings"),
        ("People", "admin:accounts_user_changelist", "users-round"),
        ("Hours", "admin:bookings_workinghours_changelist", "clock"),
        ("API keys", "admin:accounts_apikey_changelist", "key-round"),
    ],
)


def rail(request: HttpRequest) -> list[Group]:
    waiting = Enquiry.objects.open().count()
    groups = [*PLACES, OWNERS] if role_of(request.user) == Role.OWNER else PLACES
    made = []
    for name, places in groups:
        links = []
        for words, url_name, icon in places:
            url = reverse(url_name)
            here = request.path == url if url_name == "admin:index" else request.path.startswith(url)
            links.append(Link(words, url, icon, here, waiting if url_name == "desk:inbox" else 0))
        made.append(Group(name, links))
    return made
