"""The links in mails, pressed in a real browser: what a test client lets through, a browser may refuse."""

import re
from datetime import date, datetime, timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect
from pytest_django.fixtures import Settings
from pytest_django.live_server_helper import LiveServer

from clinic.accounts.models import User
from clinic.accounts.services import make_sign_in_link
from clinic.bookings.models import Appointment
from clinic.followups.links import morning_url, visit_token
from patients.models import Patient
from programmes.models import CheckIn
from tests.factories import AppointmentFactory, EpisodeFactory, FollowUpFactory, ProgrammeFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def today() -> datetime:
    """The browser lives in the real time."""
    return timezone.now()


@pytest.fixture(autouse=True)
def _here(live_server: LiveServer, settings: Settings) -> None:
    settings.SITE_URL = live_server.url


def test_yes_i_will_be_there_and_then_not(page: Page, live_server: LiveServer, today: datetime) -> None:
    visit = AppointmentFactory.create(start=today + timedelta(days=5), booked_at=today, status_at=today)
    page.goto(f"{live_server.url}/visit/{visit_token(visit)}/")
    page.get_by_role("button", name="Yes, I’ll be there").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Thank you, see you then")
    page.get_by_role("button", name="Cancel my visit").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your visit is cancelled")
    visit.refresh_from_db()
    assert visit.status == Appointment.Status.CANCELLED


def test_a_sign_in_link_signs_cal_in(page: Page, cal: Patient, today: datetime) -> None:
    born: date = cal.date_of_birth or date.min
    page.goto(make_sign_in_link(user=User.objects.get(patient=cal), now=today))
    for part in ("Day", "Month", "Year"):
        page.get_by_label(part, exact=True).fill(str(getattr(born, part.lower())))
    page.get_by_role("button", name="Sign in").click()
    expect(page).to_have_url(re.compile(r"/portal/$"))


def test_one_tap_and_one_press_answer_the_morning(page: Page, cal: Patient, today: datetime) -> None:
    ProgrammeFactory.create(episode=EpisodeFactory.create(patient=cal))
    asked = FollowUpFactory.create(kind="morning_check", patient=cal, due_at=today)
    page.goto(morning_url(asked, 3))
    assert not CheckIn.objects.exists()
    page.get_by_role("main").get_by_role("button").first.click()
    page.wait_for_load_state()
    assert CheckIn.objects.get().pain_morning == 3
