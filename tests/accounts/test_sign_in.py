"""Signing in: what guessers, robots and somebody else's mailbox don't get."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client, RequestFactory

from clinic.accounts.limits import address_of, wait_for
from clinic.accounts.models import User
from clinic.accounts.services import LinkRefused, make_sign_in_link, use_link
from patients.models import Patient

SignIn = Callable[[User | Patient], Client]


def token_for(patient: Patient, now: datetime) -> str:
    user = User.objects.get(patient=patient)
    return make_sign_in_link(user=user, now=now).rstrip("/").rpartition("/")[2]


def test_four_wrong_birth_dates_leave_the_fifth_try_five_end_the_link(cal: Patient, now: datetime) -> None:
    kind, hard = token_for(cal, now), token_for(cal, now)
    for token, wrong in ((kind, 4), (hard, 5)):
        for year in range(wrong):
            with pytest.raises(LinkRefused):
                use_link(token=token, date_of_birth=date(1950 + year, 1, 1), now=now)
    assert use_link(token=kind, date_of_birth=cal.date_of_birth, now=now) == cal.user
    with pytest.raises(LinkRefused):
        use_link(token=hard, date_of_birth=cal.date_of_birth, now=now)


def test_a_link_is_good_once_and_for_three_days(cal: Patient, now: datetime) -> None:
    once, late = token_for(cal, now), token_for(cal, now)
    use_link(token=once, date_of_birth=cal.date_of_birth, now=now)
    for token, at in ((once, now), (late, now + timedelta(hours=73))):
        with pytest.raises(LinkRefused):
            use_link(token=token, date_of_birth=cal.date_of_birth, now=at)


def test_a_patients_mailbox_alone_gets_no_new_password(client: Client, cal: Patient, ana: User) -> None:
    for email in ("cal@example.org", "nobody@example.org", ana.email):
        assert client.post("/accounts/password/reset/", {"email": email}).status_code == 302
    assert [each.to for each in mail.outbox] == [[ana.email]]


@pytest.mark.parametrize("who", ["cal", "bea"])
def test_nobody_adds_an_address_that_signs_them_in(who: str, signed_in: SignIn, request: pytest.FixtureRequest) -> None:
    person = request.getfixturevalue(who)
    added = signed_in(person).post("/accounts/email/", {"email": "other@example.org", "action_add": ""})
    assert added.status_code == 404


def test_three_links_an_hour_however_many_strangers_are_asked_for_between(client: Client, cal: Patient) -> None:
    for number in range(5):
        client.post("/accounts/link/", {"email": "Cal@example.org"})
        client.post("/accounts/link/", {"email": f"stranger{number}@example.org"})
    assert [each.to for each in mail.outbox] == [["cal@example.org"]] * 3


def test_tries_are_counted_until_the_window_ends() -> None:
    assert [wait_for("doors", most=2, seconds=600) > 0 for _ in range(4)] == [False, False, True, True]
    assert wait_for("windows", most=2, seconds=600) == 0
    assert 590 < wait_for("doors", most=2, seconds=600) <= 601


def test_an_address_that_the_caller_made_up_is_not_believed(rf: RequestFactory, settings: Any) -> None:
    told = rf.get("/", HTTP_X_FORWARDED_FOR="203.0.113.9, 198.51.100.7", REMOTE_ADDR="192.0.2.1")
    settings.BEHIND_PROXY = False
    assert address_of(told) == "192.0.2.1"
    settings.BEHIND_PROXY = True
    assert address_of(told) == "198.51.100.7"


def test_too_many_wrong_passwords_get_a_page_that_says_what_to_do(client: Client, ana: User) -> None:
    for number in range(31):
        page = client.post("/accounts/login/", {"login": f"x{number}@example.org", "password": "wrong"})
    assert page.status_code == 429
    assert "Wait five minutes" in page.content.decode()
