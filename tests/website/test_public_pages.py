"""A visitor reads, checks themselves, and asks."""

import re
from datetime import time
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from clinic.accounts.models import User
from clinic.bookings.models import Enquiry
from clinic.education.models import Article
from clinic.education.services import load_articles
from clinic.website.forms import ORDER_OF_STEPS
from clinic.website.views import self_check
from patients.models import Patient
from tests.factories import ArticleFactory, WorkingHoursFactory

pytestmark = pytest.mark.django_db

ANSWERS: dict[str, dict[str, object]] = {
    "knee": {"knee": "left"},
    "red-flags": {"red_flags": ["none"]},
    "since": {"duration": "6_to_12_weeks", "is_runner": "yes"},
    "stops": {"stops": ["running"], "message": "It began on a hill 🏃"},
    "when": {"days": ["mon"], "parts": ["evening"]},
    "contact": {"name": "Siobhán O'Hara", "phone": "07700 900148", "consent_contact": "on"},
}


def answer(client: Client, step: str, **changes: object) -> Any:
    return client.post(reverse("website:enquire-step", args=[step]), {**ANSWERS[step], **changes})


@pytest.fixture
def patient_reader(client: Client, monkeypatch: pytest.MonkeyPatch) -> Client:
    """Somebody who takes their time: the time trap is for robots."""
    monkeypatch.setattr("clinic.website.enquire.SOONEST_SECONDS", 0)
    return client


@pytest.mark.parametrize("name", ["home", "learn", "team", "privacy", "cookies", "accessibility", "robots", "sitemap"])
def test_every_public_page_opens_in_an_empty_house(client: Client, name: str) -> None:
    assert client.get(reverse(f"website:{name}")).status_code == 200


def test_my_page_leads_everybody_to_a_page_of_theirs(ana: User, bea: User, cal: Patient, signed_in: Any) -> None:
    """The front desk is no staff of the admin's and no patient: it was led to a page that is not there."""
    for person in (ana, bea, cal):
        browser = signed_in(person)
        link = re.search(r'href="([^"]+)">My page', browser.get(reverse("website:home")).content.decode())
        assert link, person
        assert browser.get(link[1], follow=True).status_code == 200, person


def test_the_clinic_is_open_while_somebody_who_works_here_treats(client: Client) -> None:
    WorkingHoursFactory.create(weekday=1, opens=time(9), closes=time(17))
    WorkingHoursFactory.create(weekday=1, opens=time(7), closes=time(20), physio__is_active=False)
    tuesday = client.get(reverse("website:team")).context["opening"][1]
    assert tuesday == ("Tuesday", time(9), time(17))


def test_all_fourteen_articles_load_and_open(client: Client) -> None:
    assert load_articles() == 14
    assert load_articles() == 0
    for article in Article.objects.all():
        page = client.get(reverse("website:article", args=[article.slug]))
        assert page.status_code == 200
        assert article.title in page.content.decode()


def test_a_draft_is_not_public(client: Client) -> None:
    article = ArticleFactory.create(state=Article.State.DRAFT)
    assert client.get(reverse("website:article", args=[article.slug])).status_code == 404


def test_search_finds_words_and_says_when_it_does_not(client: Client) -> None:
    ArticleFactory.create(title="Stairs and sitting")
    found = client.get(reverse("website:learn"), {"words": "stairs"}).content.decode()
    lost = client.get(reverse("website:learn"), {"words": "elbow"}).content.decode()
    assert "Stairs and sitting" in found
    assert "Nothing found" in lost


@pytest.mark.parametrize(
    ("ticks", "title"),
    [(0, "Tell us in your own words"), (2, "Could be. Let’s talk"), (3, "That sounds a lot like runner’s knee")],
)
def test_the_self_check_answers_in_words_and_never_with_a_diagnosis(ticks: int, title: str) -> None:
    assert self_check(ticks).title == title


def test_an_enquiry_goes_through_six_pages(patient_reader: Client) -> None:
    for step in ORDER_OF_STEPS:
        last = answer(patient_reader, step)
    assert last["Location"] == reverse("website:enquire-sent")
    enquiry = Enquiry.objects.get()
    assert (enquiry.name, enquiry.knee, enquiry.is_runner) == ("Siobhán O'Hara", "left", True)
    assert enquiry.preferred == ["Monday", "Evenings"]
    assert enquiry.phone.as_e164 == "+447700900148"
    assert "🏃" in enquiry.message


def test_a_double_click_sends_one_enquiry(patient_reader: Client) -> None:
    for step in ORDER_OF_STEPS:
        answer(patient_reader, step)
    answer(patient_reader, "contact")
    assert Enquiry.objects.count() == 1


def test_a_red_flag_shows_what_to_do_at_once_and_the_enquiry_goes_on(patient_reader: Client) -> None:
    answer(patient_reader, "knee")
    told = answer(patient_reader, "red-flags", red_flags=["RF06"])
    assert told["Location"] == reverse("website:enquire-safety")
    assert "Call 999" in patient_reader.get(reverse("website:enquire-safety")).content.decode()
    for step in ORDER_OF_STEPS[2:]:
        answer(patient_reader, step)
    assert Enquiry.objects.get().triage == Enquiry.Triage.EMERGENCY


def test_none_of_these_must_be_chosen(patient_reader: Client) -> None:
    answer(patient_reader, "knee")
    assert answer(patient_reader, "red-flags", red_flags=[]).status_code == 422
    both = answer(patient_reader, "red-flags", red_flags=["none", "RF10"])
    assert both.status_code == 422


def test_nothing_typed_is_lost_on_an_error(patient_reader: Client) -> None:
    for step in ORDER_OF_STEPS[:-1]:
        answer(patient_reader, step)
    wrong = answer(patient_reader, "contact", phone="0770 900", name="Bo'")
    page = wrong.content.decode()
    assert wrong.status_code == 422
    assert "0770 900" in page
    assert "Bo&#x27;" in page
    assert not Enquiry.objects.exists()


def test_phone_or_email_is_enough_but_one_is_needed(patient_reader: Client) -> None:
    for step in ORDER_OF_STEPS[:-1]:
        answer(patient_reader, step)
    page = answer(patient_reader, "contact", phone="")
    assert "Give a phone number or an email" in page.content.decode()


def test_back_keeps_the_answers(patient_reader: Client) -> None:
    answer(patient_reader, "knee", knee="right")
    page = patient_reader.get(reverse("website:enquire-step", args=["knee"])).content.decode()
    assert "checked" in page.split('value="right"')[1].split(">")[0]


def test_a_step_too_far_leads_back_to_the_first_open_question(patient_reader: Client) -> None:
    page = patient_reader.get(reverse("website:enquire-step", args=["contact"]))
    assert page["Location"] == reverse("website:enquire-step", args=["knee"])


def test_a_robot_is_slowed_down(client: Client) -> None:
    for step in ORDER_OF_STEPS:
        last = answer(client, step)
    assert last.status_code == 422
    assert not Enquiry.objects.exists()


def test_the_sixth_enquiry_from_one_address_waits(patient_reader: Client) -> None:
    for _ in range(6):
        patient_reader.cookies.clear()
        for step in ORDER_OF_STEPS:
            last = answer(patient_reader, step)
    assert last.status_code == 429
    assert Enquiry.objects.count() == 5


def test_who_cannot_call_leaves_a_number_and_is_at_the_top_of_the_list(client: Client) -> None:
    answer(client, "knee")
    answer(client, "red-flags", red_flags=["RF10"])
    page = reverse("website:enquire-safety")
    wrong = client.post(page, {"name": "Cal", "phone": "0770 900", "best_time": "After 1pm"})
    assert wrong.status_code == 422
    assert "0770 900" in wrong.text
    for _ in range(2):
        client.post(page, {"name": "Cal", "phone": "07700 900148", "best_time": "After 1pm"})
    enquiry = Enquiry.objects.get()
    assert (enquiry.triage, enquiry.duration, enquiry.preferred) == ("same_day", "not_asked", ["After 1pm"])
    assert "top of our list" in client.get(reverse("website:enquire-sent")).text
