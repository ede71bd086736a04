"""The exercise library for clinicians: every card, every search, each one's own stars; never slower than its page."""

import html
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from clinic.accounts.models import User
from patients.models import Patient
from programmes.models import Exercise, Favourite
from programmes.services import load_library
from tests.factories import ExerciseFactory

SignIn = Callable[[User | Patient], Client]
SHELF = reverse("staff:exercises")


@pytest.fixture
def library(db: None) -> None:
    load_library()


@pytest.fixture
def desk(ana: User, signed_in: SignIn) -> Client:
    """Ana at her desk."""
    return signed_in(ana)


def text(page: Any) -> str:
    """The words of a page, without its tags."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page.content.decode())).split())


def names(page: Any) -> set[str]:
    return {exercise.slug for exercise, _ in page.context["cards"]}


def test_all_fifty_four_stand_on_one_page_with_a_picture(library: None, desk: Client) -> None:
    page = desk.get(SHELF)
    assert len(page.context["cards"]) == 54
    source = page.content.decode()
    assert source.count("figure.svg/?mode=thumbnail") == 54
    assert len(page.content) < 90_000


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"q": "WALL sit"}, {"wall-sit"}),
        ({"q": "GLUTEUS medius hike"}, {"hip-hike"}),
        ({"target": "running skill"}, {"cadence-run", "soft-landing-run", "mirror-run", "step-width-run"}),
        ({"kit": "mirror"}, {"lateral-step-down", "mirror-run", "single-leg-squat"}),
        ({"level": "5"}, {"single-leg-hop", "skips"}),
        ({"q": "nothing like it"}, set()),
    ],
)
def test_words_and_wishes_narrow_the_shelf(library: None, desk: Client, asked: dict[str, str], found: set[str]) -> None:
    assert names(desk.get(SHELF, asked)) == found


def test_the_finding_and_the_phase_narrow_the_shelf(library: None, desk: Client) -> None:
    feet = names(desk.get(SHELF, {"finding": "SG4"}))
    assert {"short-foot", "calf-stretch"} <= feet
    assert "wall-sit" not in feet
    springs = names(desk.get(SHELF, {"phase": "4"}))
    assert "pogo-hops" in springs
    assert "quad-set" not in springs


@pytest.mark.parametrize(
    "odd", [{"page": "99"}, {"page": "x"}, {"level": "²"}, {"phase": "-1"}, {"q": "\x00"}, {"q": "<script>alert(1)"}]
)
def test_an_odd_address_is_an_ordinary_page(library: None, desk: Client, odd: dict[str, str]) -> None:
    page = desk.get(SHELF, odd)
    assert page.status_code == 200
    assert "<script>alert" not in page.content.decode()


def test_a_star_is_one_clinicians_own_and_comes_first(
    library: None, desk: Client, ben: User, signed_in: SignIn
) -> None:
    address = reverse("staff:exercise-star", args=["wall-sit"])
    for _ in range(2):
        answer = desk.post(address, {"on": "1", "back": f"{SHELF}?q=wall"})
        assert answer["Location"] == f"{SHELF}?q=wall#wall-sit"
    assert Favourite.objects.count() == 1
    assert desk.get(SHELF).context["cards"][0][0].slug == "wall-sit"
    assert names(desk.get(SHELF, {"starred": "1"})) == {"wall-sit"}
    assert names(signed_in(ben).get(SHELF, {"starred": "1"})) == set()
    desk.post(address, {"on": "0"})
    assert Favourite.objects.count() == 0


@pytest.mark.parametrize("back", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)"])
def test_a_star_never_leads_out_of_the_house(library: None, desk: Client, back: str) -> None:
    answer = desk.post(reverse("staff:exercise-star", args=["wall-sit"]), {"on": "1", "back": back})
    assert answer["Location"] == reverse("staff:exercise", args=["wall-sit"])


def test_the_page_of_an_exercise_says_all_of_it(library: None, desk: Client) -> None:
    page = desk.get(reverse("staff:exercise", args=["rear-foot-elevated-split-squat"]))
    words, content = text(page), Exercise.objects.get(slug="rear-foot-elevated-split-squat").content
    for part in ("steps", "cues", "common_faults", "contraindications"):
        for line in content[part]:
            assert line in words
    for said in (content["why"], content["source"], content["stop"], "Reviewed on 1 November 2026", "Pain rule P3"):
        assert said in words
    assert reverse("staff:exercise", args=["split-squat"]) in page.content.decode()
    assert "data-pause" in page.content.decode()


def test_desk_and_patients_find_no_library(library: None, bea: User, cal: Patient, signed_in: SignIn) -> None:
    for somebody in (bea, cal):
        client = signed_in(somebody)
        assert client.get(SHELF).status_code == 404
        assert client.get(reverse("staff:exercise", args=["wall-sit"])).status_code == 404
        assert client.post(reverse("staff:exercise-star", args=["wall-sit"]), {"on": "1"}).status_code == 404


def test_five_hundred_exercises_ask_no_more_than_fifty_four(library: None, desk: Client) -> None:
    desk.get(SHELF)
    with CaptureQueriesContext(connection) as few:
        desk.get(SHELF)
    ExerciseFactory.create_batch(446, kit=["band"], content={"target": ["quads"], "answers": ["SG1"]})
    with CaptureQueriesContext(connection) as many:
        page = desk.get(SHELF)
    assert len(many) == len(few) <= 9
    assert (page.context["found"].total, len(page.context["cards"])) == (500, 60)
    assert len(page.content) < 90_000
    assert len(desk.get(SHELF, {"page": "9"}).context["cards"]) == 20
