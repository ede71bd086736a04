"""A note while it is written: begun from the last one, saved box by box, by more than one at once."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from assessments.examination import FIELDS
from assessments.examination.leaves import leaves, paths_of, with_leaves
from assessments.models import Examination, RedFlag
from assessments.services import (
    FindingsRefused,
    Overtaken,
    Saved,
    SigningBlocked,
    agree_with_reading,
    save_boxes,
    save_findings,
    start_examination,
)
from clinic.accounts.models import User
from patients.models import Episode
from tests.assessments.test_examination import SIGNABLE
from tests.factories import ExaminationFactory, PhysioFactory, RedFlagFactory

pytestmark = pytest.mark.django_db
LATER = timedelta(minutes=3)
# A knee that reads as probable patellofemoral pain.
PROBABLE = {
    "S01": "left",
    "S04": ["behind_kneecap"],
    "S07": {"squat": 5},
    "S31": ["none"],
    "D01": "excluded",
}


@pytest.fixture
def note(ana: User, cal_episode: Episode, now: datetime) -> Examination:
    return start_examination(episode=cal_episode, kind="first", by=ana, now=now)


def saved(note: Examination, boxes: dict[str, Any], *, by: User, version: int, **more: Any) -> Saved:
    return save_boxes(
        examination=note, boxes=boxes, version=version, by=by, now=more.pop("now", note.entered_at + LATER), **more
    )


def test_findings_come_apart_into_boxes_and_together_again() -> None:
    findings = {**SIGNABLE, "O17": {"left": 21.4, "right": 27}, "O36": {"left": {"single": 100}}}
    assert with_leaves({}, leaves(findings)) == findings
    assert leaves(findings)["O36.left.single"] == 100
    assert leaves(findings)["S06.worst"] == 6
    every_path = [path for field in FIELDS for path in paths_of(field)]
    assert len(every_path) == len(set(every_path))


def test_two_people_in_one_note_keep_what_each_of_them_typed(note: Examination, ana: User, ben: User) -> None:
    saved(note, {"O13.left": 4}, by=ana, version=0)
    second = saved(note, {"O13.right": 1, "O14.left": "fair"}, by=ben, version=0)
    assert second.clashes == {}
    assert second.note.findings == {"O13": {"left": 4, "right": 1}, "O14": {"left": "fair"}}
    assert second.note.saved_by == ben


def test_of_two_who_fill_in_one_box_the_second_is_told_and_overwrites_nothing(
    note: Examination, ana: User, ben: User
) -> None:
    first = saved(note, {"O13.left": 4}, by=ana, version=0)
    second = saved(note, {"O13.left": 2, "O13.right": 1}, by=ben, version=0)
    assert second.clashes == {"O13.left": 4}
    assert second.note.findings["O13"] == {"left": 4, "right": 1}
    third = saved(note, {"O13.left": 2}, by=ben, version=second.note.version)
    assert (third.clashes, third.note.findings["O13"]["left"]) == ({}, 2)
    assert third.note.version == first.note.version + 2


def test_two_who_type_the_same_do_not_differ(note: Examination, ana: User, ben: User) -> None:
    saved(note, {"O13.left": 4}, by=ana, version=0)
    assert saved(note, {"O13.left": 4}, by=ben, version=0).clashes == {}


def test_a_box_emptied_on_purpose_clashes_and_one_that_was_never_filled_gives_way(
    note: Examination, ana: User, ben: User
) -> None:
    saved(note, {"O13.left": 4}, by=ana, version=0)
    assert saved(note, {"O13.left": None}, by=ben, version=0).clashes == {"O13.left": 4}
    whole = saved(note, {"O13.left": None, "O13.right": 3}, by=ben, version=0, whole_page=True)
    assert (whole.clashes, whole.note.findings["O13"]) == ({}, {"left": 4, "right": 3})


def test_a_wrong_value_is_refused_and_what_stood_there_before_stays(note: Examination, ana: User) -> None:
    saved(note, {"O13.left": 4, "S06.worst": 7}, by=ana, version=0)
    wrong = saved(note, {"O13.left": 11, "S06.worst": "many", "O13.right": 2}, by=ana, version=1)
    assert set(wrong.errors) == {"O13.left", "S06.worst"}
    assert wrong.note.findings == {"O13": {"left": 4, "right": 2}, "S06": {"worst": 7}}


def test_pain_of_eleven_and_pain_before_birth_get_a_sentence(note: Examination, ana: User) -> None:
    wrong = saved(note, {"S06.worst": 11, "S02.on": "1920-01-01"}, by=ana, version=0)
    assert wrong.errors["S06.worst"] == "Give a number from 0 to 10."
    assert wrong.errors["S02.on"] == "This is before the patient was born. Check the year."
    assert wrong.note.findings == {}


def test_a_save_that_changes_nothing_makes_no_new_version(note: Examination, ana: User) -> None:
    saved(note, {"O13.left": 4}, by=ana, version=0)
    again = saved(note, {"O13.left": 4}, by=ana, version=1)
    assert again.note.version == 1
    assert note.history.count() == 2


@pytest.mark.parametrize("version", [-1, 7])
def test_a_version_that_never_was_overwrites_nothing(note: Examination, ana: User, version: int) -> None:
    with pytest.raises(Overtaken):
        saved(note, {"O13.left": 4}, by=ana, version=version)


def test_a_signed_note_takes_no_box(note: Examination, ana: User, now: datetime) -> None:
    Examination.objects.filter(pk=note.pk).update(signed_at=now, signed_by=ana, signed_as="Ana Reyes, PH12345")
    with pytest.raises(SigningBlocked):
        saved(note, {"O13.left": 4}, by=ana, version=0)


def test_the_time_of_the_visit_can_be_put_right_but_not_into_the_future(note: Examination, ana: User) -> None:
    yesterday = note.contact_at - timedelta(days=1)
    right = saved(note, {}, by=ana, version=0, contact_at=yesterday)
    assert right.note.contact_at == yesterday
    tomorrow = saved(note, {}, by=ana, version=1, contact_at=note.contact_at + timedelta(days=1))
    assert tomorrow.errors == {"contact_at": "The visit can't lie in the future. Check the day and the time."}
    early = saved(note, {}, by=ana, version=1, contact_at=datetime(2026, 10, 5, 12, tzinfo=UTC))
    assert early.errors == {"contact_at": "That is before this episode was opened. Check the day."}
    assert early.note.contact_at == yesterday


def test_whole_fields_are_kept_all_or_none(note: Examination, ana: User, now: datetime) -> None:
    with pytest.raises(FindingsRefused) as refused:
        save_findings(examination=note, findings={"S01": "left", "O13": {"left": 9}}, version=0, by=ana, now=now)
    assert list(refused.value.errors) == ["O13.left"]
    note.refresh_from_db()
    assert note.findings == {}


def test_a_review_begins_with_what_seldom_changes_and_knows_the_note_it_is_compared_with(
    cal_episode: Episode, ana: User, now: datetime
) -> None:
    first = ExaminationFactory.create(
        episode=cal_episode,
        author=ana,
        findings={**SIGNABLE, "O13": {"left": 4}},
        contact_at=now - timedelta(days=20),
        signed_at=now - timedelta(days=20),
        signed_by=ana,
        signed_as="Ana Reyes, PH12345",
    )
    review = start_examination(episode=cal_episode, kind="review", by=ana, now=now)
    assert review.based_on == first
    assert review.findings["S20"] == ["none"]
    assert review.findings["S03"] == "gradual"
    assert not {"S06", "S31", "O13", "S30"} & set(review.findings), "Nothing measured or asked anew is carried over."


def test_a_flag_cleared_long_ago_stands_open_in_the_reading_that_finds_it_anew(note: Examination, ana: User) -> None:
    old = RedFlagFactory.create(patient=note.episode.patient, rule="RF05")
    old.clear(by=ana, why="Scan clear.", at=note.contact_at - timedelta(days=90))
    found = saved(note, {**PROBABLE, "R03": ["calf_swelling"]}, by=ana, version=0).reading
    assert "RF05" not in found.cleared
    assert found.diagnosis.outcome == "possible"


def test_a_flag_taken_back_no_longer_stands_in_the_way_of_the_diagnosis(note: Examination, ana: User) -> None:
    saved(note, {**PROBABLE, "R03": ["calf_swelling"]}, by=ana, version=0)
    found = saved(note, {"R03": ["none"]}, by=ana, version=1).reading
    assert not RedFlag.objects.open().exists()
    assert found.diagnosis.outcome == "probable"


def test_one_press_agrees_to_fresh_overload_leading_beside_what_was_found(
    note: Examination, ana: User, now: datetime
) -> None:
    began = (note.contact_at - timedelta(days=21)).date().isoformat()
    fresh = {"S02.on": began, "S02.precision": "day", "N07": ["distance_up"]}
    saved(note, {**PROBABLE, **fresh, "O13.left": 4}, by=ana, version=0)
    agreed = agree_with_reading(examination=note, version=1, by=ana, now=now)
    assert agreed.errors == {}
    assert (agreed.note.findings["D05"], agreed.note.findings["D06"]) == (["SG3"], "SG1")


def test_a_subgroup_that_was_not_agreed_does_not_lead(note: Examination, ana: User) -> None:
    wrong = saved(note, {"D05": ["SG3"], "D06": "SG2"}, by=ana, version=0)
    assert list(wrong.errors) == ["D06"]


@pytest.mark.django_db(transaction=True)
def test_two_hundred_saves_at_once_lose_nothing(now: datetime) -> None:
    note = ExaminationFactory.create(episode__opened_on=now.date() - timedelta(days=9))
    people = [note.author, *(PhysioFactory.create() for _ in range(3))]
    boxes = [
        (path, value)
        for path, value in (
            *((f"O{number}.{limb}", 20) for number in (17, 18, 19, 21, 23, 24, 25, 38) for limb in ("left", "right")),
            *((f"O06.{limb}.{spot}", 1) for limb in ("left", "right") for spot in SPOTS),
        )
    ]
    wanted = [
        (path, (value + turn) % 4 if path.startswith("O06") else value + turn)
        for turn in range(6)
        for path, value in boxes
    ]
    wanted = wanted[:200]

    def one(number: int) -> None:
        path, value = wanted[number]
        try:
            for _ in range(50):
                version = Examination.objects.values_list("version", flat=True).get(pk=note.pk)
                told = saved(note, {path: value}, by=people[number % 4], version=version, now=now)
                if not told.clashes:
                    return
            raise AssertionError(f"{path} was never kept")
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(one, range(len(wanted))))
    note.refresh_from_db()
    kept = leaves(note.findings)
    assert set(kept) == {path for path, _ in wanted}
    assert all(kept[path] in {value for other, value in wanted if other == path} for path in kept)
    assert set(note.changes) == set(kept)
    assert note.version == note.history.count() - 1


SPOTS = (
    "medial_facet",
    "lateral_facet",
    "superior_pole",
    "inferior_pole",
    "patellar_tendon",
    "tibial_tubercle",
    "fat_pad",
    "itb",
)


def test_beginning_again_by_the_api_writes_nothing_over(
    cal_episode: Episode, ana: User, signed_in: Callable[[User], Client]
) -> None:
    client, url = signed_in(ana), reverse("api:assessment-list")
    body = {"episode": str(cal_episode.uuid), "findings": {"S06": {"worst": 6}}}
    first = client.post(url, body, content_type="application/json")
    again = client.post(url, {**body, "findings": {"S06": {"worst": 1}}}, content_type="application/json")
    assert (first.status_code, again.status_code) == (201, 409)
    assert again.json()["id"] == first.json()["id"]
    opened = client.post(url, {"episode": str(cal_episode.uuid)}, content_type="application/json")
    assert (opened.status_code, opened.json()["findings"]) == (201, {"S06": {"worst": 6}})
    assert Examination.objects.get().findings == {"S06": {"worst": 6}}
