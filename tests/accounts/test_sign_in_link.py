"""Patients sign in by an emailed link and their date of birth. A link works once, for whom it was made."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.core import mail
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from clinic.accounts.models import SignInLink, User
from clinic.accounts.services import LinkRefused, give_portal_account, make_sign_in_link, use_link
from patients.models import Patient
from tests.factories import PatientFactory

RIGHT = {"day": 27, "month": 3, "year": 1991}
WRONG = {"day": 28, "month": 3, "year": 1991}


@pytest.fixture
def link(cal: Patient) -> str:
    user = User.objects.get(patient=cal)
    return make_sign_in_link(user=user, now=timezone.now()).removeprefix("http://127.0.0.1:8000")


def test_the_date_of_birth_opens_the_portal(client: Client, link: str) -> None:
    answer = client.post(link, RIGHT)
    assert answer["Location"] == reverse("accounts:arrive")
    assert client.get(reverse("accounts:arrive"))["Location"] == reverse("portal:today")


def test_opening_a_link_signs_nobody_in(client: Client, link: str) -> None:
    for _ in range(3):
        assert client.get(link).status_code == 200
    assert "_auth_user_id" not in client.session
    assert client.post(link, RIGHT).status_code == 302


def test_a_link_works_once(client: Client, link: str) -> None:
    client.post(link, RIGHT)
    assert Client().post(link, RIGHT).status_code == 410


def test_the_wrong_birthday_opens_nothing_and_five_of_them_end_the_link(client: Client, link: str) -> None:
    for _ in range(4):
        refused = client.post(link, WRONG)
        assert refused.status_code == 422
        assert "match our record" in refused.text
    assert client.post(link, WRONG).status_code == 410
    assert client.post(link, RIGHT).status_code == 410


def test_a_day_that_does_not_exist_is_explained(client: Client, link: str) -> None:
    assert "Check the day and the month" in client.post(link, {"day": 31, "month": 2, "year": 1991}).text


def test_a_link_runs_out_after_three_days(cal: Patient, now: datetime) -> None:
    made = make_sign_in_link(user=User.objects.get(patient=cal), now=now)
    token = made.rstrip("/").rsplit("/", 1)[1]
    with pytest.raises(LinkRefused):
        use_link(token=token, date_of_birth=cal.date_of_birth, now=now + timedelta(hours=72, seconds=1))
    assert use_link(token=token, date_of_birth=cal.date_of_birth, now=now + timedelta(hours=71)).pk == cal.user_id


def test_the_token_itself_is_kept_nowhere(cal: Patient, now: datetime) -> None:
    token = make_sign_in_link(user=User.objects.get(patient=cal), now=now).rstrip("/").rsplit("/", 1)[1]
    assert token not in SignInLink.objects.get().token_hash


def test_a_guessed_link_says_how_to_get_a_new_one(client: Client, db: None) -> None:
    answer = client.get(reverse("accounts:open-link", args=["guessed"]))
    assert answer.status_code == 410
    assert "Send me a new link" in answer.text


def test_asking_answers_the_same_whether_or_not_we_know_the_address(client: Client, cal: Patient) -> None:
    known = client.post(reverse("accounts:ask-link"), {"email": "cal@example.org"})
    unknown = client.post(reverse("accounts:ask-link"), {"email": "nobody@example.org"})
    assert re.sub(r"\S+@example.org", "", known.text) == re.sub(r"\S+@example.org", "", unknown.text)
    assert [message.to for message in mail.outbox] == [["cal@example.org"]]
    assert "knee" not in mail.outbox[0].subject.lower()


def test_nobody_can_fill_a_patients_mailbox(client: Client, cal: Patient) -> None:
    for _ in range(6):
        client.post(reverse("accounts:ask-link"), {"email": "cal@example.org"})
    assert len(mail.outbox) == 3


def test_the_operator_prints_a_link_for_anybody_active(ana: User, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("signin_link", "ANA@example.org")
    path = capsys.readouterr().out.strip().split("8000")[1]
    client = Client()
    assert "Press the button" in client.get(path).text
    assert client.post(path)["Location"] == reverse("accounts:arrive")
    with pytest.raises(CommandError):
        call_command("signin_link", "stranger@example.org")


def test_no_account_before_the_date_of_birth_is_known(db: None) -> None:
    patient = PatientFactory.create(date_of_birth=None)
    assert give_portal_account(patient=patient) is None


def test_an_address_of_somebody_else_gets_no_second_account(cal: Patient) -> None:
    assert give_portal_account(patient=PatientFactory.create(email="cal@example.org")) is None


@pytest.mark.parametrize(
    ("who", "home"),
    [("ana", "admin:index"), ("olu", "admin:index"), ("bea", "desk:board"), ("cal", "portal:today")],
)
def test_everybody_lands_on_the_own_face(
    who: str, home: str, request: pytest.FixtureRequest, signed_in: Callable[[User | Patient], Client]
) -> None:
    client = signed_in(request.getfixturevalue(who))
    assert client.get(reverse("accounts:arrive"))["Location"] == reverse(home)


def test_a_link_does_not_step_over_the_second_step(ana: User, client: Client) -> None:
    TOTP.activate(ana, generate_totp_secret())
    made = make_sign_in_link(user=ana, now=timezone.now())
    answer = client.post(made.removeprefix("http://127.0.0.1:8000"))
    assert answer["Location"].startswith(reverse("mfa_authenticate"))
    assert client.get("/admin/")["Location"].startswith(reverse("account_login"))


def test_the_sign_in_page_offers_patients_their_link(client: Client, db: None) -> None:
    assert reverse("accounts:ask-link") in client.get(reverse("account_login")).text


def test_a_forgotten_password_is_set_anew_by_mail(ana: User, client: Client) -> None:
    client.post(reverse("account_reset_password"), {"email": "ana@example.org"})
    assert mail.outbox[0].subject == "Set a new password"
    assert "/accounts/password/reset/key/" in mail.outbox[0].body
