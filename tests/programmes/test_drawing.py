"""A figure is drawn once for each state of its file and of the drawing code, and its ETag says which."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client

from clinic.accounts.models import User
from patients.models import Patient
from programmes import drawing
from programmes.drawing import figure_mark, figure_of
from programmes.library.exercises import FOLDER
from tests.factories import ExerciseFactory, PhysioFactory

SignIn = Callable[[User | Patient], Client]
FIGURE = "/api/v1/exercises/wall-sit/figure.svg/"


@pytest.fixture
def shelf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the wall sit alone, which the drawing reads instead of the library's."""
    path = tmp_path / "wall-sit.toml"
    path.write_bytes((FOLDER / "wall-sit.toml").read_bytes())
    monkeypatch.setattr(drawing, "FOLDER", tmp_path)
    return path


def rewrite(path: Path, old: str, new: str) -> None:
    """As an editor does it: other words, a later time."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    state = path.stat()
    os.utime(path, ns=(state.st_atime_ns, state.st_mtime_ns + 1_000_000))


def test_a_changed_file_is_drawn_anew_in_the_same_process(shelf: Path) -> None:
    before, mark = figure_of("wall-sit", mode="still", ident="a"), figure_mark("wall-sit")
    rewrite(shelf, 'patient_name = "', 'patient_name = "Calm ')
    assert "Calm" in figure_of("wall-sit", mode="still", ident="a")
    assert "Calm" not in before
    assert figure_mark("wall-sit") != mark


def test_a_file_that_was_only_touched_keeps_its_mark(shelf: Path) -> None:
    mark = figure_mark("wall-sit")
    rewrite(shelf, 'patient_name = "', 'patient_name = "')
    assert figure_mark("wall-sit") == mark


def test_other_drawing_code_means_another_mark(monkeypatch: pytest.MonkeyPatch) -> None:
    mark = figure_mark("wall-sit")
    drawing._mark.cache_clear()
    monkeypatch.setattr(drawing, "_code_mark", lambda: b"other code")
    assert figure_mark("wall-sit") != mark
    drawing._mark.cache_clear()


@pytest.mark.parametrize("slug", ["nowhere", "", "../doses", "wall-sit/../bridge", "."])
def test_a_slug_that_is_none_is_drawn_by_nobody(slug: str) -> None:
    with pytest.raises(LookupError):
        figure_of(slug, mode="still", ident="a")


@pytest.mark.django_db
def test_the_api_draws_in_the_mode_that_was_asked_for(signed_in: SignIn) -> None:
    ExerciseFactory.create(slug="wall-sit")
    client = signed_in(PhysioFactory.create())
    moving, still = client.get(FIGURE), client.get(FIGURE, {"mode": "still"})
    assert b"<animate" in moving.content
    assert b"<animate" not in still.content
    assert moving["ETag"] != still["ETag"]
    refused = client.get(FIGURE, {"mode": "hologram"})
    assert refused.status_code == 422
    assert "pair" in refused.json()["errors"]["mode"][0]


@pytest.mark.django_db
def test_a_browser_that_has_the_figure_is_told_so(signed_in: SignIn) -> None:
    ExerciseFactory.create(slug="wall-sit")
    client = signed_in(PhysioFactory.create())
    first = client.get(FIGURE)
    again = client.get(FIGURE, headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert client.get(FIGURE, headers={"If-None-Match": '"older"'}).status_code == 200
