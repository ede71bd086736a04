"""Photos and videos of exercises: sent with consent, seen by those who may, gone when they are taken down."""

import io
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from PIL import Image

from clinic.accounts.models import User
from clinic.demonstration import asked_range
from patients.models import Patient
from programmes.models import Demonstration, Exercise, Programme, Row
from programmes.services import show_exercise, take_down
from tests.factories import NINE, ExerciseFactory, PhaseFactory, ProgrammeFactory, RowFactory
from tests.programmes.pictures import CLIP, photo

SignIn = Callable[[User | Patient], Client]
SAID = {"alt": "Ana sits against a wall.", "person": "Ana Reyes", "consent": "on"}


@pytest.fixture(autouse=True)
def _tuesday() -> Iterator[None]:
    with time_machine.travel(NINE, tick=False):
        yield


@pytest.fixture
def wall_sit(db: None) -> Exercise:
    return ExerciseFactory.create(slug="wall-sit", name="Wall sit", content={"steps": ["Sit.", "Hold.", "Stand."]})


@pytest.fixture
def row(wall_sit: Exercise, cal: Patient, ana: User) -> Row:
    """Cal does the wall sit every day."""
    programme = ProgrammeFactory.create(episode__patient=cal, assigned_by=ana)
    return RowFactory.create(phase=PhaseFactory.create(programme=programme), exercise=wall_sit)


def send(client: Client, file: bytes, name: str = "me.jpg", **said: str) -> Any:
    sent = SimpleUploadedFile(name, file, content_type="video/mp4" if name.endswith("mp4") else "image/jpeg")
    return client.post(reverse("staff:exercise-picture", args=["wall-sit"]), {**SAID, "file": sent, **said})


def shown(exercise: Exercise, data: bytes, by: User) -> Demonstration:
    said: dict[str, Any] = {"alt": "Ana sits.", "person": "Ana", "consent": True}
    return show_exercise(exercise=exercise, file=io.BytesIO(data), size=len(data), by=by, now=NINE, **said)


def address(demonstration: Demonstration) -> str:
    return reverse("demonstration", args=[demonstration.uuid])


def test_a_photo_is_kept_with_who_agreed_and_when(wall_sit: Exercise, ana: User, signed_in: SignIn) -> None:
    client = signed_in(ana)
    assert send(client, photo()).status_code == 302
    kept = Demonstration.objects.get()
    assert (kept.kind, kept.person, kept.consent_noted_by, kept.consent_noted_at) == ("photo", "Ana Reyes", ana, NINE)
    page = client.get(reverse("staff:exercise", args=["wall-sit"])).content.decode()
    assert address(kept) in page
    assert 'alt="Ana sits against a wall."' in page
    assert "Consent noted by Ana Reyes" in page


def test_its_name_on_disk_says_nothing_and_only_we_may_read_it(wall_sit: Exercise, ana: User, settings: Any) -> None:
    kept = shown(wall_sit, photo(), ana)
    assert kept.uuid.hex not in str(kept.file.name)
    assert "wall" not in str(kept.file.name)
    assert not Path(kept.file.path).is_relative_to(settings.STATIC_ROOT)
    assert kept.file.storage.exists(str(kept.file.name))


@pytest.mark.parametrize(
    ("missing", "sentence"),
    [
        ("consent", "Ask the person shown first"),
        ("alt", "Say in a sentence what it shows."),
        ("person", "Write down who is shown."),
    ],
)
def test_without_consent_or_words_nothing_is_kept(
    wall_sit: Exercise, ana: User, signed_in: SignIn, missing: str, sentence: str
) -> None:
    answer = send(signed_in(ana), photo(), **{missing: ""})
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert Demonstration.objects.count() == 0


def test_a_program_called_mp4_is_refused_and_the_words_stay(wall_sit: Exercise, ana: User, signed_in: SignIn) -> None:
    answer = send(signed_in(ana), b"MZ\x90\x00" + bytes(30 * 1024 * 1024), name="squat.mp4", person="Ana R.")
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "This is a program, not a picture, whatever its name says." in page
    assert 'value="Ana R."' in page
    assert 'value="Ana sits against a wall."' in page
    assert Demonstration.objects.count() == 0


def test_nothing_sent_is_told_at_the_field(wall_sit: Exercise, ana: User, signed_in: SignIn) -> None:
    answer = signed_in(ana).post(reverse("staff:exercise-picture", args=["wall-sit"]), SAID)
    assert answer.status_code == 422
    assert "Pick the photo or video first." in answer.content.decode()


def test_a_new_one_takes_the_place_and_the_old_file_goes(
    wall_sit: Exercise, ana: User, django_capture_on_commit_callbacks: Any
) -> None:
    old = shown(wall_sit, photo(), ana)
    name = str(old.file.name)
    with django_capture_on_commit_callbacks(execute=True):
        new = shown(wall_sit, CLIP, ana)
    wall_sit.refresh_from_db()
    old.refresh_from_db()
    assert wall_sit.demonstration == new
    assert (old.file.name, old.taken_down_by, old.taken_down_at) == ("", ana, NINE)
    assert not default_storage.exists(name)


def test_taken_down_it_is_gone_for_everybody_and_the_consent_stays(
    row: Row, ana: User, signed_in: SignIn, django_capture_on_commit_callbacks: Any
) -> None:
    kept = shown(row.exercise, photo(), ana)
    client, name = signed_in(ana), str(kept.file.name)
    assert client.get(address(kept)).status_code == 200
    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("staff:exercise-take-down", args=["wall-sit"]))
    assert client.get(address(kept)).status_code == 404
    assert not default_storage.exists(name)
    kept.refresh_from_db()
    assert (kept.person, kept.consent_noted_by, kept.taken_down_by) == ("Ana", ana, ana)


def test_taking_down_what_is_not_there_changes_nothing(wall_sit: Exercise, ana: User) -> None:
    take_down(exercise=wall_sit, by=ana, now=NINE)
    assert Demonstration.objects.count() == 0


def test_a_failure_on_the_way_leaves_no_file_behind(
    wall_sit: Exercise, ana: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[Demonstration] = []

    def fail(self: Demonstration, *args: Any, **kwargs: Any) -> None:
        made.append(self)
        raise RuntimeError("the database went away")

    monkeypatch.setattr(Demonstration, "save", fail)
    with pytest.raises(RuntimeError, match="went away"):
        shown(wall_sit, photo(), ana)
    assert not default_storage.exists(str(made[0].file.name))


@pytest.mark.parametrize("wrong", [{"alt": ""}, {"person": ""}, {"kind": "audio"}, {"file": ""}])
def test_the_database_refuses_a_row_without_words_or_file(wall_sit: Exercise, ana: User, wrong: dict[str, str]) -> None:
    kept = shown(wall_sit, photo(), ana)
    with pytest.raises(IntegrityError), transaction.atomic():
        Demonstration.objects.filter(pk=kept.pk).update(**wrong)


def test_it_is_seen_by_the_patient_who_has_it_and_nobody_else(
    row: Row, ana: User, cal: Patient, dee: Patient, bea: User, olu: User, signed_in: SignIn
) -> None:
    kept = shown(row.exercise, photo(), ana)
    for person, status in ((ana, 200), (olu, 200), (cal, 200), (dee, 404), (bea, 404)):
        assert signed_in(person).get(address(kept)).status_code == status, person
    assert Client().get(address(kept))["Location"].startswith("/accounts/login/")


@pytest.mark.parametrize("over", ["row retired", "programme ended"])
def test_whoever_no_longer_has_the_exercise_no_longer_sees_it(
    row: Row, ana: User, cal: Patient, signed_in: SignIn, over: str
) -> None:
    kept = shown(row.exercise, photo(), ana)
    if over == "row retired":
        Row.objects.update(retired_in=2)
    else:
        Programme.objects.update(state=Programme.State.ENDED)
    assert signed_in(cal).get(address(kept)).status_code == 404


def test_the_answer_is_kept_by_nobody_between_and_run_by_nobody(row: Row, ana: User, signed_in: SignIn) -> None:
    answer = signed_in(ana).get(address(shown(row.exercise, photo(), ana)))
    assert answer["Content-Type"] == "image/jpeg"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cache-Control"] == "private, no-cache"
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer["Content-Disposition"] == 'inline; filename="exercise.jpg"'
    assert Image.open(io.BytesIO(b"".join(answer.streaming_content))).format == "JPEG"  # type: ignore[attr-defined]


def test_a_player_gets_the_part_that_it_asks_for(row: Row, ana: User, signed_in: SignIn) -> None:
    kept = shown(row.exercise, CLIP, ana)
    whole = kept.file.read()
    client = signed_in(ana)
    end = len(whole) - 1
    parts = {"bytes=0-99": (0, 99), "bytes=6000-": (6000, end), "bytes=-28": (end - 27, end), "bytes=5-9999": (5, end)}
    for asked, (first, last) in parts.items():
        answer = client.get(address(kept), headers={"Range": asked})
        assert answer.status_code == 206
        assert answer["Content-Range"] == f"bytes {first}-{last}/{len(whole)}"
        assert int(answer["Content-Length"]) == last - first + 1
        assert b"".join(answer.streaming_content) == whole[first : last + 1]  # type: ignore[attr-defined]


@pytest.mark.parametrize("asked", ["bytes=999999-", "bytes=999999-1000000", "bytes=-0"])
def test_a_range_behind_the_end_is_told_so(row: Row, ana: User, signed_in: SignIn, asked: str) -> None:
    kept = shown(row.exercise, CLIP, ana)
    answer = signed_in(ana).get(address(kept), headers={"Range": asked})
    assert (answer.status_code, answer["Content-Range"]) == (416, f"bytes */{kept.size}")
    assert answer.content == b""


@pytest.mark.parametrize("odd", ["bytes=5-2", "bytes=a-b", "bytes=0-1,5-6", "pages=1-2", "bytes=-", "", "bytes=1"])
def test_what_is_no_single_range_is_answered_with_the_whole(odd: str) -> None:
    assert asked_range(odd, 100) is None


def test_a_browser_that_has_it_is_told_so_and_no_old_part_is_patched(row: Row, ana: User, signed_in: SignIn) -> None:
    kept, client = shown(row.exercise, CLIP, ana), signed_in(ana)
    mark = client.get(address(kept))["ETag"]
    assert client.get(address(kept), headers={"If-None-Match": mark}).status_code == 304
    part = {"Range": "bytes=0-9"}
    assert client.get(address(kept), headers={**part, "If-Range": mark}).status_code == 206
    assert client.get(address(kept), headers={**part, "If-Range": '"older"'}).status_code == 200
    assert client.head(address(kept)).status_code == 200
    assert client.post(address(kept)).status_code == 405


def test_the_portal_shows_the_photo_instead_of_the_drawing(
    row: Row, ana: User, cal: Patient, signed_in: SignIn
) -> None:
    client = signed_in(cal)
    page = client.get(reverse("portal:session-exercise", args=[row.uuid])).content.decode()
    assert "<animate" in page
    kept = shown(row.exercise, photo(), ana)
    for name, more in (("portal:session-exercise", [row.uuid]), ("portal:session", []), ("portal:sheet", [])):
        page = client.get(reverse(name, args=more)).content.decode()
        assert address(kept) in page, name
        assert 'alt="Ana sits."' in page, name
        assert "<animate" not in page, name
    assert address(kept) in client.get(reverse("portal:today")).content.decode()


def test_a_video_waits_to_be_started_and_the_list_keeps_the_drawing(
    row: Row, ana: User, cal: Patient, signed_in: SignIn
) -> None:
    kept, client = shown(row.exercise, CLIP, ana), signed_in(cal)
    page = client.get(reverse("portal:session-exercise", args=[row.uuid])).content.decode()
    assert f'<video class="demonstration" src="{address(kept)}" aria-label="Ana sits."' in page
    assert " controls" in page
    assert "autoplay" not in page
    today = client.get(reverse("portal:today")).content.decode()
    assert address(kept) not in today
    assert 'class="figure thumbnail"' in today
