"""The API keeps what its schema says, for everybody, whatever is sent: no server error, no answer undeclared."""

from collections.abc import Iterator
from io import StringIO
from typing import Any

import pytest
import schemathesis
import time_machine
from django.core.cache import cache
from django.core.handlers.wsgi import WSGIHandler
from django.core.management import call_command
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, transaction
from drf_spectacular.generators import SchemaGenerator
from hypothesis import HealthCheck, Phase, given, settings
from knox.models import get_token_model
from schemathesis.checks import not_a_server_error
from schemathesis.generation import GenerationMode
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from tests.access.policy import PEOPLE
from tests.access.world import World, make_world
from tests.factories import NINE

EXAMPLES = 16
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
# Which of Cal's things an id is, by the path that it stands in or the field that carries it.
IDS = {
    "/assessments/": "draft.uuid",
    "/appointments/": "visit.uuid",
    "/enquiries/": "enquiry.uuid",
    "/patients/": "patient.uuid",
    "/episodes/": "episode.uuid",
    "/programmes/": "programme.uuid",
    "/suggestions/": "suggestion.uuid",
    "/instruments/": "instrument",
    "/exercises/": "exercise.slug",
    "/articles/": "article.slug",
}
FIELDS = {
    "episode": "episode.uuid",
    "patient": "patient.uuid",
    "programme": "programme.uuid",
    "enquiry": "enquiry.uuid",
    "row": "row.uuid",
    "template": "template.key",
}


def load() -> Any:
    schema = SchemaGenerator().get_schema(request=None, public=True)  # type: ignore[no-untyped-call]
    loaded: Any = schemathesis.openapi.from_dict(schema)
    loaded.app = WSGIHandler()
    return loaded


OPERATIONS = {operation.ok().label: operation.ok() for operation in load().get_all_operations()}

# What takes nothing, or any word, can't be sent anything wrong.
CASES = [
    (label, mode)
    for label, operation in OPERATIONS.items()
    for mode in GenerationMode
    if mode is GenerationMode.POSITIVE or len(operation.body) or len(operation.query) or "{id}" in label
]


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    """Made once. The site is called as a server calls it, so its habit of closing connections must wait."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    with django_db_blocker.unblock(), time_machine.travel(NINE, tick=False), transaction.atomic():
        yield make_world()
        transaction.set_rollback(True)
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture(scope="module")
def keys(world: World) -> dict[str, str]:
    """A key that writes, for everybody who can have one."""
    made = {}
    for person in PEOPLE:
        if user := world.people[person]:
            _, token = get_token_model().objects.create(user=user, scope="write")
            made[person] = f"Token {token}"
    return made


def point_at_cals_things(case: Any, world: World) -> None:
    """Ids that were made up would find nothing: every second case gets real ones."""
    for place, path in IDS.items():
        if place in case.path and case.path_parameters:
            case.path_parameters = {key: str(world.value(path)) for key in case.path_parameters}
    for part in (case.query, case.body):
        if isinstance(part, dict):
            part.update({key: str(world.value(path)) for key, path in FIELDS.items() if key in part})
            for entry in part.get("entries") or []:
                if isinstance(entry, dict) and "row" in entry:
                    entry["row"] = str(world.value("row.uuid"))


def test_the_schema_is_valid_and_complete() -> None:
    call_command("spectacular", "--validate", "--fail-on-warn", stdout=StringIO())


@pytest.mark.django_db
@pytest.mark.parametrize(("label", "mode"), CASES, ids=lambda part: getattr(part, "value", part))
def test_whatever_is_sent_the_answer_is_a_declared_one(
    label: str, mode: GenerationMode, world: World, keys: dict[str, str]
) -> None:
    turns = iter(range(10**6))

    @settings(
        max_examples=EXAMPLES // 2,
        derandomize=True,
        database=None,
        deadline=None,
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=OPERATIONS[label].as_strategy(generation_mode=mode))
    def everybody_sends(case: Any) -> None:
        if next(turns) % 2:
            point_at_cals_things(case, world)
        for person in PEOPLE:
            headers = {"Authorization": keys[person]} if person in keys else {}
            cache.clear()
            with transaction.atomic():
                response = case.call(headers=headers)
                transaction.set_rollback(True)
            case.validate_response(response, checks=CHECKS)

    everybody_sends()
