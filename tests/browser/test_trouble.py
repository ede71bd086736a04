"""What goes wrong on a real day: no signal, an impatient finger, two windows, a time just gone, a long lunch."""

from collections.abc import Callable
from datetime import datetime
from decimal import Decimal
from io import BytesIO

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from PIL import Image
from playwright.sync_api import Page, expect

from assessments.models import Examination
from clinic.accounts.models import User
from clinic.bookings.models import Appointment, AppointmentType
from clinic.bookings.services import book
from patients.models import Episode, Patient
from programmes.models import Programme, ProgrammeTemplate, Run, SessionLog
from programmes.services import assign_programme
from tests.browser.windows import DESKTOP, PHONE
from tests.factories import PASSWORD, DemonstrationFactory, EnquiryFactory, EpisodeFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

Open = Callable[..., Page]
SignIn = Callable[[User | Patient], Client]


@pytest.fixture
def programme(open_clinic: AppointmentType, cal: Patient, ana: User) -> Programme:
    """Cal's, from today, every exercise on every day."""
    now = timezone.now()
    episode = EpisodeFactory.create(patient=cal, lead=ana, opened_on=timezone.localdate(now))
    template = ProgrammeTemplate.objects.get(key="strength")
    made = assign_programme(episode=episode, template=template, starts_on=timezone.localdate(now), by=ana, now=now)
    for phase in made.phases.all():
        phase.rows.update(days=list(range(7)))
    return made


def test_a_session_without_signal_is_kept_and_sent_once(
    window_of: Callable[..., Page], programme: Programme, cal: Patient
) -> None:
    page = window_of(cal, PHONE)
    page.goto("/portal/session/")
    page.get_by_role("button", name="Start").click()
    player = page.get_by_label("Session player")
    player.get_by_role("button", name="Set done").click()
    page.context.set_offline(True)
    expect(player.get_by_text("No signal. We’ll save it for later.")).to_be_visible()
    while not player.get_by_text("Worst pain in that session?").is_visible():
        if player.get_by_role("button", name="Skip the rest").is_visible():
            player.get_by_role("button", name="Skip the rest").click()
        player.get_by_role("button", name="Too sore").click()
        player.get_by_role("button", name="Stop this exercise").click()
    player.locator("#worst").fill("2")
    player.get_by_role("button", name="Finish").click()
    expect(player.get_by_text("Saved on this phone.")).to_be_visible()
    assert not SessionLog.objects.exists()

    page.context.set_offline(False)
    page.wait_for_url("**/portal/")
    log = SessionLog.objects.get()
    assert log.pain_during == 2
    assert sorted(log.entries.values_list("outcome", flat=True)).count("part") == 1, "The set that was done counts."

    # The phone has nothing left to send, however often it comes back.
    page.goto("/portal/session/")
    page.reload()
    assert SessionLog.objects.count() == 1


def test_without_a_signal_the_exercises_of_today_open_with_their_photo_until_somebody_signs_out(
    window_of: Callable[..., Page], programme: Programme, cal: Patient, ana: User
) -> None:
    exercise = programme.current_rows()[0].exercise
    picture = BytesIO()
    Image.new("RGB", (800, 600), "teal").save(picture, "JPEG")
    exercise.demonstration = DemonstrationFactory.create(exercise=exercise, data=picture.getvalue())
    exercise.save()
    page = window_of(cal, PHONE)
    page.goto("/portal/")
    expect(page.get_by_text("Works with no signal")).to_be_visible()
    assert page.evaluate(KEPT, 2) == 2
    page.context.set_offline(True)
    page.goto("/portal/session/")
    page.get_by_role("button", name="Start").click()
    shown = page.get_by_label("Session player").get_by_role("img", name=exercise.demonstration.alt)
    expect(shown).to_be_visible()
    page.wait_for_function("(photo) => photo.complete && photo.naturalWidth === 800", arg=shown.element_handle())

    page.context.set_offline(False)
    page.goto("/portal/me/")
    page.get_by_role("button", name="Sign out").click()
    assert page.evaluate(KEPT, 0) == 0


def test_a_film_that_cannot_come_says_what_it_needs(
    window_of: Callable[..., Page], programme: Programme, cal: Patient
) -> None:
    exercise = programme.current_rows()[0].exercise
    exercise.demonstration = DemonstrationFactory.create(exercise=exercise, kind="video")
    exercise.save()
    page = window_of(cal, PHONE)
    page.goto("/portal/session/")
    page.context.set_offline(True)
    page.get_by_role("button", name="Start").click()
    expect(page.get_by_text("The film needs a signal.")).to_be_visible()


# How much of the record the worker keeps on the phone, the page and each photo; asked until it is so many.
KEPT = """async (wanted) => {
  let kept;
  for (let tries = 0; tries < 150 && kept !== wanted; tries++) {
    await new Promise((again) => setTimeout(again, 100));
    kept = (await caches.has("restride-session")) ? (await (await caches.open("restride-session")).keys()).length : 0;
  }
  return kept;
}"""


def test_a_run_logged_without_a_signal_is_stored_once_when_it_is_back(
    window_of: Callable[..., Page], programme: Programme, cal: Patient
) -> None:
    page = window_of(cal, PHONE)
    page.goto("/portal/running/")
    page.context.set_offline(True)
    for km in ("5", "6,5"):
        page.get_by_label("Kilometres").fill(km)
        page.get_by_label("Minutes").fill("35")
        page.get_by_role("button", name="Save the run").click()
    expect(page.get_by_text("2 runs saved on this phone.")).to_be_visible()
    assert not Run.objects.exists()

    page.context.set_offline(False)
    expect(page.get_by_role("heading", name="Your last runs")).to_be_visible()
    assert sorted(Run.objects.values_list("distance_km", flat=True)) == [5, Decimal("6.50")]

    page.goto("/portal/session/")
    page.goto("/portal/running/")
    assert Run.objects.count() == 2


def test_taps_outlive_a_closed_page(window_of: Callable[..., Page], programme: Programme, cal: Patient) -> None:
    page = window_of(cal, PHONE)
    page.goto("/portal/session/")
    page.get_by_role("button", name="Start").click()
    page.get_by_label("Session player").get_by_role("button", name="Set done").click()
    page.goto("/portal/")
    page.get_by_role("link", name="Carry on:").click()
    expect(page.get_by_label("Session player").locator("[data-set-of]")).to_contain_text("Set 2 of")


def test_a_double_click_on_book_books_once(
    window_of: Callable[..., Page], open_clinic: AppointmentType, bea: User
) -> None:
    enquiry = EnquiryFactory.create(name="Kim Sato", email="kim@example.org", received_at=timezone.now())
    page = window_of(bea, DESKTOP)
    page.goto(reverse("desk:enquiry", args=[enquiry.uuid]))
    page.get_by_label("Date of birth").fill("1 2 1990")
    page.locator("#panel [data-send]").dblclick()
    page.wait_for_url("**/desk/visits/**")
    assert Appointment.objects.count() == Patient.objects.count() == Episode.objects.count() == 1


def test_book_pressed_again_after_going_back_finds_the_same_visit(
    window_of: Callable[..., Page], open_clinic: AppointmentType, bea: User
) -> None:
    enquiry = EnquiryFactory.create(name="Kim Sato", email="kim@example.org", received_at=timezone.now())
    page = window_of(bea, DESKTOP)
    page.goto(reverse("desk:enquiry", args=[enquiry.uuid]))
    page.get_by_label("Date of birth").fill("1 2 1990")
    page.locator("#panel [data-send]").click()
    page.wait_for_url("**/desk/visits/**")
    page.go_back()
    again = page.locator("#panel [data-send]")
    if again.count():
        again.click()
        page.wait_for_load_state()
    assert Appointment.objects.count() == 1


def test_a_time_that_has_just_gone_keeps_what_was_typed(
    window_of: Callable[..., Page], open_clinic: AppointmentType, ana: User, bea: User, cal: Patient
) -> None:
    now = timezone.now()
    enquiry = EnquiryFactory.create(name="Kim Sato", email="kim@example.org", received_at=now)
    episode = EpisodeFactory.create(patient=cal, lead=ana, opened_on=timezone.localdate(now))
    page = window_of(bea, DESKTOP)
    page.goto(reverse("desk:enquiry", args=[enquiry.uuid]))
    page.get_by_label("Date of birth").fill("1 2 1990")
    chosen = page.get_by_role("radio", name="Ana Reyes", checked=True)
    wanted = str(chosen.get_attribute("value")).split()[0]

    # A colleague was faster, on another phone.
    start = datetime.fromisoformat(wanted)
    book(patient=cal, episode=episode, physio=ana, type=open_clinic, start=start, by=bea, now=now)

    page.locator("#panel [data-send]").click()
    expect(page.get_by_text("The next one is chosen; all you typed is kept.")).to_be_visible()
    assert page.get_by_label("Date of birth").input_value() == "1 2 1990"
    assert str(chosen.get_attribute("value")).split()[0] != wanted
    assert Patient.objects.count() == 1, "Nothing is half-written."

    page.locator("#panel [data-send]").click()
    page.wait_for_url("**/desk/visits/**")
    assert Appointment.objects.filter(patient__full_name="Kim Sato").count() == 1


def test_of_two_windows_on_one_examination_the_second_is_warned(
    window_of: Callable[..., Page], open_clinic: AppointmentType, ana: User, cal: Patient
) -> None:
    now = timezone.now()
    episode = EpisodeFactory.create(patient=cal, lead=ana, opened_on=timezone.localdate(now))
    note = Examination.objects.create(
        episode=episode, kind="first", catalogue_version="1", contact_at=now, entered_at=now, author=ana
    )
    first = window_of(ana, DESKTOP)
    address = f"{reverse('staff:examination', args=[note.uuid])}?section=movement"
    first.goto(address)
    second = first.context.new_page()
    second.goto(address)

    first.locator("[name='O13.left']").fill("4")
    expect(first.locator("[data-save-state]")).to_contain_text("Saved ")
    second.locator("[name='O13.left']").fill("1")
    expect(second.get_by_text("changed this to “4/6” meanwhile")).to_be_visible()
    assert second.locator("[name='O13.left']").input_value() == "1"
    note.refresh_from_db()
    assert note.findings["O13"] == {"left": 4}

    second.locator("[name='O13.right']").fill("2")
    expect(second.locator("[data-save-state]")).to_contain_text("1 to choose, the rest saved")
    expect(second.get_by_text("changed this to “4/6” meanwhile")).to_be_visible()
    note.refresh_from_db()
    assert note.findings["O13"] == {"left": 4, "right": 2}, "Other boxes are saved; the one in question waits."

    second.get_by_role("button", name="Keep mine").click()
    expect(second.locator("[data-save-state]")).to_contain_text("Saved ")
    note.refresh_from_db()
    assert note.findings["O13"] == {"left": 1, "right": 2}


def test_what_is_typed_last_goes_along_to_the_next_section(
    window_of: Callable[..., Page], open_clinic: AppointmentType, ana: User, cal: Patient
) -> None:
    now = timezone.now()
    episode = EpisodeFactory.create(patient=cal, lead=ana, opened_on=timezone.localdate(now))
    note = Examination.objects.create(
        episode=episode, kind="first", catalogue_version="1", contact_at=now, entered_at=now, author=ana
    )
    page = window_of(ana, DESKTOP)
    page.goto(f"{reverse('staff:examination', args=[note.uuid])}?section=movement")
    page.locator("[name='O13.left']").fill("4")
    page.get_by_role("link", name="Strength").click()
    page.wait_for_url("**section=strength")
    note.refresh_from_db()
    assert note.findings["O13"] == {"left": 4}


def signs_in_again(page: Page, person: User) -> None:
    expect(page.get_by_text("You’ve been signed out, so this wasn’t saved yet.")).to_be_visible()
    page.get_by_label("Email").fill(person.email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()


def test_a_sign_in_that_ran_out_over_lunch_loses_no_word_of_the_log(
    window_of: Callable[..., Page], programme: Programme, cal: Patient
) -> None:
    page = window_of(cal, PHONE)
    page.goto("/portal/session/log/")
    for done in page.get_by_role("radio", name="Done", exact=True).all():
        done.check()
    page.locator("#id_pain_during").fill("2")
    page.get_by_label("A note for your physio").fill("Felt good until the last set.")
    Session.objects.all().delete()
    page.get_by_role("button", name="Save the session").click()
    signs_in_again(page, User.objects.get(patient=cal))
    expect(page.get_by_label("A note for your physio")).to_have_value("Felt good until the last set.")
    page.get_by_role("button", name="Save the session").click()
    page.wait_for_url("**/session/done/**")
    assert SessionLog.objects.get().pain_during == 2


def test_the_desk_signed_out_in_the_middle_of_a_call_finds_its_words_again(
    window_of: Callable[..., Page], open_clinic: AppointmentType, bea: User
) -> None:
    enquiry = EnquiryFactory.create(name="Kim Sato", email="kim@example.org", received_at=timezone.now())
    page = window_of(bea, DESKTOP)
    page.goto(reverse("desk:enquiry", args=[enquiry.uuid]))
    page.get_by_label("Date of birth").fill("1 2 1990")
    Session.objects.all().delete()
    page.locator("#panel [data-send]").click()
    signs_in_again(page, bea)
    expect(page.get_by_label("Date of birth")).to_have_value("1 2 1990")
    page.locator("#panel [data-send]").click()
    page.wait_for_url("**/desk/visits/**")
    assert Appointment.objects.count() == 1
