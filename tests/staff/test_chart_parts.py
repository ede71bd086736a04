"""Ana reads a chart: what Cal wants back, when the red-flag list was asked, and the events of one kind."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from assessments.models import Examination
from clinic.accounts.models import User
from clinic.admin.chart import make_chart
from clinic.admin.wishes import Activity
from clinic.timeline import ICONS, KINDS, SOURCES, timeline
from patients.models import Episode, Patient
from tests.factories import CheckInFactory, ExaminationFactory, OutcomeScoreFactory, RedFlagFactory, SessionLogFactory

SignIn = Callable[[User | Patient], Client]
Page = Callable[..., str]


@pytest.fixture
def chart(ana: User, cal: Patient, signed_in: SignIn) -> Page:
    client = signed_in(ana)
    return lambda **query: client.get(reverse("staff:chart", args=[cal.uuid]), query).content.decode()


def signed_note(episode: Episode, author: User, findings: dict[str, Any], at: datetime) -> Examination:
    return ExaminationFactory.create(
        episode=episode,
        author=author,
        findings=findings,
        contact_at=at,
        signed_at=at,
        signed_by=author,
        signed_as="Ana Reyes, PH100201",
    )


def test_wishes_are_the_patients_own_activities_with_first_and_last_rating(
    ana: User, cal: Patient, cal_episode: Episode, now: datetime, chart: Page
) -> None:
    names = {"activity_1": "Run 5 km", "activity_2": "Kneel <down>"}
    OutcomeScoreFactory.create(
        episode=cal_episode,
        instrument="psfs",
        answers={"activity_1": 4, "activity_2": 6},
        labels=names,
        score=5,
        collected_on=now.date() - timedelta(days=30),
    )
    OutcomeScoreFactory.create(
        episode=cal_episode, instrument="psfs", answers={"activity_1": 8}, score=8, collected_on=now.date()
    )
    made = make_chart(patient=cal, user=ana, now=now)
    assert made.wishes.activities == (Activity("Run 5 km", 8, 4), Activity("Kneel <down>", None, 6))
    page = chart()
    assert "8 of 10, was 4" in page
    assert "Kneel &lt;down&gt;" in page
    assert "not rated" in page


def test_goals_come_from_the_newest_signed_note_that_has_any(
    ana: User, cal_episode: Episode, now: datetime, chart: Page
) -> None:
    goals = [{"goal": "Parkrun", "target": "2027-01-29"}, {"goal": "Stairs at work"}]
    for days, findings in ((20, {"S30": goals}), (2, {"S31": ["none"]})):
        signed_note(cal_episode, ana, findings, now - timedelta(days=days))
    page = chart()
    assert "By 29 Jan 2027" in page
    assert "Stairs at work" in page


def test_a_chart_without_wishes_has_no_empty_card(cal_episode: Episode, chart: Page) -> None:
    assert "wishes-title" not in chart()


def test_the_chart_says_when_the_list_was_asked(ana: User, cal_episode: Episode, now: datetime, chart: Page) -> None:
    assert "Not asked yet" in chart()
    note = signed_note(cal_episode, ana, {"S31": ["none"]}, now - timedelta(days=2))
    CheckInFactory.create(patient=cal_episode.patient, on=now.date(), red_flags={"RF05": False})
    page = chart()
    assert f"The list was asked on {note.contact_at:%-d %b}: none of it." in page
    assert f"last on {now:%-d %b}" in page


def test_with_a_flag_open_nothing_on_the_chart_calls_the_list_clear(cal_episode: Episode, chart: Page) -> None:
    RedFlagFactory.create(patient=cal_episode.patient)
    assert "screened-title" not in chart()


def test_what_was_ticked_and_cleared_since_is_not_called_none(
    ana: User, cal_episode: Episode, now: datetime, chart: Page
) -> None:
    signed_note(cal_episode, ana, {"S31": ["RF10"]}, now)
    page = chart()
    assert "what was ticked then is cleared" in page
    assert "none of it" not in page


def test_every_kind_of_event_has_words_an_icon_and_a_source() -> None:
    assert set(KINDS) == set(ICONS) == set(SOURCES)


def test_the_timeline_shows_one_kind_when_asked(ana: User, cal: Patient, cal_episode: Episode, chart: Page) -> None:
    SessionLogFactory.create(programme__episode=cal_episode, note="Too busy")
    CheckInFactory.create(patient=cal)
    assert {event.kind for event in timeline(patient=cal, user=ana, kind="check_in")} == {"check_in"}
    page = chart(show="check_in")
    assert "Morning check" in page
    assert "Too busy" not in page
    assert "None of these yet" in chart(show="letter")


@pytest.mark.parametrize("show", ["nothing", "<b>", "visit,score", "0"])
def test_a_kind_that_is_none_shows_all(cal: Patient, cal_episode: Episode, chart: Page, show: str) -> None:
    CheckInFactory.create(patient=cal)
    assert "Morning check" in chart(show=show)
