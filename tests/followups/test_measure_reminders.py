"""Reminders of measures: the opening day, three and seven days later, none when answered or closed."""

from datetime import date, datetime, timedelta

import pytest

from assessments.models import OutcomeRequest
from clinic.followups.kinds import all_kinds
from clinic.followups.models import FollowUp
from clinic.followups.sweep import plan_kind
from patients.models import Episode
from tests.factories import OutcomeRequestFactory


def ask(episode: Episode, point: str, *, opens: date, open_for: int, instrument: str = "nprs_w") -> OutcomeRequest:
    return OutcomeRequestFactory.create(
        episode=episode,
        instrument=instrument,
        point=point,
        opens_on=opens,
        due_on=opens + timedelta(days=open_for // 2),
        closes_on=opens + timedelta(days=open_for),
    )


def reminded(key: str, now: datetime, days: int) -> list[int]:
    """The days, counted from now, on which a kind plans a message; every morning is looked at."""
    for day in range(days):
        plan_kind(all_kinds()[key], now + timedelta(days=day))
    rows = FollowUp.objects.filter(kind=key).order_by("due_at")
    return [(row.due_at.date() - now.date()).days for row in rows]


@pytest.mark.parametrize(
    ("key", "point", "open_for"),
    [
        ("measure_due", "week_2", 8),
        ("measure_due", "week_6", 14),
        ("measure_due", "week_12", 20),
        ("measure_due", "discharge", 10),
        ("months_6_and_12", "month_6", 42),
        ("months_6_and_12", "month_12", 56),
    ],
)
def test_three_reminders_and_no_more(
    cal_episode: Episode, now: datetime, on: date, key: str, point: str, open_for: int
) -> None:
    ask(cal_episode, point, opens=on + timedelta(days=1), open_for=open_for)
    assert reminded(key, now, open_for + 10) == [1, 4, 8]


def test_no_reminder_after_the_last_day(cal_episode: Episode, now: datetime, on: date) -> None:
    ask(cal_episode, "discharge", opens=on, open_for=2)
    assert reminded("measure_due", now, 12) == [0]


def test_no_reminder_of_what_has_been_answered(cal_episode: Episode, now: datetime, on: date) -> None:
    form = ask(cal_episode, "week_6", opens=on, open_for=14)
    kind = all_kinds()["measure_due"]
    plan_kind(kind, now)
    OutcomeRequest.objects.filter(pk=form.pk).update(state=OutcomeRequest.State.ANSWERED)
    assert kind.still_wanted(FollowUp.objects.get(), now)
    assert reminded("measure_due", now, 12) == [0]


@pytest.mark.parametrize(("key", "point"), [("measure_due", "discharge"), ("months_6_and_12", "month_12")])
def test_a_closed_episode_is_reminded_of_what_it_is_asked(
    cal_episode: Episode, now: datetime, on: date, key: str, point: str
) -> None:
    cal_episode.close(outcome="discharged", on=on)
    ask(cal_episode, point, opens=on, open_for=10)
    assert reminded(key, now, 1) == [0]


def test_all_measures_of_a_point_are_one_message(cal_episode: Episode, now: datetime, on: date) -> None:
    for instrument in ("nprs_w", "psfs", "groc"):
        ask(cal_episode, "week_2", opens=on, open_for=8, instrument=instrument)
    assert reminded("measure_due", now, 1) == [0]


def test_a_measure_that_had_to_rest_is_announced_when_it_opens(cal_episode: Episode, now: datetime, on: date) -> None:
    ask(cal_episode, "month_6", opens=on, open_for=42)
    ask(cal_episode, "month_6", opens=on + timedelta(days=5), open_for=37, instrument="akps")
    assert reminded("months_6_and_12", now, 20) == [0, 3, 5, 7, 8, 12]


def test_the_baseline_belongs_to_the_first_visit(cal_episode: Episode, now: datetime, on: date) -> None:
    ask(cal_episode, "baseline", opens=on, open_for=21)
    assert reminded("measure_due", now, 8) == []
