"""The page of an examination: where the physio is in it, what is left, what lies outside, what is to be fixed."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from assessments import examination as form
from assessments.forms.headings import HEADINGS
from assessments.models import Examination
from assessments.services import start_examination
from clinic.accounts.models import User
from patients.models import Episode, Patient
from tests.factories import NINE, ExaminationFactory

SignIn = Callable[[User | Patient], Client]


@pytest.fixture
def draft(cal_episode: Episode, ana: User) -> Examination:
    return start_examination(episode=cal_episode, kind="first", by=ana, now=timezone.now())


def section(client: Client, note: Examination, key: str) -> str:
    page = client.get(reverse("staff:examination", args=[note.uuid]), {"section": key})
    assert page.status_code == 200
    return page.content.decode()


def save(client: Client, note: Examination, **boxes: Any) -> Any:
    told = {"version": note.version, **boxes}
    return client.post(
        reverse("staff:examination-save", args=[note.uuid]), told, headers={"accept": "application/json"}
    )


def test_the_heading_counts_the_needed_answers_and_leads_to_the_first(
    ana: User, draft: Examination, signed_in: SignIn
) -> None:
    needed = [one for one in dict(form.sections())[form.Section.HISTORY] if one.required]
    page = section(signed_in(ana), draft, "history")
    assert f'<a href="#f-S01">{len(needed)} needed answers left</a>, next: side' in page
    told = save(signed_in(ana), draft, section="history", touched="S01", S01="left").json()
    assert f'<a href="#f-S02">{len(needed) - 1} needed answers left</a>, next: onset' in told["needed"]


def test_a_review_needs_no_answer_again(ana: User, cal_episode: Episode, signed_in: SignIn) -> None:
    review = start_examination(episode=cal_episode, kind="review", by=ana, now=timezone.now())
    assert "needed answer" not in section(signed_in(ana), review, "history")


def test_headings_stand_only_over_what_everybody_is_asked() -> None:
    assert {form.BY_ID[one].shown for one in HEADINGS} == {"always"}


def test_the_parts_of_a_long_section_can_be_jumped_to(ana: User, draft: Examination, signed_in: SignIn) -> None:
    page = section(signed_in(ana), draft, "kneecap_and_length")
    jumps = re.findall(r'<li><a href="#(g-\w+)">', page)
    assert jumps == ["g-O02", "g-O06", "g-O07", "g-O26", "g-O29"]
    assert all(f'id="{one}"' in page for one in jumps)


def test_parts_of_a_test_stand_left_beside_right(ana: User, draft: Examination, signed_in: SignIn) -> None:
    page = section(signed_in(ana), draft, "kneecap_and_length")
    girths = re.findall(r'name="(O03\.\w+\.\w+)"', page)
    assert [path.split(".")[1] for path in girths] == ["left", "right", "left", "right"]
    assert girths[0].rsplit(".", 1)[-1] == girths[1].rsplit(".", 1)[-1]


def test_only_the_limb_that_lies_outside_is_marked(ana: User, draft: Examination, signed_in: SignIn) -> None:
    boxes = {"O13.left": "4", "O13.right": "1"}
    told = save(signed_in(ana), draft, section="movement", touched=" ".join(boxes), **boxes).json()
    assert told["flagged"]["O13"] == ["left"]
    assert told["flagged"]["O14"] == []
    draft.refresh_from_db()
    page = section(signed_in(ana), draft, "movement")
    assert re.findall(r'exam__cell--flagged" data-limb="(\w+)"', page) == ["Left"]


def test_without_a_script_the_summary_names_the_field_and_leads_into_it(
    ana: User, draft: Examination, signed_in: SignIn
) -> None:
    address = reverse("staff:examination-save", args=[draft.uuid])
    sent = {"version": draft.version, "section": "history", "S06.worst": "44"}
    page = signed_in(ana).post(address, sent)
    assert page.status_code == 422
    words = page.content.decode()
    assert '<a href="#i-S06-worst">Pain, last 7 days: Give a number from 0 to 10.</a>' in words
    assert 'id="i-S06-worst"' in words


def test_the_source_of_a_figure_is_read_and_not_only_hovered(ana: User, draft: Examination, signed_in: SignIn) -> None:
    page = section(signed_in(ana), draft, "movement")
    assert "specificity (to be confirmed by the clinical lead)</span>" in page
    assert "title=" not in page[page.index("data-examination") :]


def test_no_two_things_on_the_page_have_one_name(ana: User, draft: Examination, signed_in: SignIn) -> None:
    for one in form.Section:
        idents = re.findall(r'\sid="([^"]+)"', section(signed_in(ana), draft, one))
        assert {ident for ident in idents if idents.count(ident) > 1} == set(), one


def test_a_signed_note_goes_on_paper_with_whose_it_is_and_who_signed(
    ana: User, cal_episode: Episode, signed_in: SignIn
) -> None:
    note = ExaminationFactory.create(
        episode=cal_episode,
        author=ana,
        findings={"S02": {"on": "2026-09-04"}, "O13": {"left": 4}},
        plan="Hip first, then knee.",
        signed_by=ana,
        signed_at=NINE,
        signed_as="Ana Reyes, PH100201",
    )
    page = signed_in(ana).get(reverse("staff:note-print", args=[note.uuid])).content.decode()
    for words in (
        "Cal Morgan, born 27 March 1991",
        "Printed ",
        "Hip first, then knee.",
        "Step-down quality",
        "4 Sep 2026",
        note.signed_as,
    ):
        assert words in page


def test_a_draft_stays_off_the_paper(ana: User, draft: Examination, signed_in: SignIn) -> None:
    assert signed_in(ana).get(reverse("staff:note-print", args=[draft.uuid])).status_code == 404
