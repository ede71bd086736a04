"""While a danger sign stands open the patient reads what to do on every page, and no session is begun."""

from collections.abc import Callable
from datetime import date, datetime

import pytest
from django.test import Client
from django.urls import reverse

from assessments.models import RedFlag
from clinic.accounts.models import User
from patients.models import Episode, Patient
from programmes.models import Programme, Row, SessionLog
from tests.factories import OutcomeRequestFactory, RedFlagFactory
from tests.portal.test_session import LOG, sent

SignedIn = Callable[[User | Patient], Client]
SESSION = reverse("portal:session")
CALL_999 = "Call 999 or go to A&amp;E now."


@pytest.fixture
def emergency(cal: Patient) -> RedFlag:
    return RedFlagFactory.create(patient=cal, rule="RF05", level=RedFlag.Level.EMERGENCY)


@pytest.mark.parametrize(
    "page",
    ["today", "progress", "learn", "visits", "messages", "me", "session-log", "flare", "running", "signs", "check-in"],
)
def test_the_fixed_words_stand_on_every_page(
    signed_in: SignedIn, cal: Patient, programme: Programme, emergency: RedFlag, page: str
) -> None:
    assert CALL_999 in signed_in(cal).get(reverse(f"portal:{page}")).text


def test_they_stand_on_a_page_of_one_question_too(
    signed_in: SignedIn, cal: Patient, cal_episode: Episode, emergency: RedFlag
) -> None:
    form = OutcomeRequestFactory.create(episode=cal_episode, instrument="akps")
    page = signed_in(cal).get(reverse("portal:form-question", args=[form.uuid, 1]))
    assert page.status_code == 200
    assert CALL_999 in page.text


@pytest.mark.parametrize("level", [RedFlag.Level.EMERGENCY, RedFlag.Level.SAME_DAY])
def test_no_session_is_begun(signed_in: SignedIn, cal: Patient, programme: Programme, level: RedFlag.Level) -> None:
    RedFlagFactory.create(patient=cal, level=level)
    client = signed_in(cal)
    today = client.get(reverse("portal:today")).text
    assert "Your exercises are stopped" in today
    assert "Start: " not in today
    row = Row.objects.filter(phase__programme=programme).first()
    assert row
    for address in (SESSION, reverse("portal:session-exercise", args=[row.uuid])):
        page = client.get(address)
        assert page.status_code == 409
        assert "Your exercises are stopped" in page.text
        assert "data-play" not in page.text


def test_a_milder_flag_stops_nothing(signed_in: SignedIn, cal: Patient, programme: Programme) -> None:
    RedFlagFactory.create(patient=cal, level=RedFlag.Level.URGENT)
    assert signed_in(cal).get(SESSION).status_code == 200


def test_a_session_done_before_is_still_kept(
    signed_in: SignedIn, cal: Patient, programme: Programme, on: date, emergency: RedFlag
) -> None:
    assert signed_in(cal).post(LOG, sent(programme, on)).status_code == 302
    assert SessionLog.objects.get().on == on


def test_the_session_is_back_once_a_clinician_has_cleared_it(
    signed_in: SignedIn, cal: Patient, programme: Programme, emergency: RedFlag, ana: User, now: datetime
) -> None:
    emergency.clear(by=ana, why="Scan clear, calf soft.", at=now)
    page = signed_in(cal).get(SESSION)
    assert page.status_code == 200
    assert CALL_999 not in page.text
