"""Every time that leaves the house has its weekday and its zone, on the two odd nights as well."""

from datetime import UTC, date, datetime, time

import pytest

from clinic.followups.last_look import quiet_ends
from clinic.followups.wording import at_local, clock, when


@pytest.mark.parametrize(
    ("at", "words"),
    [
        (datetime(2026, 12, 3, 17, 40, tzinfo=UTC), "Thursday 3 December, 5:40pm GMT"),
        (datetime(2026, 7, 1, 8, 0, tzinfo=UTC), "Wednesday 1 July, 9am BST"),
        (datetime(2026, 10, 25, 0, 30, tzinfo=UTC), "Sunday 25 October, 1:30am BST"),
        (datetime(2026, 10, 25, 1, 30, tzinfo=UTC), "Sunday 25 October, 1:30am GMT"),
        (datetime(2026, 3, 29, 1, 0, tzinfo=UTC), "Sunday 29 March, 2am BST"),
        (datetime(2028, 2, 29, 12, 0, tzinfo=UTC), "Tuesday 29 February, 12 noon GMT"),
    ],
)
def test_a_time_says_weekday_and_zone(at: datetime, words: str) -> None:
    assert when(at) == words


def test_midnight_and_minutes() -> None:
    assert clock(datetime(2026, 12, 3, 0, 0, tzinfo=UTC)) == "12 midnight"
    assert clock(datetime(2026, 12, 3, 0, 5, tzinfo=UTC)) == "12:05am"


def test_half_past_seven_stays_half_past_seven_over_both_nights() -> None:
    for on in (date(2026, 3, 28), date(2026, 3, 29), date(2026, 10, 24), date(2026, 10, 25)):
        assert clock(at_local(on, time(7, 30))) == "7:30am"


def test_the_hour_that_is_left_out_becomes_the_next_one() -> None:
    assert when(at_local(date(2026, 3, 29), time(1, 30))) == "Sunday 29 March, 2:30am BST"


@pytest.mark.parametrize(
    ("at", "until"),
    [
        (datetime(2026, 11, 24, 20, 59, tzinfo=UTC), None),
        (datetime(2026, 11, 24, 21, 0, tzinfo=UTC), datetime(2026, 11, 25, 8, 0, tzinfo=UTC)),
        (datetime(2026, 11, 25, 7, 59, tzinfo=UTC), datetime(2026, 11, 25, 8, 0, tzinfo=UTC)),
        (datetime(2026, 11, 25, 8, 0, tzinfo=UTC), None),
        # The clocks go forward and back between evening and morning: eight o'clock stays eight o'clock.
        (datetime(2026, 3, 28, 22, 0, tzinfo=UTC), datetime(2026, 3, 29, 7, 0, tzinfo=UTC)),
        (datetime(2026, 10, 24, 21, 0, tzinfo=UTC), datetime(2026, 10, 25, 8, 0, tzinfo=UTC)),
    ],
)
def test_quiet_hours_end_at_eight_by_the_wall_clock(at: datetime, until: datetime | None) -> None:
    assert quiet_ends(at, time(21), time(8)) == until


def test_quiet_hours_by_day_for_whoever_works_at_night() -> None:
    noon = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
    assert quiet_ends(noon, time(9), time(17)) == datetime(2026, 11, 24, 17, 0, tzinfo=UTC)
    assert quiet_ends(noon, time(13), time(17)) is None
