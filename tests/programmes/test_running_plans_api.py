"""Running plans over the API: a physio begins and sets them, a patient reads the own."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.test import Client

from clinic.accounts.models import User
from patients.models import Episode, Patient
from tests.factories import NINE, RunningPlanFactory

SignedIn = Callable[[User | Patient], Client]
PLANS = "/api/v1/running-plans/"


@pytest.fixture(autouse=True)
def _nine_o_clock() -> Any:
    with time_machine.travel(NINE, tick=False):
        yield


def new(of: Episode, **changes: object) -> dict[str, object]:
    return {"episode": str(of.uuid), "kind": "cadence", "own_cadence": 160, "starts_on": "2026-11-24", **changes}


def post(client: Client, address: str, body: Mapping[str, object]) -> Any:
    return client.post(address, body, content_type="application/json")


def test_a_plan_is_begun_and_answers_with_its_session(signed_in: SignedIn, ana: User, cal_episode: Episode) -> None:
    answer = post(signed_in(ana), PLANS, new(cal_episode))
    assert answer.status_code == 201
    told = answer.json()
    assert (told["plan"]["kind"], told["plan"]["step"], told["stopped"]) == ("cadence", 1, False)
    assert (told["session"]["target"], told["session"]["feedback"], told["session"]["run_minutes"]) == (168, 15, 15)
    assert [rule["band"] for rule in told["rules"]] == ["fine", "ok", "ease"]
    assert [move["why"] for move in told["moves"]] == ["begun"]


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({"own_cadence": None}, 409),
        ({"own_cadence": 90}, 422),
        ({"kind": "sprints"}, 422),
        ({"kind": "return_to_run", "own_cadence": None}, 409),
        ({"kind": "return_to_run", "own_cadence": None, "why": "Tested today"}, 201),
        ({"kind": "return_to_run", "own_cadence": None, "entry": {"limp": False}}, 409),
        ({"kind": "adolescent_ladder", "own_cadence": None}, 409),
        ({"episode": str(uuid4())}, 404),
    ],
)
def test_a_plan_that_cannot_be_is_refused(
    signed_in: SignedIn, ana: User, cal_episode: Episode, changes: dict[str, object], status: int
) -> None:
    assert post(signed_in(ana), PLANS, new(cal_episode, **changes)).status_code == status


def test_a_step_is_set_with_a_reason(signed_in: SignedIn, ana: User, cal_episode: Episode) -> None:
    plan = RunningPlanFactory.create(episode=cal_episode, step=4)
    client, address = signed_in(ana), f"{PLANS}{plan.uuid}/step/"
    assert post(client, address, {"step": 6, "why": " "}).status_code == 422
    assert post(client, address, {"step": 6, "why": "Ran it here"}).json()["plan"]["step"] == 6
    client.post(f"/admin/running-plans/{plan.uuid}/end/")
    assert post(client, address, {"step": 7, "why": "On"}).status_code == 409


def test_a_patient_reads_the_own_plan_and_no_other(
    signed_in: SignedIn, cal: Patient, dee: Patient, cal_episode: Episode, on: date
) -> None:
    plan = RunningPlanFactory.create(episode=cal_episode)
    assert signed_in(cal).get(f"{PLANS}{plan.uuid}/").json()["session"]["number"] == 1
    assert [each["id"] for each in signed_in(cal).get(PLANS).json()["results"]] == [str(plan.uuid)]
    assert signed_in(dee).get(f"{PLANS}{plan.uuid}/").status_code == 404
    assert signed_in(dee).get(PLANS).json()["results"] == []


def test_a_run_of_the_plan_says_which_and_what_was_counted(
    signed_in: SignedIn, cal: Patient, cal_episode: Episode, on: date
) -> None:
    plan = RunningPlanFactory.create(episode=cal_episode, kind="cadence")
    body = {"id": str(uuid4()), "on": str(on), "distance_km": 3, "minutes": 15, "step": 1, "cadence": [168, 167]}
    told = post(signed_in(cal), "/api/v1/runs/", body).json()
    assert (told["plan"], told["cadence"]) == (str(plan.uuid), [168, 167])
    assert post(signed_in(cal), "/api/v1/runs/", body | {"id": str(uuid4()), "cadence": [9]}).status_code == 422


def test_asking_for_a_running_plan_among_programmes_leads_to_it(
    signed_in: SignedIn, ana: User, cal_episode: Episode
) -> None:
    asked = {"episode": str(cal_episode.uuid), "template": "return_to_run", "starts_on": "2026-11-24"}
    answer = post(signed_in(ana), "/api/v1/programmes/", asked)
    assert (answer.status_code, "running-plans/" in answer.text) == (422, True)
