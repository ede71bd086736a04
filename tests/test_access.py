"""Every address of the site, for everybody: anonymous, two patients, front desk, physio, owner.

The addresses come from the URL resolver, the expected answers from `tests/access/policy.py`. An address that is in
one and not in the other fails by its name.
"""

import re
from collections.abc import Callable, Iterator
from http.cookies import SimpleCookie
from typing import Any

import pytest
import time_machine
from django.core.cache import cache
from django.db import connection, transaction
from django.test import Client

from tests.access.policy import METHODS, PEOPLE, Line, all_lines
from tests.access.routes import Route, all_routes
from tests.access.world import NOBODYS_ID, World, make_world
from tests.factories import NINE, RowFactory

ROUTES = {route.name: route for route in all_routes()}
POLICY: dict[str, Line] = {name: line for line in all_lines() for name in line.urls.split()}
BOTH = sorted(ROUTES.keys() & POLICY.keys())
# Looking leaves no trace but these: who is signed in, what a patient has read, the copy of one's own address.
MARKS = ("django_session", "education_reading", "account_emailaddress")
WRITES = re.compile(rf'^(INSERT INTO|UPDATE|DELETE FROM) "(?!{"|".join(MARKS)})', re.IGNORECASE)


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    """Made once for the whole table; every request of it is undone."""
    with django_db_blocker.unblock(), time_machine.travel(NINE, tick=False), transaction.atomic():
        yield make_world()
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def clients(world: World) -> dict[str, tuple[Client, str]]:
    """A browser for each person, and the cookies that it comes with each time."""
    made = {}
    for person in PEOPLE:
        client = Client(raise_request_exception=False)
        if user := world.people[person]:
            client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
        made[person] = client, client.cookies.output(header="", sep=";")
    return made


Ask = Callable[..., tuple[Any, list[str]]]


@pytest.fixture
def ask(clients: dict[str, tuple[Client, str]]) -> Ask:
    """Send one all but empty request as a person and undo what it did. The answer, and what it wrote."""

    def asked(person: str, method: str, address: str, fields: dict[str, Any]) -> tuple[Any, list[str]]:
        client, cookies = clients[person]
        client.cookies = SimpleCookie(cookies)
        writes: list[str] = []

        def watch(execute: Any, sql: str, *rest: Any) -> Any:
            if WRITES.match(sql):
                writes.append(sql[:80])
            return execute(sql, *rest)

        send = getattr(client, method)
        if method in ("get", "post") and not address.startswith("/api/"):
            body: dict[str, Any] = {"data": fields}
        else:
            body = {} if method == "get" else {"data": "{}", "content_type": "application/json"}
        with transaction.atomic(), connection.execute_wrapper(watch):
            response = send(address, **body)
            transaction.set_rollback(True)
        return response, writes

    return asked


def outcome(response: Any) -> str:
    """The table's word for an answer."""
    status = response.status_code
    if status in (301, 302, 303, 307) and response["Location"].startswith("/accounts/login/"):
        return "ask"
    if status == 404:
        return "no"
    if status >= 500 or status in (401, 403, 405):
        return str(status)
    return "yes"


def address_of(name: str, world: World) -> str:
    return ROUTES[name].address({key: world.value(path) for key, path in POLICY[name].about.items()})


def methods_of(route: Route) -> tuple[str, ...]:
    """All five of the API; pages know forms only, so one of the others speaks for all three."""
    return METHODS if route.pattern.startswith("api/") else ("get", "post", "delete")


def test_every_address_of_the_site_is_in_the_table() -> None:
    assert sorted(ROUTES.keys() - POLICY.keys()) == []


def test_every_line_of_the_table_is_an_address_of_the_site() -> None:
    assert sorted(POLICY.keys() - ROUTES.keys()) == []


def test_the_table_says_everything_once() -> None:
    named = [name for line in all_lines() for name in line.urls.split()]
    assert sorted(named) == sorted(set(named))
    assert [name for name in BOTH if set(POLICY[name].about) != set(ROUTES[name].parameters)] == []


def test_the_table_is_large_enough_to_mean_something() -> None:
    assert len(PEOPLE) * sum(len(methods_of(ROUTES[name])) for name in BOTH) >= 4000


@pytest.mark.django_db
@pytest.mark.parametrize("person", PEOPLE)
@pytest.mark.parametrize("name", BOTH)
def test_everybody_gets_what_the_table_says(name: str, person: str, world: World, ask: Ask) -> None:
    line, address, off = POLICY[name], address_of(name, world), []
    fields = {key: world.value(path) for key, path in line.send.items()}
    looking = line.expected("get", person)
    for method in methods_of(ROUTES[name]):
        cache.clear()
        response, writes = ask(person, method, address, fields)
        got, said = outcome(response), line.expected(method, person)
        allowed = {said} if said else {"405", "no", "401", "403", "ask", looking}
        if got not in allowed:
            why = f" {response.exc_info[1]!r}"[:300] if getattr(response, "exc_info", None) else ""
            off.append(f"{method.upper()} {address}: {got} ({response.status_code}), not {said or 'closed'}{why}")
        if writes and (method == "get" or not said):
            off.append(f"{method.upper()} {address} writes: {writes[0]}")
    assert off == [], f"{line.what}, as {person}"


def blank(response: Any, ident: object) -> tuple[int, str]:
    """What a reply says, without what differs every time."""
    body = response.content.decode().replace(str(ident), "ID").replace(str(ident).replace("-", ""), "ID")
    return response.status_code, re.sub(r'value="\w{64}"', "", body)


CALS = sorted(name for name in BOTH if any(path.endswith(".uuid") for path in POLICY[name].about.values()))


@pytest.mark.django_db
@pytest.mark.parametrize("person", ["Dee", "Bea"])
@pytest.mark.parametrize("name", CALS)
def test_what_is_not_yours_answers_as_what_does_not_exist(name: str, person: str, world: World, ask: Ask) -> None:
    line = POLICY[name]
    known = {key: world.value(path) for key, path in line.about.items()}
    unknown = {key: NOBODYS_ID if path.endswith(".uuid") else known[key] for key, path in line.about.items()}
    mine = next(known[key] for key, path in line.about.items() if path.endswith(".uuid"))
    for method in METHODS:
        if line.expected(method, person) == "no":
            there, _ = ask(person, method, ROUTES[name].address(known), {})
            nowhere, _ = ask(person, method, ROUTES[name].address(unknown), {})
            assert blank(there, mine) == blank(nowhere, NOBODYS_ID), f"{method.upper()} {name}"


ANSWERS = {"nprs_w": 3}
DEES_REQUESTS: dict[str, tuple[str, dict[str, Any]]] = {
    "scores of an episode": ("/api/v1/outcomes/?episode={episode}", {}),
    "programmes of an episode": ("/api/v1/programmes/?episode={episode}", {}),
    "episodes of a patient": ("/api/v1/episodes/?patient={patient}", {}),
    "a score for an episode": (
        "/api/v1/outcomes/",
        {"episode": "{episode}", "instrument": "nprs_w", "answers": ANSWERS},
    ),
    "a session of a programme": (
        "/api/v1/sessions/",
        {
            "id": str(NOBODYS_ID),
            "programme": "{programme}",
            "on": "2026-11-24",
            "entries": [{"row": str(NOBODYS_ID), "outcome": "done"}],
            "pain_during": 1,
        },
    ),
    "a visit for a patient": (
        "/api/v1/appointments/",
        {"patient": "{patient}", "physio": "{physio}", "type": "first", "start": "2026-11-26T10:00:00Z"},
    ),
}


@pytest.mark.django_db
@pytest.mark.parametrize("what", DEES_REQUESTS)
def test_dee_finds_nothing_by_an_id_of_cals(what: str, world: World, clients: dict[str, tuple[Client, str]]) -> None:
    address, body = DEES_REQUESTS[what]
    client = clients["Dee"][0]
    client.cookies = SimpleCookie(clients["Dee"][1])
    replies = []
    for known in (True, False):
        ids = {
            name: world.value(f"{name}.uuid") if known else NOBODYS_ID for name in ("patient", "episode", "programme")
        }
        ids["physio"] = world.people["Ana"].uuid  # type: ignore[union-attr]
        told = {key: value.format(**ids) if isinstance(value, str) else value for key, value in body.items()}
        url = address.format(**ids)
        response = client.post(url, told, "application/json") if body else client.get(url)
        replies.append(blank(response, ""))
    assert replies[0] == replies[1]
    assert replies[0][0] == 404


@pytest.mark.django_db
def test_dee_can_not_fetch_a_session_of_cals_by_sending_its_id(
    world: World, clients: dict[str, tuple[Client, str]]
) -> None:
    dee = world.people["Dee"].patient  # type: ignore[union-attr]
    own = RowFactory.create(phase__programme__episode__patient=dee)
    client = clients["Dee"][0]
    client.cookies = SimpleCookie(clients["Dee"][1])
    response = client.post(
        "/api/v1/sessions/",
        {
            "id": str(world.value("log.uuid")),
            "programme": str(own.phase.programme.uuid),
            "on": "2026-11-24",
            "entries": [{"row": str(own.uuid), "outcome": "done"}],
            "pain_during": 1,
        },
        "application/json",
    )
    assert response.status_code in (404, 409, 422)
    assert str(world.value("programme.uuid")) not in response.content.decode()
