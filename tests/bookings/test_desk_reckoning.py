"""The pure parts of the board: the reply clock, the rows of a day, and what stands side by side."""

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinic.bookings.choosing import wishes_of
from clinic.bookings.daygrid import Hours, gaps, hours_of, lanes
from clinic.bookings.reply import Wait, opening, waited
from clinic.bookings.slots import LONDON
from patients.search import birth_date

WEEK = opening([(day, time(8), time(18)) for day in range(5)])


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=LONDON)


@pytest.mark.parametrize(
    ("since", "now", "minutes"),
    [
        (at(24, 9), at(24, 9, 18), 18),
        (at(23, 17, 30), at(24, 8, 30), 60),  # over night
        (at(20, 17), at(23, 9), 120),  # over the weekend
        (at(24, 19), at(24, 22), 0),
        (at(24, 9), at(24, 8), 0),
    ],
)
def test_the_reply_clock_runs_only_while_the_clinic_is_open(since: datetime, now: datetime, minutes: int) -> None:
    assert waited(since=since, now=now, triage="routine", hours=WEEK, shut=()).minutes == minutes


def test_the_reply_clock_stands_still_on_a_closed_day() -> None:
    assert (
        waited(since=at(23, 17), now=at(25, 9), triage="routine", hours=WEEK, shut=[date(2026, 11, 24)]).minutes == 120
    )


def test_without_hours_the_plain_clock_counts() -> None:
    assert waited(since=at(23, 9), now=at(24, 9), triage="urgent", hours={}, shut=()).minutes == 24 * 60


@pytest.mark.parametrize(("minutes", "words"), [(0, "0 min"), (59, "59 min"), (130, "2 h 10"), (41 * 60 + 5, "41 h")])
def test_an_age_is_said_shortly(minutes: int, words: str) -> None:
    assert Wait(minutes, 480).words == words


def test_two_physios_hours_make_one_opening() -> None:
    both = opening([(0, time(8), time(13)), (0, time(12), time(17)), (0, time(18), time(20))])
    assert both == {0: ((time(8), time(17)), (time(18), time(20)))}


def test_a_day_is_drawn_from_its_first_to_its_last_hour() -> None:
    hours = hours_of([(at(24, 8, 15), at(24, 9)), (at(24, 16), at(24, 17, 5))])
    assert (hours.first, hours.last, hours.rows) == (8, 18, 120)
    assert (hours.row(at(24, 8)), hours.row(at(24, 9, 10))) == (1, 15)
    assert hours.span(at(24, 9), at(24, 9, 45)) == 9


def test_a_visit_past_midnight_ends_with_the_day() -> None:
    hours = hours_of([(at(24, 23), at(25, 0, 30))])
    assert (hours.first, hours.last) == (23, 24)
    assert hours.span(at(24, 23), at(25, 0, 30)) == 12


@given(start=st.integers(0, 287), length=st.integers(1, 288), first=st.integers(0, 12), last=st.integers(13, 24))
def test_every_block_has_a_class_and_stays_in_the_drawing(start: int, length: int, first: int, last: int) -> None:
    hours = Hours(first, last)
    begin = at(24, 0) + timedelta(minutes=5 * start)
    row, rows = hours.row(begin), hours.span(begin, begin + timedelta(minutes=5 * length))
    assert 1 <= row <= 288
    assert 1 <= rows <= 288
    assert row + rows - 1 <= max(hours.rows, row)


def test_visits_that_share_a_time_share_the_width() -> None:
    spans = [
        (at(24, 9), at(24, 10)),
        (at(24, 9, 30), at(24, 10, 30)),
        (at(24, 10), at(24, 11)),
        (at(24, 11), at(24, 12)),
    ]
    assert lanes(spans) == [(1, 2), (2, 2), (1, 2), (1, 1)]


def test_gaps_are_what_is_left_and_long_enough() -> None:
    left = gaps(
        (at(24, 9), at(24, 12)),
        [(at(24, 9, 10), at(24, 10)), (at(24, 10, 30), at(24, 12, 30))],
        least=timedelta(minutes=20),
    )
    assert left == [(at(24, 10), at(24, 10, 30))]


def test_wishes_are_read_from_words() -> None:
    assert wishes_of(["Evenings", "thu_morning", "Not sure"]) == ({"evening", "morning"}, {3})


@pytest.mark.parametrize("words", ["14 3 1988", "14/03/1988", "14.3.1988", "14 Mar 1988", "14031988", "1988-03-14"])
def test_a_birth_date_is_read_as_it_is_said(words: str) -> None:
    assert birth_date(words) == date(1988, 3, 14)


def test_a_name_is_no_birth_date() -> None:
    assert birth_date("May Day") is None
