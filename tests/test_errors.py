"""What goes wrong gets a sentence that says what to do, the right status, no details, and nothing half-written."""

import re
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.apps import apps
from django.test import Client
from django.urls import reverse

from assessments.redflags import PATIENT_KEYS
from clinic.accounts.models import User
from clinic.bookings.models import Enquiry
from patients.models import Patient

pytestmark = pytest.mark.django_db
SignedIn = Callable[[User | Patient], Client]
DETAILS = re.compile(r"Traceback|RuntimeError|could not keep|not for|unreadable|/site-packages|settings|line \d+")
ANSWERS: dict[str, dict[str, Any]] = {
    "knee": {"knee": "left"},
    "red-flags": {"red_flags": ["none"]},
    "since": {"duration": "6_to_12_weeks", "is_runner": "yes"},
    "stops": {"stops": ["running"], "message": "It began on a hill."},
    "when": {"days": ["mon"], "parts": ["evening"]},
    "contact": {"name": "Jo Field", "phone": "07700 900148", "email": "jo@example.org", "consent_contact": "on"},
}
API_ENQUIRY: dict[str, Any] = {
    "name": "Jo Field",
    "phone": "07700 900148",
    "knee": "left",
    "duration": "6_to_12_weeks",
    "is_runner": True,
    "red_flags": dict.fromkeys(PATIENT_KEYS, False),
    "consent_contact": True,
}
LONG = "x" * 10_000
ODD = "Zoë O’Hara-Nguyễn 🏃 d'Arc"


@pytest.fixture(autouse=True)
def _unhurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """The time trap is for robots."""
    monkeypatch.setattr("clinic.website.enquire.SOONEST_SECONDS", 0)


@pytest.fixture
def broken_site(settings: Any) -> Client:
    settings.ROOT_URLCONF = "tests.broken_urls"
    return Client(raise_request_exception=False)


def rows() -> dict[str, int]:
    """How many rows every table of ours holds."""
    ours = ("patients", "assessments", "programmes", "accounts", "bookings", "education", "followups")
    return {
        m._meta.label: m._default_manager.count() for label in ours for m in apps.get_app_config(label).get_models()
    }


def ask(client: Client, **changes: dict[str, Any]) -> Any:
    """Send the enquiry step by step, until a step refuses. Gives the last answer."""
    for step, told in ANSWERS.items():
        answer = client.post(reverse("website:enquire-step", args=[step]), {**told, **changes.get(step, {})})
        if answer.status_code != 302:
            return answer
    return answer


@pytest.mark.parametrize(("path", "status"), [("breaks", 500), ("refuses", 403), ("rejects", 400), ("nowhere", 404)])
def test_our_own_page_says_what_to_do_and_no_more(path: str, status: int, broken_site: Client) -> None:
    page = broken_site.post(f"/{path}/", {"name": "Canary"})
    text = page.content.decode()
    assert page.status_code == status
    assert re.search(r"<h1[^>]*>[^<]{8,}</h1>", text)
    assert "Canary" not in text
    assert not DETAILS.search(re.sub(r'(href|src)="[^"]*"', "", text))


def test_a_page_for_a_strange_host_is_ours_too(client: Client) -> None:
    page = client.get("/", headers={"host": "evil.example"})
    assert page.status_code == 400
    assert "evil.example" not in page.content.decode()


@pytest.mark.parametrize(("path", "status"), [("breaks", 500), ("nowhere", 404)])
def test_another_system_gets_a_problem(path: str, status: int, broken_site: Client) -> None:
    answer = broken_site.post(f"/api/v1/{path}/", {"name": "Canary"}, "application/json")
    assert (answer.status_code, answer["Content-Type"]) == (status, "application/problem+json")
    assert set(answer.json()) == {"type", "title", "status", "detail"}


def test_broken_json_is_a_bad_request(client: Client) -> None:
    answer = client.post("/api/v1/enquiries/", "{not json", content_type="application/json")
    assert (answer.status_code, answer["Content-Type"]) == (400, "application/problem+json")


@pytest.mark.parametrize("kept", [b'{"name": "\xff\xfe"}', b"[" * 3000, b"[1, 2]", b'"text"', b"null"])
def test_json_of_the_wrong_kind_is_refused_and_nothing_is_kept(kept: bytes, client: Client) -> None:
    answer = client.post("/api/v1/enquiries/", kept, content_type="application/json")
    assert answer.status_code in (400, 422)
    assert Enquiry.objects.count() == 0


def test_a_form_without_its_token_is_not_kept_and_says_how_to_go_on() -> None:
    careful = Client(enforce_csrf_checks=True)
    before = rows()
    page = careful.post(reverse("website:enquire-step", args=["knee"]), ANSWERS["knee"])
    assert page.status_code == 403
    assert "press the button once more" in page.content.decode()
    assert rows() == before


def test_a_session_alone_does_not_write_through_the_api(cal: Patient) -> None:
    careful = Client(enforce_csrf_checks=True)
    careful.force_login(cal.user, backend="allauth.account.auth_backends.AuthenticationBackend")  # type: ignore[arg-type]
    answer = careful.post("/api/v1/check-ins/", {"on": "2026-11-24", "pain_morning": 1}, "application/json")
    assert (answer.status_code, answer["Content-Type"]) == (403, "application/problem+json")


@pytest.mark.parametrize("who", ["cal", "bea", "ana"])
@pytest.mark.parametrize("path", ["desk/visits", "admin/chart", "portal/session", "api/v1/programmes"])
def test_an_unknown_id_is_not_found(path: str, who: str, request: pytest.FixtureRequest, signed_in: SignedIn) -> None:
    client = signed_in(request.getfixturevalue(who))
    place = f"/{path}/{uuid4()}/"
    assert client.get(place + ("today/" if "api" in path else "")).status_code == 404


@pytest.mark.parametrize(
    ("name", "status"), [("accounts:open-link", 410), ("portal:morning", 410), ("followups:visit", 410)]
)
@pytest.mark.parametrize("token", ["x", "a:b:c", "é", "x" * 3000, "%00"])
def test_a_broken_token_says_what_to_do(name: str, status: int, token: str, client: Client) -> None:
    page = client.get(reverse(name, args=[token]))
    assert page.status_code == status
    assert "link" in page.content.decode().lower()


@pytest.mark.parametrize(
    ("step", "field"), [("knee", "knee"), ("since", "duration"), ("stops", "message"), ("contact", "name"),
                        ("contact", "phone"), ("contact", "email")]
)  # fmt: skip
@pytest.mark.parametrize("text", [LONG, "nul\x00byte"], ids=["long", "nul"])
def test_the_enquiry_refuses_what_it_can_not_keep(step: str, field: str, text: str, client: Client) -> None:
    page = ask(client, **{step: {field: text}})
    assert page.status_code == 422
    assert 'class="field__error' in page.content.decode() or "errors" in page.content.decode()
    assert Enquiry.objects.count() == 0


def test_what_was_typed_is_not_lost_when_a_field_is_refused(client: Client) -> None:
    page = ask(client, contact={"email": "jo@"})
    assert page.status_code == 422
    assert 'value="Jo Field"' in page.content.decode()


def test_names_as_people_have_them_are_kept_as_they_are(client: Client) -> None:
    assert ask(client, contact={"name": ODD}, stops={"message": f"{ODD} <b>&"}).status_code == 302
    enquiry = Enquiry.objects.get()
    assert (enquiry.name, enquiry.message) == (ODD, f"{ODD} <b>&")


@pytest.mark.parametrize("field", ["name", "phone", "email", "message", "stops", "preferred", "duration"])
@pytest.mark.parametrize("text", [LONG, "nul\x00byte"], ids=["long", "nul"])
def test_the_api_refuses_what_it_can_not_keep(field: str, text: str, client: Client) -> None:
    told: Any = [text] if field == "preferred" else text
    answer = client.post("/api/v1/enquiries/", {**API_ENQUIRY, field: told}, "application/json")
    assert answer.status_code == 422
    assert any(name.split(".")[0] == field for name in answer.json()["errors"])
    assert Enquiry.objects.count() == 0


@pytest.mark.parametrize("text", [LONG + "@example.org", "nul\x00@example.org", ODD], ids=["long", "nul", "odd"])
def test_asking_for_a_link_refuses_what_is_no_address(text: str, client: Client, mailoutbox: list[Any]) -> None:
    assert client.post(reverse("accounts:ask-link"), {"email": text}).status_code == 422
    assert mailoutbox == []


@pytest.mark.parametrize("born", ["2999-01-01", "1850-01-01", "2026-02-30", "soon"])
def test_a_date_of_birth_that_can_not_be_is_refused(born: str, bea: User, signed_in: SignedIn) -> None:
    before = Patient.objects.count()
    told = {"full_name": "Jo Field", "date_of_birth": born}
    answer = signed_in(bea).post("/api/v1/patients/", told, "application/json")
    assert answer.status_code == 422
    assert list(answer.json()["errors"]) == ["date_of_birth"]
    assert Patient.objects.count() == before


@pytest.mark.parametrize(
    "path", ["/\x00/", "/learn/%00/", "/portal/%ff/", "/admin/%00/", "/desk/?on=%00", "/?a=" + LONG]
)
def test_a_strange_address_is_no_server_error(path: str, ana: User, signed_in: SignedIn) -> None:
    assert signed_in(ana).get(path).status_code < 500


@pytest.mark.parametrize("query", ["on=nonsense", "on=9999-99-99", "on=0001-01-01", "on=9999-12-31", "from=x&to=y"])
@pytest.mark.parametrize("path", ["/desk/", "/desk/week/", "/api/v1/appointments/", "/api/v1/slots/", "/portal/"])
def test_a_day_that_can_not_be_is_no_server_error(path: str, query: str, bea: User, signed_in: SignedIn) -> None:
    assert signed_in(bea).get(f"{path}?{query}").status_code < 500
