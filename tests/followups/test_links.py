"""Links in mails open one thing, for a while, and never by themselves."""

from datetime import date, datetime, timedelta

import pytest

from clinic.followups.links import (
    LinkGone,
    morning_token,
    read_morning_token,
    read_visit_token,
    visit_token,
)
from patients.models import Patient
from tests.factories import AppointmentFactory, FollowUpFactory

pytestmark = pytest.mark.django_db


def test_a_morning_link_knows_cal_and_the_morning(cal: Patient, now: datetime) -> None:
    asked = FollowUpFactory.create(kind="morning_check", patient=cal, due_at=now)
    ask = read_morning_token(morning_token(asked), now=now)
    assert (ask.patient, ask.on, ask.followup) == (cal, date(2026, 11, 24), asked)


def test_a_morning_link_ends_with_the_day(cal: Patient, now: datetime) -> None:
    token = morning_token(FollowUpFactory.create(kind="morning_check", patient=cal, due_at=now))
    midnight = datetime(2026, 11, 25, tzinfo=now.tzinfo)
    assert read_morning_token(token, now=midnight - timedelta(seconds=1))
    with pytest.raises(LinkGone, match="run out"):
        read_morning_token(token, now=midnight)


def test_every_changed_letter_breaks_a_link(cal: Patient, now: datetime) -> None:
    token = morning_token(FollowUpFactory.create(kind="morning_check", patient=cal, due_at=now))
    for place, letter in enumerate(token):
        # The last letter of a signature holds spare bits: change the one before instead.
        broken = token[:place] + ("A" if letter != "A" else "B") + token[place + 1 :]
        if place == len(token) - 1:
            broken = token[:-1]
        with pytest.raises(LinkGone):
            read_morning_token(broken, now=now)


def test_a_visit_link_opens_no_morning_page(cal: Patient, now: datetime) -> None:
    visit = AppointmentFactory.create(start=now + timedelta(hours=5))
    with pytest.raises(LinkGone):
        read_morning_token(visit_token(visit), now=now)


def test_a_visit_link_ends_when_the_visit_starts_or_moves(now: datetime) -> None:
    visit = AppointmentFactory.create(start=now + timedelta(hours=5))
    token = visit_token(visit)
    assert read_visit_token(token, now=now) == visit
    with pytest.raises(LinkGone, match="run out"):
        read_visit_token(token, now=visit.start)
    visit.start += timedelta(days=1)
    visit.end += timedelta(days=1)
    visit.save()
    with pytest.raises(LinkGone, match="moved"):
        read_visit_token(token, now=now)


def test_a_token_says_nothing_about_anybody(cal: Patient, now: datetime) -> None:
    asked = FollowUpFactory.create(kind="morning_check", patient=cal, due_at=now)
    assert "cal" not in morning_token(asked).lower().split(":")[0]
