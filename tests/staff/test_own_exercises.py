"""The clinic's own exercises: typed in, begun as a copy, changed by one at a time, retired and never deleted."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from clinic.accounts.models import User
from patients.models import Patient
from programmes.models import Exercise
from programmes.progression import Dose
from programmes.services import keep_own_exercise, load_library, own_exercises, retire_own_exercise
from programmes.services.dosing import dose_of
from tests.factories import NINE, TUESDAY, ExerciseFactory, RowFactory

SignIn = Callable[[User | Patient], Client]
NEW = reverse("staff:exercise-new")
TYPED = {
    "name": "Wall sit with a ball",
    "clinical_name": "Isometric wall squat, ball squeeze",
    "aim": "Holds the thigh strong while the knee stays calm.",
    "steps": "Lean on the wall.\nSlide down a little.\nPress the ball gently.",
    "cues": "Breathe.",
    "common_faults": "Heels lift",
    "why": "It loads the thigh without bending.",
    "stop": "Stop if the pain is sharp.",
    "pain_rule": "P2",
    "contraindications": "",
    "target": "quads\nhip adductors",
    "kit": "wall\nball",
    "level": "2",
    "answers": ["SG2"],
    "tempo": "hold",
    "sets": "4",
    "reps_low": "",
    "reps_top": "",
    "seconds_low": "20",
    "seconds_top": "40",
    "minutes_low": "",
    "minutes_top": "",
    "load": "",
    "rest_s": "60",
    "per_week": "3",
    "frequency": "3 days a week",
    "easier": "X18",
    "harder": "",
    "source": "[design] clinic default",
    "review_by": "2027-11-01",
}


@pytest.fixture(autouse=True)
def _tuesday() -> Iterator[None]:
    with time_machine.travel(NINE, tick=False):
        yield


@pytest.fixture
def desk(ana: User, signed_in: SignIn) -> Client:
    """Ana at her desk, the library on the shelf."""
    load_library()
    return signed_in(ana)


@pytest.fixture
def own(desk: Client) -> Exercise:
    desk.post(NEW, TYPED)
    return Exercise.objects.own().get()


def change_of(exercise: Exercise) -> str:
    return reverse("staff:exercise-change", args=[exercise.slug])


def test_an_exercise_of_the_clinics_own_joins_the_library(desk: Client, ana: User) -> None:
    answer = desk.post(NEW, TYPED)
    kept = Exercise.objects.own().get()
    assert answer["Location"] == reverse("staff:exercise", args=[kept.slug])
    assert (kept.code, kept.slug) == ("C001", "own-c001-wall-sit-with-a-ball")
    assert (kept.made_by, kept.reviewed_on, kept.target) == (ana, TUESDAY, "quads, hip adductors")
    assert kept.content["steps"] == ["Lean on the wall.", "Slide down a little.", "Press the ball gently."]
    page = desk.get(reverse("staff:exercises"), {"own": "1", "q": "ball adductors"})
    assert [exercise for exercise, _ in page.context["cards"]] == [kept]
    assert "4 × 20–40 seconds" in desk.get(answer["Location"]).content.decode()


def test_the_rules_read_its_dose_as_one_of_the_library(own: Exercise) -> None:
    row = RowFactory.create(exercise=own, sets=4, reps=None, seconds=20)
    read = dose_of(row)
    assert isinstance(read, Dose)
    assert (read.hold_s, read.hold_top_s, read.previous_exercise) == (20, 40, "X18")


def test_loading_the_library_leaves_it_alone(own: Exercise) -> None:
    load_library()
    own.refresh_from_db()
    assert not own.retired


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("name", "", "Give it a name."),
        ("name", "wall SIT", "There is an exercise of this name already."),
        ("aim", "", "Say in a sentence what it is for."),
        ("steps", "Only one", "Write 3 to 5 steps"),
        ("cues", "x" * 201, "Keep each line to 200 letters."),
        ("level", "", "Choose a level"),
        ("level", "9", "Select a valid choice"),
        ("pain_rule", "", "Choose a pain rule."),
        ("answers", [], "Choose what it answers."),
        ("tempo", "quick", "Give seconds down, held and up"),
        ("sets", "0", "From 1 to 20."),
        ("sets", "many", "Give a whole number."),
        ("seconds_top", "", "Fill in both"),
        ("seconds_low", "90", "The smaller one first"),
        ("harder", "X18", "One exercise can’t be both easier and harder."),
        ("source", "", "Name the source."),
        ("review_by", "2026-11-24", "Give a day within two years"),
        ("review_by", "2036-01-01", "Give a day within two years"),
    ],
)
def test_what_is_missing_is_said_at_its_field_and_every_word_stays(
    desk: Client, field: str, value: Any, sentence: str
) -> None:
    answer = desk.post(NEW, {**TYPED, field: value})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in page
    assert "It loads the thigh without bending." in page
    assert not Exercise.objects.own().exists()


def test_an_exercise_may_need_no_kit(desk: Client) -> None:
    assert desk.post(NEW, {**TYPED, "kit": ""}).status_code == 302
    assert Exercise.objects.own().get().kit == []


def test_two_kept_in_one_moment_get_one_number_and_a_sentence(
    own: Exercise, desk: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(own_exercises, "_next_code", lambda: "C001")
    monkeypatch.setattr(Exercise, "full_clean", lambda self, **kwargs: None)
    answer = desk.post(NEW, {**TYPED, "name": "Another"})
    assert answer.status_code == 422
    assert "Press once more." in answer.content.decode()
    assert Exercise.objects.own().count() == 1


def test_a_dose_of_nothing_is_refused(desk: Client) -> None:
    answer = desk.post(NEW, {**TYPED, "seconds_low": "", "seconds_top": ""})
    assert answer.status_code == 422
    assert "A dose needs repetitions, seconds or minutes." in answer.content.decode()


def test_a_copy_begins_with_the_words_and_the_drawing_of_another(desk: Client) -> None:
    page = desk.get(NEW, {"copy_of": "wall-sit"})
    form = page.context["form"]
    wall_sit = Exercise.objects.get(slug="wall-sit")
    assert form["steps"].value() == "\n".join(wall_sit.content["steps"])
    assert form["seconds_low"].value() == 20
    desk.post(NEW, {**TYPED, "copy_of": "wall-sit", "keep_drawing": "on"})
    kept = Exercise.objects.own().get()
    assert (kept.drawn_as, kept.drawing) == ("wall-sit", "wall-sit")
    assert "<animate" in desk.get(reverse("staff:exercise", args=[kept.slug])).content.decode()
    assert desk.get(NEW, {"copy_of": "nowhere"}).status_code == 404


def test_every_exercise_of_the_library_can_begin_a_copy(desk: Client) -> None:
    for exercise in Exercise.objects.current():
        assert desk.get(NEW, {"copy_of": exercise.slug}).status_code == 200, exercise


def test_a_change_is_read_by_the_patients_who_have_it(own: Exercise, desk: Client, ben: User) -> None:
    page = desk.get(change_of(own))
    assert page.context["form"]["name"].value() == own.name
    answer = desk.post(change_of(own), {**TYPED, "seen": own.checksum, "cues": "Breathe out."})
    assert answer.status_code == 302
    own.refresh_from_db()
    assert own.content["cues"] == ["Breathe out."]


def test_two_who_change_it_at_once_overwrite_nothing_unseen(own: Exercise, desk: Client) -> None:
    first = own.checksum
    desk.post(change_of(own), {**TYPED, "seen": first, "cues": "Ana’s cue."})
    answer = desk.post(change_of(own), {**TYPED, "seen": first, "cues": "Ben’s cue."})
    assert answer.status_code == 409
    assert "Ben’s cue." in answer.content.decode()
    own.refresh_from_db()
    assert own.content["cues"] == ["Ana’s cue."]
    again = desk.post(change_of(own), {**TYPED, "seen": answer.context["seen"], "cues": "Ben’s cue."})
    assert again.status_code == 302


def test_the_librarys_exercises_are_changed_in_their_files(desk: Client, ana: User) -> None:
    wall_sit = Exercise.objects.get(slug="wall-sit")
    for name in ("staff:exercise-change", "staff:exercise-retire"):
        assert desk.post(reverse(name, args=["wall-sit"]), {**TYPED, "retired": "1"}).status_code == 404
    with pytest.raises(ValueError, match="files"):
        retire_own_exercise(exercise=wall_sit, retired=True, by=ana, now=NINE)
    with pytest.raises(ValueError, match="files"):
        keep_own_exercise(exercise=wall_sit, said=None, drawn_as="", seen="", by=ana, now=NINE)  # type: ignore[arg-type]


def test_retired_it_leaves_the_shelf_and_stays_in_its_programmes(own: Exercise, desk: Client) -> None:
    row = RowFactory.create(exercise=own)
    address = reverse("staff:exercise-retire", args=[own.slug])
    desk.post(address, {"retired": "1"})
    assert not desk.get(reverse("staff:exercises"), {"own": "1"}).context["cards"]
    assert (
        "It is offered for no new programme." in desk.get(reverse("staff:exercise", args=[own.slug])).content.decode()
    )
    row.refresh_from_db()
    assert row.exercise == own
    desk.post(address, {"retired": "0"})
    assert len(desk.get(reverse("staff:exercises"), {"own": "1"}).context["cards"]) == 1


def test_numbers_go_on_and_end(own: Exercise, desk: Client, ana: User) -> None:
    desk.post(NEW, {**TYPED, "name": "Another"})
    assert list(Exercise.objects.own().values_list("code", flat=True)) == ["C001", "C002"]
    ExerciseFactory.create(code="C999", made_by=ana, made_at=NINE - timedelta(days=1))
    answer = desk.post(NEW, {**TYPED, "name": "One too many"})
    assert answer.status_code == 422
    assert "There is no number left" in answer.content.decode()


@pytest.mark.parametrize("wrong", [{"level": 0}, {"level": 6}, {"made_by": None}, {"code": "X99"}])
def test_the_database_refuses_an_own_exercise_that_cannot_be(own: Exercise, wrong: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Exercise.objects.filter(pk=own.pk).update(**wrong)
