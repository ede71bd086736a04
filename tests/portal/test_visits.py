"""Visits: the list, the file, and changes by the rules said beforehand."""

from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta

import pytest
from django.template import engines
from django.test import Client
from django.urls import reverse

from clinic.accounts.models import User
from clinic.bookings.models import Appointment, Practice
from patients.models import Episode, Patient
from tests.factories import AppointmentFactory, AppointmentTypeFactory, RoomFactory, WorkingHoursFactory

SignedIn = Callable[[User | Patient], Client]
VISITS = reverse("portal:visits")


@pytest.fixture
def visit(cal_episode: Episode, ana: User, now: datetime) -> Appointment:
    """Thursday at nine with Ana, who works from eight to four on weekdays."""
    Practice().save()
    room = RoomFactory.create()
    for weekday in range(5):
        WorkingHoursFactory.create(physio=ana, weekday=weekday, opens=time(8), closes=time(16), room=room)
    kind = AppointmentTypeFactory.create(key="review", name="Review", minutes=30, needs_room=False)
    start = now + timedelta(days=2)
    return AppointmentFactory.create(
        episode=cal_episode, physio=ana, type=kind, start=start, end=start + timedelta(minutes=30)
    )


def move_of(visit: Appointment) -> str:
    return reverse("portal:visit-move", args=[visit.uuid])


def at(physio: User, start: datetime) -> dict[str, str]:
    return {"time": f"{start.isoformat()}|{physio.uuid}"}


def test_the_rule_is_said_before_anything_is_pressed(signed_in: SignedIn, cal: Patient, visit: Appointment) -> None:
    page = signed_in(cal).get(VISITS)
    assert "Thursday 26 November, 9" in page.text
    assert "Free to change until 24 hours before." in page.text


def test_the_calendar_file_says_time_and_place(signed_in: SignedIn, cal: Patient, visit: Appointment) -> None:
    file = signed_in(cal).get(reverse("portal:visit-calendar", args=[visit.uuid]))
    assert file["Content-Type"].startswith("text/calendar")
    assert "BEGIN:VEVENT" in file.text
    assert "knee" not in file.text.lower()


def test_the_portal_tells_a_time_as_the_mails_do() -> None:
    page = engines["django"].from_string("{% load portal_words %}{{ at|day }}, {{ at|clock }}")
    assert page.render({"at": datetime(2026, 12, 3, 9, 0, tzinfo=UTC)}) == "Thursday 3 December, 9am"


def test_a_visit_moves_to_a_free_time(signed_in: SignedIn, cal: Patient, visit: Appointment, ana: User) -> None:
    client = signed_in(cal)
    assert "This stays yours until you pick a new one." in client.get(move_of(visit)).text
    wanted = visit.start + timedelta(days=1, hours=1)
    assert client.post(move_of(visit), at(ana, wanted)).status_code == 302
    visit.refresh_from_db()
    assert visit.start == wanted


def test_a_time_that_has_just_gone_gives_the_nearest_and_keeps_the_old_one(
    signed_in: SignedIn, cal: Patient, visit: Appointment, ana: User
) -> None:
    wanted = visit.start + timedelta(days=1)
    AppointmentFactory.create(physio=ana, type=visit.type, start=wanted, end=wanted + timedelta(minutes=30))
    page = signed_in(cal).post(move_of(visit), at(ana, wanted))
    assert page.status_code == 409
    assert "That one has just gone. Nearest:" in page.text
    before = visit.start
    visit.refresh_from_db()
    assert visit.start == before


@pytest.mark.parametrize("chosen", ["", "now", "2026-11-27T09:00:00|x", "x" * 3000, "2026-13-45T99:00+00:00|"])
def test_no_time_picked_asks_for_one(signed_in: SignedIn, cal: Patient, visit: Appointment, chosen: str) -> None:
    page = signed_in(cal).post(move_of(visit), {"time": chosen})
    assert page.status_code == 422
    assert "Pick a time to move to." in page.text


@pytest.mark.parametrize("query", ["?from=never", "?day=2026-99-99", "?from=1900-01-01", "?from=9999-12-31"])
def test_strange_days_in_the_address_do_no_harm(
    signed_in: SignedIn, cal: Patient, visit: Appointment, query: str
) -> None:
    assert signed_in(cal).get(move_of(visit) + query).status_code == 200


def test_a_visit_is_cancelled_with_a_reason(signed_in: SignedIn, cal: Patient, visit: Appointment) -> None:
    client, url = signed_in(cal), reverse("portal:visit-cancel", args=[visit.uuid])
    refused = client.post(url, {})
    assert refused.status_code == 422
    assert "Pick a reason" in refused.text
    assert "Cancelled: Thursday 26 November" in client.post(url, {"why": "unwell"}, follow=True).text
    visit.refresh_from_db()
    assert (visit.status, visit.cancelled_by) == (Appointment.Status.CANCELLED, cal.user)
    assert "can’t be cancelled here" in client.get(url).text


def test_inside_the_notice_the_page_says_ring_us(
    signed_in: SignedIn, cal: Patient, visit: Appointment, ana: User, now: datetime
) -> None:
    Appointment.objects.update(start=now + timedelta(hours=5), end=now + timedelta(hours=6))
    client = signed_in(cal)
    assert "ring us" in client.get(VISITS).text
    assert "Please ring us" in client.get(move_of(visit)).text
    client.post(reverse("portal:visit-cancel", args=[visit.uuid]), {"why": "unwell"})
    client.post(move_of(visit), at(ana, now + timedelta(days=3)))
    visit.refresh_from_db()
    assert visit.status == Appointment.Status.BOOKED
    assert visit.start == now + timedelta(hours=5)


def test_somebody_elses_visit_is_not_found(signed_in: SignedIn, dee: Patient, visit: Appointment) -> None:
    client = signed_in(dee)
    for name in ("visit-move", "visit-cancel", "visit-calendar"):
        assert client.get(reverse(f"portal:{name}", args=[visit.uuid])).status_code == 404


def test_without_a_visit_there_is_a_way_on(signed_in: SignedIn, cal: Patient) -> None:
    assert "No visit booked" in signed_in(cal).get(VISITS).text


def test_a_visit_that_is_too_near_is_not_moved_by_an_old_page(
    visit: Appointment, cal: Patient, signed_in: SignedIn, now: datetime
) -> None:
    Appointment.objects.filter(pk=visit.pk).update(start=now + timedelta(hours=2), end=now + timedelta(hours=3))
    page = signed_in(cal).post(move_of(visit), {"time": ""})
    assert page.status_code == 409
    assert "ring us" in page.content.decode()
