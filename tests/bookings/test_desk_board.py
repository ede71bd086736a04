"""The desk sees the whole day at a glance: who comes, who waits, who asks; and nothing clinical."""

import re
from collections.abc import Callable
from datetime import UTC, time, timedelta
from pathlib import Path

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from clinic.accounts.models import User
from clinic.bookings.board import read_board
from clinic.bookings.models import Appointment, Enquiry
from clinic.bookings.week import read_diary_week
from patients.models import Patient
from tests.factories import (
    NINE,
    TUESDAY,
    AppointmentFactory,
    ClosureFactory,
    EnquiryFactory,
    EpisodeFactory,
    PatientFactory,
    PhysioFactory,
    RedFlagFactory,
    WorkingHoursFactory,
)

pytestmark = pytest.mark.django_db
SignedIn = Callable[[User | Patient], Client]
BOARD = "/desk/?on=2026-11-24"


def a_day(visits: int, physios: int = 10) -> None:
    """So many visits of ten minutes, spread over the physios."""
    people = PhysioFactory.create_batch(physios)
    for physio in people:
        WorkingHoursFactory.create(physio=physio)
    for n in range(visits):
        start = NINE + timedelta(minutes=10 * (n // physios))
        AppointmentFactory.create(
            physio=people[n % physios],
            episode=EpisodeFactory.create(lead=people[0]),
            start=start,
            end=start + timedelta(minutes=10),
        )


def test_the_board_costs_eight_queries_for_three_hundred_visits(
    bea: User, signed_in: SignedIn, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    a_day(300)
    EnquiryFactory.create_batch(20)
    browser = signed_in(bea)
    with django_assert_max_num_queries(8):
        page = browser.get(BOARD)
    assert page.status_code == 200
    assert page.content.decode().count("data-visit ") == 300


def test_a_visit_stands_in_its_column_at_its_time(ana: User, bea: User) -> None:
    WorkingHoursFactory.create(physio=ana)
    AppointmentFactory.create(physio=ana, start=NINE, episode=EpisodeFactory.create(lead=ana))
    day = read_board(user=bea, on=TUESDAY, now=NINE).day
    (column,) = day.columns
    (block,) = column.visits
    assert (day.hours.first, block.at, block.rows) == (8, 13, 9)
    assert day.now_row == 13


def test_every_row_that_a_day_can_have_has_its_class_in_the_stylesheet() -> None:
    css = Path("clinic/static/css/desk-times.css").read_text()
    for kind in ("at", "for"):
        assert {int(n) for n in re.findall(rf"\.{kind}-(\d+) ", css)} == set(range(1, 289))


def test_free_time_is_shown_between_visits_and_not_in_the_past(ana: User, bea: User) -> None:
    WorkingHoursFactory.create(physio=ana)
    AppointmentFactory.create(physio=ana, start=NINE + timedelta(hours=1), episode=EpisodeFactory.create(lead=ana))
    day = read_board(user=bea, on=TUESDAY, now=NINE + timedelta(minutes=7)).day
    free = [(f"{b.start:%H:%M}", f"{b.end:%H:%M}") for b in day.columns[0].blocks if b.kind == "free"]
    assert free == [("09:15", "10:00"), ("10:45", "16:00")]


def test_red_flags_stand_first_then_the_oldest(bea: User, ana: User) -> None:
    WorkingHoursFactory.create(physio=ana)
    EnquiryFactory.create(name="Old", received_at=NINE - timedelta(hours=9))
    EnquiryFactory.create(name="Older", received_at=NINE - timedelta(hours=30))
    EnquiryFactory.create(name="Red", received_at=NINE, triage=Enquiry.Triage.EMERGENCY)
    inbox = read_board(user=bea, on=TUESDAY, now=NINE).inbox
    assert [one.enquiry.name for one in inbox] == ["Red", "Older", "Old"]


def test_the_desk_reads_how_urgent_a_red_enquiry_is_but_not_what_was_answered(bea: User, signed_in: SignedIn) -> None:
    red = EnquiryFactory.create(
        triage=Enquiry.Triage.SAME_DAY, red_flags={"RF10": True}, stops="Locked, can't straighten"
    )
    page = signed_in(bea).get(reverse("desk:board")).content.decode()
    assert "Same day" in page
    assert "Red flag. Ring first." in page
    assert "Locked" not in page
    assert "RF10" not in signed_in(bea).get(reverse("desk:enquiry", args=[red.uuid])).content.decode()


def test_an_open_red_flag_of_a_patient_shows_level_and_action_only(bea: User, ana: User, signed_in: SignedIn) -> None:
    visit = AppointmentFactory.create(physio=ana, start=NINE, episode=EpisodeFactory.create(lead=ana))
    RedFlagFactory.create(patient=visit.patient, rule="RF10")
    page = signed_in(bea).get(reverse("desk:visit", args=[visit.uuid])).content.decode()
    assert "Red flag: same day" in page
    assert "RF10" not in page


def test_a_hint_names_what_an_enquiry_has_in_common_with_a_record(bea: User) -> None:
    known = PatientFactory.create(full_name="Gareth Bell", phone="+447700900611")
    EnquiryFactory.create(name="Gareth Bell", phone=known.phone)
    (one,) = read_board(user=bea, on=TUESDAY, now=NINE).inbox
    assert one.hint == "May be a past patient: same name, same phone, 2026"


def test_an_empty_inbox_says_when_the_last_one_was_answered(bea: User, signed_in: SignedIn) -> None:
    EnquiryFactory.create(state=Enquiry.State.CLOSED, answered_at=NINE)
    with time_machine.travel(NINE + timedelta(hours=1)):
        page = signed_in(bea).get(reverse("desk:board")).content.decode()
    assert "All answered." in page
    assert "Last one 9:00." in page


def test_a_closed_day_says_why(bea: User, ana: User, signed_in: SignedIn) -> None:
    WorkingHoursFactory.create(physio=ana, weekday=4)
    ClosureFactory.create()
    assert "Christmas Day" in signed_in(bea).get("/desk/?on=2026-12-25").content.decode()


def test_the_list_view_shows_the_same_visits(bea: User, ana: User, signed_in: SignedIn) -> None:
    visit = AppointmentFactory.create(physio=ana, start=NINE, episode=EpisodeFactory.create(lead=ana))
    page = signed_in(bea).get(BOARD + "&as=list").content.decode()
    assert visit.patient.full_name in page
    assert "<table" in page


def test_an_unreadable_day_is_today(bea: User, signed_in: SignedIn) -> None:
    assert signed_in(bea).get("/desk/?on=2026-13-45").status_code == 200


def test_htmx_gets_the_panel_alone(bea: User, ana: User, signed_in: SignedIn) -> None:
    visit = AppointmentFactory.create(physio=ana, start=NINE, episode=EpisodeFactory.create(lead=ana))
    answer = signed_in(bea).get(reverse("desk:visit", args=[visit.uuid]), headers={"HX-Target": "panel"})
    assert "<html" not in answer.content.decode()
    assert visit.patient.full_name in answer.content.decode()


def test_a_visit_that_nobody_came_to_yet_is_shown_as_late(bea: User, ana: User) -> None:
    AppointmentFactory.create(physio=ana, start=NINE, episode=EpisodeFactory.create(lead=ana))
    block = read_board(user=bea, on=TUESDAY, now=NINE + timedelta(minutes=12)).day.visits[0]
    assert block.late == 12
    assert block.visit is not None
    assert block.visit.status == Appointment.Status.BOOKED


def test_an_enquiry_without_its_safety_questions_says_so(bea: User) -> None:
    EnquiryFactory.create(name="Rang", triage=Enquiry.Triage.NONE, channel=Enquiry.Channel.PHONE)
    EnquiryFactory.create(name="Wrote", triage=Enquiry.Triage.NONE, red_flags={"RF10": False})
    inbox = read_board(user=bea, on=TUESDAY, now=NINE).inbox
    assert {one.enquiry.name: one.words for one in inbox} == {"Rang": "Not screened", "Wrote": "Routine"}


def test_the_week_says_who_works_who_comes_and_when_we_are_closed(ana: User, bea: User) -> None:
    for hours in ((9, 12), (13, 17)):
        WorkingHoursFactory.create(physio=ana, weekday=1, opens=time(hours[0]), closes=time(hours[1]))
    WorkingHoursFactory.create(physio=ana, weekday=3)
    ClosureFactory.create(on=TUESDAY + timedelta(days=2), name="Staff day")
    visit = AppointmentFactory.create(physio=ana, start=NINE)
    week = read_diary_week(user=bea, monday=TUESDAY - timedelta(days=1))
    assert week.days == [(TUESDAY, ""), (TUESDAY + timedelta(days=2), "Staff day")]
    [row] = week.rows
    assert [(cell.visits, cell.words) for cell in row.cells] == [([visit], "09:00–12:00, 13:00–17:00"), ([], "Closed")]


@pytest.mark.parametrize("on", ["0001-01-01", "9999-12-31", "2026-02-30", "x"])
@pytest.mark.parametrize("name", ["desk:board", "desk:diary-week"])
def test_a_day_that_no_diary_has_shows_today(bea: User, signed_in: SignedIn, name: str, on: str) -> None:
    page = signed_in(bea).get(reverse(name), {"on": on})
    assert page.status_code == 200


def test_free_time_begins_where_a_visit_can_be_booked(ana: User, bea: User) -> None:
    WorkingHoursFactory.create(physio=ana)
    for start, minutes in ((NINE, 35), (NINE + timedelta(minutes=60), 35)):
        AppointmentFactory.create(
            physio=ana,
            episode=EpisodeFactory.create(lead=ana),
            start=start,
            end=start + timedelta(minutes=minutes),
        )
    day = read_board(user=bea, on=TUESDAY, now=NINE).day
    free = [block for block in day.columns[0].blocks if block.kind == "free"]
    assert [f"{block.start:%H:%M}" for block in free] == ["10:45"], "From 9:35 only a quarter of an hour is bookable."
    assert all(block.slot.startswith(f"{block.start.astimezone(UTC):%Y-%m-%dT%H:%M}") for block in free)
