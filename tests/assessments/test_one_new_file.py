"""A new measure is one new file: shelf, API, chart, paper form and portal follow, and no table changes."""

import sys
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from assessments import instruments
from assessments.models import OutcomeScore
from assessments.services import ask_measures
from clinic.accounts.models import User
from patients.models import Episode, Patient

SignedIn = Callable[[User | Patient], Client]

NEW_MEASURE = """
from decimal import Decimal

from assessments.instruments.answers import Item, Option
from assessments.instruments.definition import Instrument
from assessments.instruments.scores import Threshold

INSTRUMENT = Instrument(
    key="placeholder_scale",
    version="2026-v1",
    title="Placeholder scale",
    patient_title="Placeholder score",
    instruction="Pick one.",
    items=(
        Item(key="first", label="First question", options=(Option("a", "Fine", 4), Option("b", "Sore", 0))),
        Item(key="second", label="Second question", minimum=0, maximum=6),
        Item(key="third", label="Third question", yes_points=2),
    ),
    lowest=0,
    highest=12,
    direction="higher",
    source="[design] clinic default",
    licence="Our own words.",
    recall="now",
    formula_text="Sum.",
    missing_rule="All three are needed.",
    important=Threshold(Decimal(3), "[design] clinic default"),
    collected={"week_2": "required"},
)
"""


@pytest.fixture
def _one_new_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The file lies on the shelf; nothing else of the house has changed."""
    (tmp_path / "placeholder_scale.py").write_text(NEW_MEASURE, encoding="utf-8")
    monkeypatch.setattr(instruments, "__path__", [*instruments.__path__, str(tmp_path)])
    instruments.all_instruments.cache_clear()
    yield
    instruments.all_instruments.cache_clear()
    sys.modules.pop("assessments.instruments.placeholder_scale", None)


pytestmark = pytest.mark.usefixtures("_one_new_file")


def test_it_stands_on_the_shelf() -> None:
    measure = instruments.get("placeholder_scale")
    assert measure.score({"first": "a", "second": 5, "third": True}).score == 11


@pytest.mark.django_db
def test_no_table_changes_for_it() -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_systems_find_it_and_send_it(ana: User, cal_episode: Episode, signed_in: SignedIn) -> None:
    client = signed_in(ana)
    listed = {one["key"]: one for one in client.get(reverse("api:instrument-list")).json()}
    assert [item["key"] for item in listed["placeholder_scale"]["items"]] == ["first", "second", "third"]
    answer = client.post(
        reverse("api:outcome-list"),
        {
            "episode": str(cal_episode.uuid),
            "instrument": "placeholder_scale",
            "answers": {"first": "b", "second": 3, "third": True},
        },
        content_type="application/json",
    )
    assert (answer.status_code, answer.json()["score"]) == (201, 5)


def test_staff_type_it_in_and_the_chart_tells_its_change(ana: User, cal_episode: Episode, signed_in: SignedIn) -> None:
    client, patient = signed_in(ana), cal_episode.patient
    chart, form = reverse("staff:chart", args=[patient.uuid]), reverse("staff:measure", args=[patient.uuid])
    assert '<option value="placeholder_scale">' in client.get(chart).text
    assert "Second question" in client.get(form, {"instrument": "placeholder_scale"}).text
    for second in ("1", "4"):
        sent = {"instrument": "placeholder_scale", "first": "a", "second": second, "third": "no"}
        assert client.post(form, sent).status_code == 302
    assert "+3 since baseline (5 → 8): important" in client.get(chart).text


def test_the_patient_answers_it_one_question_a_screen(cal: Patient, cal_episode: Episode, signed_in: SignedIn) -> None:
    asked = ask_measures(episode=cal_episode, point="week_2", on=timezone.localdate())
    [form] = [one for one in asked if one.instrument == "placeholder_scale"]
    client = signed_in(cal)
    for number, answer in enumerate(("a", "6", "true"), 1):
        page = reverse("portal:form-question", args=[form.uuid, number])
        assert client.get(page).status_code == 200
        assert client.post(page, {"answer": answer, "seen": ""}).status_code == 302
    thanks = client.post(reverse("portal:form-check", args=[form.uuid]), follow=True)
    assert "Your placeholder score is 12." in thanks.text
    assert OutcomeScore.objects.get().score == Decimal(12)
    assert "placeholder score is 12" in client.get(reverse("portal:progress")).text
