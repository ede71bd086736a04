"""Ana presses twice, writes too much, or has two tabs: nothing doubles, nothing typed is lost."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from assessments.models import Addendum, Examination
from clinic.accounts.models import User
from patients.models import Episode, Patient
from programmes.models import Programme, Suggestion
from tests.factories import ExaminationFactory, ProgrammeTemplateFactory, RedFlagFactory, SuggestionFactory

SignIn = Callable[[User | Patient], Client]


@pytest.fixture
def desk(ana: User, signed_in: SignIn) -> Client:
    return signed_in(ana)


@pytest.fixture
def signed_note(ana: User, cal_episode: Episode, now: object) -> Examination:
    return ExaminationFactory.create(
        episode=cal_episode, author=ana, signed_at=now, signed_by=ana, signed_as="Ana Reyes, PH12345"
    )


def test_an_addendum_pressed_twice_is_one(desk: Client, signed_note: Examination) -> None:
    for _ in range(3):
        desk.post(reverse("staff:addendum", args=[signed_note.uuid]), {"text": "Later.", "reason": "Remembered."})
    assert Addendum.objects.count() == 1


def test_an_addendum_that_is_too_long_comes_back_whole(desk: Client, signed_note: Examination) -> None:
    text = "word " * 1200 + "end"
    page = desk.post(reverse("staff:addendum", args=[signed_note.uuid]), {"text": text, "reason": "Remembered."})
    assert page.status_code == 422
    assert text in page.content.decode()
    assert not Addendum.objects.exists()


def test_a_plan_typed_in_an_old_tab_is_still_on_the_page(desk: Client, ana: User, cal_episode: Episode) -> None:
    note = ExaminationFactory.create(episode=cal_episode, author=ana)
    save = reverse("staff:examination-save", args=[note.uuid])
    desk.post(save, {"section": "plan", "version": "0", "plan": "Load first."})
    page = desk.post(save, {"section": "plan", "version": "0", "plan": "Strength first, then hills."})
    assert page.status_code == 409
    assert "Strength first, then hills." in page.content.decode()
    assert "changed this to “Load first.” meanwhile" in page.content.decode()
    note.refresh_from_db()
    assert note.plan == "Load first."


def test_a_programme_assigned_by_a_double_click_is_one(desk: Client, cal_episode: Episode) -> None:
    template = ProgrammeTemplateFactory.create()
    address = reverse("staff:plan", args=[cal_episode.patient.uuid])
    form = desk.get(address).context["form"]
    for _ in range(3):
        desk.post(address, {"template": template.key, "starts_on": form["starts_on"].value()})
    assert Programme.objects.count() == 1


def test_a_reason_that_is_too_long_decides_nothing(desk: Client, cal_episode: Episode) -> None:
    flag, suggestion = RedFlagFactory.create(patient=cal_episode.patient), SuggestionFactory.create()
    desk.post(reverse("staff:clear-red-flag", args=[flag.uuid]), {"why": "w" * 401})
    desk.post(reverse("staff:decide"), {"suggestion": suggestion.uuid, "decision": "override", "why": "w" * 401})
    flag.refresh_from_db()
    suggestion.refresh_from_db()
    assert (flag.cleared_at, suggestion.state) == (None, Suggestion.State.WAITING)


def test_an_activity_with_too_long_a_name_is_asked_for_again(desk: Client, cal_episode: Episode) -> None:
    address = reverse("staff:measure", args=[cal_episode.patient.uuid])
    typed = {"instrument": "psfs", "activity_1": "3", "label_activity_1": "r" * 90}
    page = desk.post(address, typed)
    assert page.status_code == 422
    assert "r" * 90 in page.content.decode()


def test_what_no_keyboard_makes_is_left_out_of_a_free_text(desk: Client, signed_note: Examination) -> None:
    desk.post(reverse("staff:addendum", args=[signed_note.uuid]), {"text": "Late\x00r.", "reason": "\x00Remembered."})
    assert [(each.text, each.reason) for each in Addendum.objects.all()] == [("Later.", "Remembered.")]
