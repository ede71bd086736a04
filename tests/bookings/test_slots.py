"""The diary's free slots, against a clerk who looks at every minute."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clinic.bookings.slots import LONDON, AppointmentType, Busy, Slot, WorkingHours, closed, free

ANA, BEN = 1, 2
ROOM_ONE, ROOM_TWO = 10, 20
TUESDAY = date(2026, 11, 24)
SPRING, AUTUMN = date(2026, 3, 29), date(2026, 10, 25)
FIRST = AppointmentType("first", 60, buffer_after=0)
REVIEW = AppointmentType("review", 30)
PHONE = AppointmentType("phone", 15, needs_room=False)
MINUTE = timedelta(minutes=1)


def at(day: date, clock: str, *, fold: int = 0) -> datetime:
    return datetime.combine(day, time.fromisoformat(clock), LONDON).replace(fold=fold)


def works(physio: int, day: date, opens: str, closes: str, room: int | None = None) -> WorkingHours:
    return WorkingHours(physio, day.weekday(), time.fromisoformat(opens), time.fromisoformat(closes), room)


def ask(
    hours: list[WorkingHours],
    busy: list[Busy] | None = None,
    *,
    types: tuple[AppointmentType, ...] = (REVIEW,),
    rooms: tuple[int, ...] = (ROOM_ONE, ROOM_TWO),
    day: date = TUESDAY,
    to: date | None = None,
    now: datetime | None = None,
    **kwargs: object,
) -> list[Slot]:
    return free(
        hours=hours,
        busy=busy or [],
        types=types,
        physios=(ANA, BEN),
        rooms=rooms,
        frm=day,
        to=to or day,
        now=now or at(day - timedelta(days=1), "09:00"),
        **kwargs,  # type: ignore[arg-type]
    )


def clocks(slots: list[Slot]) -> list[str]:
    return [slot.start.astimezone(LONDON).strftime("%H:%M%z") for slot in slots]


def test_a_morning_has_a_slot_on_every_quarter_until_the_visit_no_longer_fits() -> None:
    assert clocks(ask([works(ANA, TUESDAY, "09:00", "10:00")])) == ["09:00+0000", "09:15+0000", "09:30+0000"]


def test_a_visit_may_start_the_minute_another_ends_and_end_the_minute_the_next_starts() -> None:
    taken = [
        Busy(at(TUESDAY, "09:00"), at(TUESDAY, "09:30"), ANA, ROOM_ONE),
        Busy(at(TUESDAY, "10:00"), at(TUESDAY, "12:00"), ANA, ROOM_ONE),
    ]
    assert clocks(ask([works(ANA, TUESDAY, "09:00", "12:00")], taken)) == ["09:30+0000"]


def test_the_minutes_after_a_visit_stay_clear_but_may_run_past_closing() -> None:
    lunch = Busy(at(TUESDAY, "10:00"), at(TUESDAY, "11:00"), ANA)
    notes = AppointmentType("first", 45, buffer_after=15)
    found = ask([works(ANA, TUESDAY, "09:00", "11:45")], [lunch], types=(notes,))
    assert clocks(found) == ["09:00+0000", "11:00+0000"]


def test_two_physios_at_one_time_come_in_the_order_they_were_asked_for() -> None:
    found = ask([works(BEN, TUESDAY, "09:00", "09:30"), works(ANA, TUESDAY, "09:00", "09:30")])
    assert [slot.physio for slot in found] == [ANA, BEN]


def test_ana_gets_her_own_room_and_the_other_when_hers_is_taken() -> None:
    hours = [works(ANA, TUESDAY, "09:00", "10:00", ROOM_TWO)]
    busy = [Busy(at(TUESDAY, "09:30"), at(TUESDAY, "10:00"), room=ROOM_TWO)]
    assert [slot.room for slot in ask(hours, busy)] == [ROOM_TWO, ROOM_ONE, ROOM_ONE]


def test_a_phone_call_needs_no_room_and_a_visit_without_one_is_not_offered() -> None:
    hours = [works(ANA, TUESDAY, "09:00", "09:30")]
    full = [Busy(at(TUESDAY, "08:00"), at(TUESDAY, "18:00"), room=room) for room in (ROOM_ONE, ROOM_TWO)]
    assert ask(hours, full) == []
    assert [slot.room for slot in ask(hours, full, types=(PHONE,))] == [None, None]


def test_notice_counts_hours_and_the_horizon_counts_days() -> None:
    hours = [works(ANA, TUESDAY, "09:00", "17:00")]
    now = at(TUESDAY, "09:10")
    assert clocks(ask(hours, now=now, notice=timedelta(hours=2)))[0] == "11:15+0000"
    weeks = ask(hours, to=TUESDAY + timedelta(days=60), now=now, horizon_days=14, types=(FIRST,))
    assert weeks[-1].start.date() == TUESDAY + timedelta(days=14)


@pytest.mark.parametrize(
    ("part", "first", "last"),
    [("morning", "11:00", "11:45"), ("afternoon", "12:00", "16:45"), ("evening", "17:00", "18:30")],
)
def test_parts_of_the_day_are_read_off_the_start(part: str, first: str, last: str) -> None:
    found = clocks(ask([works(ANA, TUESDAY, "11:00", "19:00")], part_of_day=part))
    assert (found[0][:5], found[-1][:5]) == (first, last)


def test_a_bank_holiday_shuts_the_whole_day_and_no_more() -> None:
    monday = date(2026, 5, 4)
    hours = [works(ANA, monday, "00:00", "00:00"), works(ANA, monday + timedelta(days=1), "00:00", "01:00")]
    found = ask(hours, [closed(monday, monday)], day=monday, to=monday + timedelta(days=1))
    assert clocks(found) == ["00:00+0100", "00:15+0100", "00:30+0100"]


def test_no_visit_starts_in_the_hour_that_spring_skips() -> None:
    found = clocks(ask([works(ANA, SPRING, "00:30", "02:30")], day=SPRING))
    assert found == ["00:30+0000", "00:45+0000", "02:00+0100"]


def test_the_hour_that_autumn_repeats_is_two_hours() -> None:
    found = ask([works(ANA, AUTUMN, "01:00", "02:00")], day=AUTUMN)
    assert clocks(found) == [
        *("01:00+0100", "01:15+0100", "01:30+0100", "01:45+0100"),
        *("01:00+0000", "01:15+0000", "01:30+0000"),
    ]
    assert len({slot.start for slot in found}) == 7


def test_a_booking_in_the_first_of_the_repeated_hours_leaves_the_second_free() -> None:
    taken = Busy(at(AUTUMN, "01:00"), at(AUTUMN, "01:00", fold=1), ANA)
    found = ask([works(ANA, AUTUMN, "01:00", "02:00")], [taken], day=AUTUMN)
    assert clocks(found) == ["01:00+0000", "01:15+0000", "01:30+0000"]


def test_a_span_that_ends_before_it_starts_is_refused() -> None:
    with pytest.raises(ValueError, match="ends before it starts"):
        ask([works(ANA, TUESDAY, "09:00", "10:00")], [Busy(at(TUESDAY, "10:00"), at(TUESDAY, "09:00"))])


def test_the_first_ten_of_twenty_physios_look_at_the_first_day_only() -> None:
    days: list[date] = []

    class Noting(date):
        def weekday(self) -> int:
            days.append(self)
            return super().weekday()

    hours = [works(n, TUESDAY + timedelta(days=d), "09:00", "17:00") for n in range(20) for d in range(5)]
    found = free(
        hours=hours,
        busy=[],
        types=(REVIEW,),
        physios=range(20),
        rooms=(ROOM_ONE,),
        frm=Noting(2026, 11, 24),
        to=TUESDAY + timedelta(days=56),
        now=at(TUESDAY, "08:00"),
        limit=10,
    )
    assert len(found) == 10
    assert set(days) == {TUESDAY}


# The clerk: no intervals, no bisection; a set of minutes for each person and room.


def clerk(
    hours: list[WorkingHours],
    busy: list[Busy],
    types: tuple[AppointmentType, ...],
    day: date,
    now: datetime,
    notice: timedelta,
    step: int,
) -> list[tuple[datetime, int, int | None, str]]:
    midnight = datetime(day.year, day.month, day.day, tzinfo=UTC) - timedelta(hours=3)
    minutes = [midnight + n * MINUTE for n in range(32 * 60)]
    shown = {minute: minute.astimezone(LONDON) for minute in minutes}
    today = [minute for minute in minutes if shown[minute].date() == day]
    tomorrow = today[-1] + MINUTE

    def moment(clock: time, *, last: bool) -> datetime:
        if last and clock == time(0):
            return tomorrow
        showings = [m for m in today if shown[m].time() == clock]
        if not showings:  # skipped in spring: the clock is an hour ahead of the time that was meant
            showings = [m for m in today if shown[m].time() == time(clock.hour + 1, clock.minute)]
        return showings[-1] if last else showings[0]

    def taken(minute: datetime, physio: int | None, room: int | None) -> bool:
        for span in busy:
            if span.start.astimezone(UTC) <= minute < span.end.astimezone(UTC):
                everyone = span.physio is None and span.room is None
                if physio is not None and (everyone or span.physio == physio):
                    return True
                if room is not None and span.room == room:
                    return True
        return False

    answers = []
    for minute in today:
        clock = shown[minute]
        if (clock.hour * 60 + clock.minute) % step or minute < now.astimezone(UTC) + notice:
            continue
        for physio in (ANA, BEN):
            for shift in hours:
                if shift.physio != physio or shift.weekday != day.weekday():
                    continue
                opens, closes = moment(shift.opens, last=False), moment(shift.closes, last=True)
                for kind in types:
                    visit = [minute + n * MINUTE for n in range(kind.minutes)]
                    clear = visit + [visit[-1] + (n + 1) * MINUTE for n in range(kind.buffer_after)]
                    if not all(opens <= m < closes for m in visit):
                        continue
                    if any(taken(m, physio, None) for m in clear):
                        continue
                    room = None
                    if kind.needs_room:
                        wished = [shift.room, ROOM_ONE, ROOM_TWO]
                        fit = [r for r in wished if r is not None and not any(taken(m, None, r) for m in clear)]
                        if not fit:
                            continue
                        room = fit[0]
                    answers.append((minute, physio, room, kind.key))
    return answers


days = st.sampled_from([SPRING, AUTUMN, TUESDAY, date(2028, 2, 29), date(2026, 7, 1)])
times = st.integers(0, 95).map(lambda quarter: time(quarter // 4, quarter % 4 * 15))
small_hours = st.integers(0, 15).map(lambda quarter: time(quarter // 4, quarter % 4 * 15))


@st.composite
def diaries(draw: st.DrawFn) -> tuple[date, list[WorkingHours], list[Busy]]:
    day = draw(days)
    clock = draw(st.sampled_from([times, small_hours]))
    hours = []
    for physio in (ANA, BEN):
        # Two stretches at most, and never overlapping: the database forbids that.
        marks = sorted(set(draw(st.lists(clock, min_size=2, max_size=4))))
        for opens, closes in list(pairwise(marks))[::2]:
            room = draw(st.sampled_from([None, ROOM_ONE, ROOM_TWO]))
            hours.append(WorkingHours(physio, day.weekday(), opens, closes, room))
    start = datetime(day.year, day.month, day.day, tzinfo=UTC) - timedelta(hours=2)
    busy = []
    for _ in range(draw(st.integers(0, 6))):
        begins = start + timedelta(minutes=draw(st.integers(0, 28 * 60)))
        ends = begins + timedelta(minutes=draw(st.integers(0, 150)))
        whose = draw(st.sampled_from([None, ANA, BEN]))
        room = draw(st.sampled_from([None, None, ROOM_ONE, ROOM_TWO]))
        busy.append(Busy(begins.astimezone(LONDON), ends.astimezone(LONDON), whose, room))
    return day, hours, busy


@settings(max_examples=60, deadline=None)
@given(
    diary=diaries(),
    minutes=st.integers(1, 90),
    buffer=st.integers(0, 20),
    ahead=st.integers(0, 8 * 60),
    step=st.sampled_from([5, 15, 20, 45]),
)
def test_the_slots_are_those_of_a_clerk_who_looks_at_every_minute(
    diary: tuple[date, list[WorkingHours], list[Busy]], minutes: int, buffer: int, ahead: int, step: int
) -> None:
    day, hours, busy = diary
    kinds = (AppointmentType("first", minutes, buffer), PHONE)
    now = datetime(day.year, day.month, day.day, tzinfo=UTC) - timedelta(hours=6)
    notice = timedelta(minutes=ahead)
    found = ask(hours, busy, types=kinds, day=day, now=now, notice=notice, step_minutes=step)
    told = [(slot.start, slot.physio, slot.room, slot.type) for slot in found]
    assert told == clerk(hours, busy, kinds, day, now, notice, step)
    assert all(slot.end - slot.start in (minutes * MINUTE, 15 * MINUTE) for slot in found)
