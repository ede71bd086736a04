"""Other systems come in with a key; staff come in with two steps."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from clinic.accounts.models import ApiKey, User
from patients.models import Patient

SignIn = Callable[[User | Patient], Client]


def key_for(user: User, scope: str) -> tuple[ApiKey, dict[str, str]]:
    key, token = ApiKey.objects.create(user=user, name="Referrals", scope=scope)
    return key, {"Authorization": f"Token {token}"}


def test_a_key_reads_what_its_user_may_see(bea: User, cal: Patient, client: Client) -> None:
    _, headers = key_for(bea, "read")
    answer = client.get("/api/v1/patients/", headers=headers)
    assert answer.status_code == 200
    assert answer.json()["results"][0]["full_name"] == "Cal Morgan"


def test_a_read_key_writes_nothing(bea: User, client: Client) -> None:
    _, headers = key_for(bea, "read")
    answer = client.post("/api/v1/patients/", {}, content_type="application/json", headers=headers)
    assert answer.status_code == 403


def test_a_revoked_key_opens_nothing(bea: User, client: Client) -> None:
    key, headers = key_for(bea, "write")
    key.delete()
    assert client.get("/api/v1/patients/", headers=headers).status_code == 401


def test_the_key_itself_is_kept_nowhere(bea: User) -> None:
    key, headers = key_for(bea, "write")
    assert headers["Authorization"].removeprefix("Token ") not in (key.digest, key.token_key)


def test_the_owner_makes_a_key_in_the_admin_and_sees_it_once(olu: User, bea: User, signed_in: SignIn) -> None:
    client = signed_in(olu)
    answer = client.post(
        reverse("admin:accounts_apikey_add"),
        {"name": "Referrals", "user": bea.pk, "scope": "read", "expiry_0": "", "expiry_1": ""},
        follow=True,
    )
    assert "Copy this key now" in answer.text
    key = ApiKey.objects.get()
    assert (key.name, key.scope, key.user) == ("Referrals", "read", bea)
    assert key.expiry is not None
    assert "Copy this key now" not in client.get(reverse("admin:accounts_apikey_changelist")).text


@pytest.mark.parametrize("path", ["/admin/", "/desk/", "/api/v1/patients/"])
def test_staff_without_a_second_step_reach_only_its_set_up(
    path: str, ana: User, signed_in: SignIn, settings: Any
) -> None:
    settings.STAFF_SECOND_STEP = True
    answer = signed_in(ana).get(path)
    if path.startswith("/api/"):
        assert answer.status_code == 403
    else:
        assert answer["Location"] == reverse("mfa_activate_totp")


def test_patients_need_no_second_step(cal: Patient, signed_in: SignIn, settings: Any) -> None:
    settings.STAFF_SECOND_STEP = True
    assert signed_in(cal).get(reverse("portal:today")).status_code == 200


def test_a_seventh_wrong_password_is_not_even_looked_at(ana: User, client: Client) -> None:
    url = reverse("account_login")
    for _ in range(6):
        client.post(url, {"login": "ana@example.org", "password": "guess"})
    answer = client.post(url, {"login": "ana@example.org", "password": "a sore knee settles"})
    assert answer.status_code in {200, 429}
    assert "_auth_user_id" not in client.session
