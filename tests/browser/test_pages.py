"""Every main page of every face, on a clinic that is lived in and on one that has just opened.

No axe violation, no error on the console, nothing fetched from elsewhere, no sideways scrolling at any width, one main
heading, and a skip link that works. The window itself watches; see windows.py.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect
from playwright.sync_api import TimeoutError as PlaywrightTimeout

from assessments.examination import Section
from assessments.models import Examination, OutcomeRequest
from assessments.services import draft_letter, send_letter
from clinic.accounts.models import User
from clinic.bookings.models import Appointment, AppointmentType, Enquiry
from clinic.demo.making import make_demo
from clinic.education.models import Article
from clinic.followups.models import FollowUp
from patients.models import Patient
from programmes.models import Exercise, Run
from tests.browser.windows import DESKTOP, PHONE, SMALL, signed_cookies
from tests.factories import RedFlagFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SignIn = Callable[[User | Patient], Client]
Open = Callable[..., Page]


@dataclass(frozen=True)
class Walk:
    """Through these pages, looked at first in one width and then in the others."""

    pages: list[str]
    width: int
    also: tuple[int, ...]


@pytest.fixture
def demo(library: None) -> datetime:
    """The demo clinic as it is today."""
    now = timezone.now()
    make_demo(now=now, tell=lambda words: None)
    return now


@pytest.fixture
def walk_as(open_window: Open, signed_in: SignIn) -> Iterator[Callable[..., None]]:
    """Walks through pages as somebody, and says at the end all that was wrong on the way."""
    wrong: list[str] = []

    def walked(who: User | Patient | None, walk: Walk) -> None:
        kept = {"storage_state": signed_cookies(signed_in(who))} if who else {}
        page = open_window(walk.width, **kept)
        for address in walk.pages:
            page.goto(address)
            wrong.extend(f"{address}: {trouble}" for trouble in [*_skip_link(page), *_axe(page), *_widths(page, walk)])

    yield walked
    assert not wrong, "\n".join(wrong)


# Axe would otherwise copy imported style sheets into the page, which the content policy refuses, and rightly.
AXE = {"resultTypes": ["violations"], "preload": False}


def _axe(page: Page) -> Iterator[str]:
    for violation in Axe().run(page, options=AXE).response["violations"]:
        for node in violation["nodes"][:3]:
            why = "; ".join(check["message"] for check in [*node["any"], *node["all"], *node["none"]])
            yield f"axe {violation['id']} at {' '.join(map(str, node['target']))}: {why}"


def _widths(page: Page, walk: Walk) -> Iterator[str]:
    """The window is pulled narrower or wider; the page itself says on load when the first width was too small."""
    for width in walk.also:
        page.set_viewport_size({"width": width, "height": 800})
        wide = page.evaluate("document.documentElement.scrollWidth")
        if wide > width:
            yield f"scrolls sideways at {width}: {wide}, by {page.evaluate(WIDEST)}"
    page.set_viewport_size({"width": walk.width, "height": 800})


# What sticks out on the right, leaving out what scrolls in a box of its own.
WIDEST = """() => [...document.querySelectorAll("body *")]
  .filter((one) => {
    const boxed = one.parentElement.closest("nav, .scroll, .rail");
    return one.getBoundingClientRect().right > innerWidth + 1 && one.checkVisibility() && !boxed;
  })
  .slice(0, 4).map((one) => `${one.tagName}#${one.id}.${one.className}`).join(", ")"""


def _skip_link(page: Page) -> Iterator[str]:
    """The first Tab shows it, Enter goes to the main part."""
    if page.evaluate("document.activeElement !== document.body"):
        return  # the page put the focus on what needs it, such as a summary of errors
    page.keyboard.press("Tab")
    try:
        page.wait_for_function(SKIP_LINK_SEEN, timeout=2000)
        page.keyboard.press("Enter")
        page.wait_for_function(AT_MAIN_PART, timeout=2000)
    except PlaywrightTimeout:
        here = page.evaluate("document.activeElement.outerHTML.slice(0, 80)")
        yield f"the skip link is not the first stop, or leads nowhere; the focus is on {here}"


SKIP_LINK_SEEN = """() => {
  const link = document.activeElement, box = link.getBoundingClientRect();
  return link.matches("a[href^='#']") && box.top >= 0 && box.left >= 0 && box.width > 1;
}"""
AT_MAIN_PART = "() => document.activeElement.matches('main, #main, #content-start, [id]:target')"

PUBLIC = ["/", "/learn/", "/team/", "/enquire/knee/", "/privacy/", "/cookies/", "/accessibility/", "/accounts/login/",
          "/accounts/link/", "/portal/offline/", "/nothing-here/"]  # fmt: skip
PORTAL = ["", "check-in/", "signs/", "flare-up/", "session/", "session/log/", "progress/", "running/",
          "running/import/", "learn/", "visits/", "messages/", "me/"]  # fmt: skip
DESK = ["", "?view=list", "?show=inbox", "week/", "inbox/", "find/?q=mor", "waiting/", "enquiries/new/", "messages/"]
STAFF = ["/admin/", "/admin/patients/find/", "/admin/patients/patient/", "/admin/programmes/exercise/",
         "/admin/programmes/programmetemplate/", "/admin/education/article/"]  # fmt: skip
OWNER = ["/admin/", "/admin/bookings/practice/", "/admin/accounts/user/", "/admin/bookings/workinghours/",
         "/admin/accounts/apikey/", "/admin/rules/", "/admin/rules/change/"]  # fmt: skip


def test_a_visitor_finds_every_public_page_whole(walk_as: Callable[..., None], demo: datetime) -> None:
    article = Article.objects.filter(public=True).first()
    assert article
    pages = [*PUBLIC, reverse("website:article", args=[article.slug])]
    walk_as(None, Walk(pages, PHONE, (SMALL, DESKTOP)))


def test_the_public_pages_of_a_clinic_that_has_just_opened(
    walk_as: Callable[..., None], open_clinic: AppointmentType
) -> None:
    Article.objects.all().delete()
    walk_as(None, Walk(["/", "/learn/", "/team/", "/accounts/login/"], PHONE, (SMALL, DESKTOP)))


def test_a_patient_finds_every_page_of_the_portal_whole(walk_as: Callable[..., None], demo: datetime) -> None:
    cal = Patient.objects.get(full_name="Cal Morgan")
    pages = [f"/portal/{page}" for page in PORTAL]
    programme = cal.episodes.get(closed_on=None).programmes.active().whole().get()
    row = programme.current_rows()[0]
    pages += [
        reverse("portal:session-exercise", args=[row.uuid]),
        reverse("portal:session-done", args=[programme.sessions.all()[0].uuid]),
    ]
    for asked in OutcomeRequest.objects.filter(episode__patient=cal, state="asked")[:1]:
        pages += [
            reverse("portal:form-question", args=[asked.uuid, 1]),
            reverse("portal:form-check", args=[asked.uuid]),
        ]
    for visit in cal.appointments.upcoming(demo)[:1]:
        pages += [reverse("portal:visit-move", args=[visit.uuid]), reverse("portal:visit-cancel", args=[visit.uuid])]
    pages += [reverse("portal:run", args=[run.uuid]) for run in Run.objects.visible_to(cal.user)[:1]]
    for message in FollowUp.objects.filter(patient=cal, state="sent")[:1]:
        pages.append(reverse("portal:message", args=[message.uuid]))
    walk_as(cal, Walk(pages, PHONE, (SMALL, DESKTOP)))


def test_the_portal_of_somebody_with_nothing_yet(
    walk_as: Callable[..., None], open_clinic: AppointmentType, cal: Patient
) -> None:
    pages = [f"/portal/{page}" for page in PORTAL if page not in {"session/log/", "flare-up/", "signs/"}]
    walk_as(cal, Walk(pages, PHONE, (SMALL, DESKTOP)))


def test_the_desk_finds_every_page_whole(walk_as: Callable[..., None], demo: datetime) -> None:
    bea = User.objects.get(email="bea@demo.example")
    pages = [f"/desk/{page}" for page in DESK]
    enquiry = Enquiry.objects.open().order_by("received_at").first()
    visit = Appointment.objects.upcoming(demo).first()
    assert enquiry
    assert visit
    pages += [
        reverse("desk:enquiry", args=[enquiry.uuid]),
        reverse("desk:visit", args=[visit.uuid]),
        reverse("desk:visit-move", args=[visit.uuid]),
        reverse("desk:patient", args=[visit.patient.uuid]),
        reverse("desk:patient-edit", args=[visit.patient.uuid]),
        reverse("desk:patient-book", args=[visit.patient.uuid]),
        reverse("desk:patient-wait", args=[visit.patient.uuid]),
    ]
    for message in FollowUp.objects.filter(state="sent")[:1]:
        pages.append(reverse("followups:message", args=[message.uuid]))
    walk_as(bea, Walk(pages, DESKTOP, (PHONE,)))


def test_the_desk_on_its_first_day(walk_as: Callable[..., None], open_clinic: AppointmentType, bea: User) -> None:
    walk_as(bea, Walk([f"/desk/{page}" for page in DESK], DESKTOP, (PHONE,)))


def _letters(cal: Patient, ana: User, now: datetime) -> list[str]:
    """A red flag on the chart, with one letter sent and another begun."""
    flag = RedFlagFactory.create(patient=cal, opened_at=now)
    sent = draft_letter(red_flag=flag, by=ana, now=now)
    said = {"addressee": "A&E", "phoned_at": now, "patient_copy_given": True, "safety_net_given": True}
    send_letter(letter=sent, said=said, by=ana, now=now)
    begun = draft_letter(red_flag=flag, by=ana, now=now)
    return [
        reverse("staff:letter", args=[sent.uuid]),
        reverse("staff:letter-print", args=[sent.uuid]),
        reverse("staff:letter", args=[begun.uuid]),
    ]


def test_a_physio_finds_every_page_whole(walk_as: Callable[..., None], demo: datetime) -> None:
    ana = User.objects.get(email="ana@demo.example")
    cal = Patient.objects.get(full_name="Cal Morgan")
    episode = cal.episodes.get(closed_on=None)
    signed = episode.examinations.signed().first()
    exercise = Exercise.objects.first()
    assert signed
    assert exercise
    draft = Examination.objects.create(
        episode=episode, kind="review", catalogue_version="1", contact_at=demo, entered_at=demo, author=ana
    )
    pages = [
        *STAFF,
        reverse("staff:note-print", args=[signed.uuid]),
        reverse("staff:chart", args=[cal.uuid]),
        reverse("staff:examination", args=[signed.uuid]),
        *(f"{reverse('staff:examination', args=[draft.uuid])}?section={section}" for section in Section),
        *_letters(cal, ana, demo),
        reverse("staff:plan", args=[cal.uuid]),
        reverse("staff:running-plan", args=[cal.uuid]),
        f"{reverse('staff:measure', args=[cal.uuid])}?instrument=akps",
        reverse("admin:patients_patient_change", args=[cal.pk]),
        reverse("admin:programmes_exercise_change", args=[exercise.pk]),
        reverse("staff:exercises"),
        reverse("staff:exercise", args=[exercise.slug]),
        reverse("staff:exercise-picture", args=[exercise.slug]),
        f"{reverse('staff:exercise-new')}?copy_of={exercise.slug}",
        *(reverse("staff:programme-sheet", args=[one.uuid]) for one in episode.programmes.active()),
    ]
    walk_as(ana, Walk(pages, DESKTOP, (PHONE,)))


def test_a_physio_and_an_owner_on_their_first_day(
    walk_as: Callable[..., None], open_clinic: AppointmentType, ana: User, olu: User, cal: Patient
) -> None:
    walk_as(ana, Walk([*STAFF, reverse("staff:chart", args=[cal.uuid])], DESKTOP, (PHONE,)))
    walk_as(olu, Walk(OWNER, DESKTOP, (PHONE,)))


# What has the focus, and whether one sees that. The parts of a date field show it themselves.
FOCUS = """() => {
  const one = document.activeElement, label = one.closest("label");
  const near = [one, label, label?.querySelector("span"), one.nextElementSibling].filter(Boolean);
  const ringed = (each) => {
    const { outlineStyle, outlineWidth } = getComputedStyle(each);
    return outlineStyle !== "none" && parseFloat(outlineWidth) > 0;
  };
  return {
    what: (label ?? one).textContent.trim() || one.name || one.id,
    tag: one.tagName,
    seen: one.type === "date" || near.some(ringed),
  };
}"""


def _tab_to(page: Page, words: str) -> None:
    """By Tab alone; each stop on the way shows that it has the focus."""
    for _ in range(60):
        page.keyboard.press("Tab")
        here = page.evaluate(FOCUS)
        if here["tag"] == "BODY":
            continue
        assert here["seen"], f"The focus cannot be seen on {here['tag']} {here['what']!r}"
        if words in here["what"]:
            return
    raise AssertionError(f"Tab never came to {words!r}")


def test_an_enquiry_by_keyboard_alone(open_window: Open, open_clinic: AppointmentType) -> None:
    page = open_window(DESKTOP)
    page.goto("/enquire/knee/")
    _tab_to(page, "Left knee")
    page.keyboard.press("Space")
    _tab_to(page, "Carry on")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Do any of these fit you today?")
    _tab_to(page, "None of these")
    page.keyboard.press("Space")
    _tab_to(page, "Carry on")
    page.keyboard.press("Enter")
    expect(page.get_by_text("How long has it been sore?")).to_be_visible()


def test_a_session_logged_by_keyboard_alone(open_window: Open, demo: datetime, signed_in: SignIn) -> None:
    cal = Patient.objects.get(full_name="Cal Morgan")
    page = open_window(DESKTOP, storage_state=signed_cookies(signed_in(cal)))
    page.goto("/portal/session/log/")
    for _ in page.get_by_role("radio", name="Done", exact=True).all():
        _tab_to(page, "Done")
        page.keyboard.press("Space")
    _tab_to(page, "pain_during")
    page.keyboard.type("2")
    _tab_to(page, "Save the session")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("That’s you done")
