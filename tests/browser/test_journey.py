"""The whole journey through the real screens: a runner's enquiry, the desk, the portal, the physio, the mails between.

Phone for the runner, desktop for the staff. The clock in the browser is the real one. Where time must pass, the post
room is told the hour (as beat would tell it later), or the programme begins on a day that has been.
"""

from collections.abc import Callable
from datetime import datetime, time, timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import Locator, Page, expect

from assessments.models import Examination, OutcomeScore
from clinic.accounts.models import User
from clinic.bookings.models import Appointment, AppointmentType, Enquiry
from clinic.followups import sweep
from patients.models import Episode, Patient
from programmes.models import CheckIn, Programme, SessionLog
from tests.browser.post import calendar_in, letter_about, link_in
from tests.browser.windows import DESKTOP, PHONE
from tests.factories import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

NAME, EMAIL = "Robin O’Neill", "robin@example.org"


def test_from_the_first_enquiry_to_the_suggestion_on_the_chart(
    open_window: Callable[..., Page], open_clinic: AppointmentType, mail_folder: Path, ana: User, bea: User
) -> None:
    phone, desk, staff = open_window(PHONE), open_window(DESKTOP), open_window(DESKTOP)

    a_runner_enquires(phone)
    sign_in(desk, bea)
    the_desk_books(desk)

    # Beat wakes the post room every minute; the desk has one minute to take a booking back.
    sweep.run(now=timezone.now() + timedelta(minutes=2))
    way_in = the_confirmation_came(mail_folder)

    the_patient_comes_in(phone, way_in)
    answers_the_forms(phone)

    sign_in(staff, ana)
    the_physio_examines(staff)
    the_physio_assigns(staff)

    logs_yesterday_without_scripts(open_window, phone)

    # Half past seven this morning, the morning after yesterday's session.
    today = timezone.localdate()
    sweep.run(now=timezone.make_aware(datetime.combine(today, time(7, 30))))
    answers_the_morning_by_one_tap(open_window(PHONE), mail_folder)

    logs_today_in_the_player(phone)
    the_chart_tells_it(staff)


def sign_in(page: Page, person: User) -> None:
    page.goto("/accounts/login/")
    page.get_by_label("Email").fill(person.email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_url(lambda url: "/login/" not in url)


def a_runner_enquires(page: Page) -> None:
    page.goto("/")
    page.get_by_role("link", name="Tell us about your knee").first.click()
    began = timezone.now()
    carry_on = page.get_by_role("button", name="Carry on")
    page.get_by_label("Left knee").check()
    carry_on.click()
    page.get_by_label("None of these").check()
    carry_on.click()
    page.get_by_label("6 to 12 weeks").check()
    page.get_by_label("Yes, or I did before this").check()
    carry_on.click()
    page.get_by_label("Running").check()
    page.get_by_label("Anything else we should know?").fill("Stairs hurt too 🏃. It’s worse going down.")
    carry_on.click()
    page.get_by_label("Mornings").check()
    carry_on.click()
    page.get_by_label("Your name").fill(NAME)
    page.get_by_label("Phone").fill("07700 900417")
    page.get_by_label("Email").fill(EMAIL)
    page.get_by_label("You may contact me about this").check()
    # Nobody types all of that in three seconds; what does, is taken for a robot.
    page.wait_for_timeout(max(0.0, 3500 - (timezone.now() - began).total_seconds() * 1000))
    page.get_by_role("button", name="Send my enquiry").click()
    expect(page.get_by_role("heading", name="Thank you. We have it.")).to_be_visible()
    assert Enquiry.objects.get().name == NAME


def the_desk_books(page: Page) -> None:
    page.get_by_role("link", name=NAME).click()
    panel = page.locator("#panel")
    expect(panel.get_by_role("heading", name=f"Book {NAME}")).to_be_visible()
    expect(panel).to_contain_text("Stairs hurt too")
    panel.get_by_label("Date of birth").fill("27 3 1991")
    panel.get_by_role("radio").nth(1).check()
    panel.locator("[data-send]").click()
    expect(page.locator(".messages, [role=status]").filter(has_text="Booked:").first).to_be_visible()
    visit = Appointment.objects.get()
    patient = Patient.objects.get()
    assert (visit.patient, visit.episode) == (patient, Episode.objects.get())
    assert (patient.full_name, patient.email) == (NAME, EMAIL)


def the_confirmation_came(folder: Path) -> str:
    letter = letter_about(folder, EMAIL, "Your visit on")
    calendar = calendar_in(letter)
    start = Appointment.objects.get().start
    assert "BEGIN:VEVENT" in calendar
    assert f"{start:%Y%m%dT%H%M}" in calendar or f"{timezone.localtime(start):%Y%m%dT%H%M}" in calendar
    return link_in(letter, "Open my pages")


def the_patient_comes_in(page: Page, way_in: str) -> None:
    page.goto(way_in)
    page.get_by_label("Day").fill("27")
    page.get_by_label("Month").fill("3")
    page.get_by_label("Year").fill("1991")
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Robin")
    expect(page.get_by_text("Your plan comes after your visit")).to_be_visible()


def answers_the_forms(page: Page) -> None:
    """Every form that is asked before the visit, one question a screen, until Today asks for none."""
    page.get_by_role("link", name="Answer now").click()
    for _ in range(80):
        if page.get_by_role("heading", name="Thank you").is_visible():
            if page.get_by_role("link", name="Carry on").count() == 0:
                break
            page.get_by_role("link", name="Carry on").click()
        elif page.get_by_role("button", name="Send my answers").is_visible():
            page.get_by_role("button", name="Send my answers").click()
        else:
            answer_one(page)
    scores = set(OutcomeScore.objects.values_list("instrument", flat=True))
    assert {"akps", "nprs_w", "nprs_u"} <= scores, scores
    page.get_by_role("link", name="Back to Today").click()


def answer_one(page: Page) -> None:
    question = page.locator("[data-question]")
    name = question.locator("input[name=name]")
    if name.count():
        if question.get_by_text("That’s all of them").count():
            question.get_by_text("That’s all of them").click()
            return
        name.fill("Run 5 km")
    radios = question.get_by_role("radio")
    if radios.count():
        radios.nth(min(1, radios.count() - 1)).check()
    else:
        question.locator("input[name=answer]").fill("4")
    question.get_by_role("button", name="Next").click()


def the_physio_examines(page: Page) -> None:
    """Enough of a first examination for the panel to say where the findings point."""
    page.get_by_role("link", name="Patients").first.click()
    page.get_by_role("link", name=NAME, exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(NAME)
    page.get_by_role("button", name="Start first examination").click()

    ask(page, "S01").get_by_label("Left").check()
    ask(page, "S04").get_by_label("Behind kneecap").check()
    ask(page, "S06").get_by_label("Worst").fill("6")
    ask(page, "S06").get_by_label("Usual").fill("3")
    ask(page, "S07").get_by_label("Squat", exact=True).fill("5")
    ask(page, "S07").get_by_label("Stairs down").fill("5")
    section(page, "Red flags")
    ask(page, "S31").get_by_label("None of these, all asked").check()
    section(page, "Movement")
    ask(page, "O12").get_by_label("Pain").fill("5")
    left_and_right(page, "O13", "4", "1")
    section(page, "Strength")
    left_and_right(page, "O17", "12", "19")
    left_and_right(page, "O18", "7", "11")
    section(page, "Plan")
    ask(page, "D01").get_by_label("Excluded", exact=True).check()
    saved(page)
    panel = page.get_by_role("complementary").filter(has_text="What the findings say")
    expect(panel).to_contain_text("Strong")
    expect(panel).to_contain_text("Suggested programme")
    assert Examination.objects.get().findings["O13"] == {"left": 4, "right": 1}


def ask(page: Page, field: str) -> Locator:
    return page.locator(f"#f-{field}")


def section(page: Page, name: str) -> None:
    page.get_by_role("navigation").get_by_role("link", name=name).click()
    expect(page.get_by_role("heading", level=2, name=name)).to_be_visible()


def left_and_right(page: Page, field: str, left: str, right: str) -> None:
    ask(page, field).locator(f"[name='{field}.left']").fill(left)
    ask(page, field).locator(f"[name='{field}.right']").fill(right)


def saved(page: Page) -> None:
    expect(page.locator("[data-save-state]")).to_contain_text("Saved ")


def the_physio_assigns(page: Page) -> None:
    """The plan was handed over at yesterday's visit, so its first day is yesterday."""
    page.get_by_role("complementary").get_by_role("link", name="Look at it").click()
    suggested = page.get_by_role("radio", checked=True)
    expect(suggested).to_have_count(1)
    yesterday = timezone.localdate() - timedelta(days=1)
    page.get_by_label("First day").fill(yesterday.isoformat())
    page.get_by_role("button", name="Assign this programme").click()
    expect(page.get_by_text("is assigned.")).to_be_visible()
    assert Programme.objects.get().starts_on == yesterday


def logs_today_in_the_player(page: Page) -> None:
    page.goto("/portal/")
    page.get_by_role("link", name="Start:").click()
    player = page.get_by_label("Session player")
    expect(player.get_by_role("img").first).to_be_visible()
    player.get_by_role("button", name="Set done").click()
    player.locator("#set_pain").fill("3")
    player.get_by_role("button", name="Skip the rest").click()
    expect(player.locator("[data-set-of]")).to_contain_text("Set 2 of")
    while not player.get_by_text("Worst pain in that session?").is_visible():
        player.get_by_role("button", name="Too sore").click()
        player.get_by_role("button", name="Stop this exercise").click()
    player.locator("#worst").fill("6")
    player.get_by_role("button", name="Finish").click()
    page.wait_for_url("**/session/done/**")
    expect(page.get_by_role("heading", name="That’s you done")).to_be_visible()
    assert SessionLog.objects.get(on=timezone.localdate()).pain_during == 6


def logs_yesterday_without_scripts(open_window: Callable[..., Page], phone: Page) -> None:
    plain = open_window(PHONE, java_script_enabled=False, storage_state=phone.context.storage_state())
    plain.goto("/portal/session/")
    plain.get_by_role("link", name="Log the session").click()
    for exercise in plain.get_by_role("group").all():
        done = exercise.get_by_label("Done", exact=True)
        if done.count():
            done.check()
    plain.get_by_role("spinbutton", name="Worst pain in that session?").fill("4")
    plain.get_by_label("Which day?").fill((timezone.localdate() - timedelta(days=1)).isoformat())
    plain.get_by_role("button", name="Save the session").click()
    expect(plain.get_by_role("heading", level=1)).to_have_text("That’s you done")
    assert SessionLog.objects.get().pain_during == 4


def answers_the_morning_by_one_tap(page: Page, folder: Path) -> None:
    page.goto(link_in(letter_about(folder, EMAIL, "A quick question"), "7"))
    assert not CheckIn.objects.exists(), "Opening the link must not answer for anybody."
    page.get_by_role("button", name="Yes, 7 is right").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Saved. Thank you")
    assert CheckIn.objects.get().pain_morning == 7


def the_chart_tells_it(page: Page) -> None:
    page.get_by_role("link", name="My day").first.click()
    page.get_by_role("link", name=NAME).first.click()
    expect(page.get_by_role("heading", name="Anterior Knee Pain Scale")).to_be_visible()
    expect(page.get_by_text("Last morning check: 7 of 10")).to_be_visible()
    expect(page.get_by_text("Suggestion by rule").first).to_be_visible()
    # A second score, from paper: two make a trend.
    page.get_by_label("Measure", exact=True).select_option(label="Numeric pain rating, worst in the last 7 days")
    page.get_by_role("button", name="Open the form").click()
    page.get_by_label("Worst pain in the last 7 days").fill("1")
    page.get_by_role("button", name="Score and keep").click()
    expect(page.get_by_text("−3 since start").or_(page.get_by_text("-3 since start"))).to_be_visible()
