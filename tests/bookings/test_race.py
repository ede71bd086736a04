"""Many at once for one slot: one gets it, the others get other times, nobody gets an error."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, time
from threading import Barrier

import pytest
from django.apps import apps
from django.db import connections

from clinic.accounts.models import User
from clinic.bookings.models import Appointment, AppointmentType
from clinic.bookings.services import SlotTaken, book, book_from_enquiry
from patients.access import Role
from patients.models import Patient
from tests.factories import (
    NINE,
    AppointmentTypeFactory,
    EnquiryFactory,
    EpisodeFactory,
    PhysioFactory,
    RoomFactory,
    UserFactory,
    WorkingHoursFactory,
)

pytestmark = [
    # Naming the apps lets the clean-up cascade: the key library leaves an empty table behind that points at users.
    pytest.mark.django_db(transaction=True, available_apps=[app.name for app in apps.get_app_configs()]),
]
CLIENTS = 12
TEN = datetime(2026, 11, 25, 10, 0, tzinfo=UTC)


@pytest.fixture
def physio() -> User:
    made: User = PhysioFactory.create()
    WorkingHoursFactory.create(physio=made, weekday=2, opens=time(9), closes=time(17), room=RoomFactory.create())
    return made


@pytest.fixture
def kind() -> AppointmentType:
    made: AppointmentType = AppointmentTypeFactory.create()
    return made


def _at_once(count: int, press: object) -> Counter[str]:
    """What came of everybody pressing at the same moment."""
    start = Barrier(count)

    def one(number: int) -> str:
        try:
            start.wait(timeout=30)
            press(number)  # type: ignore[operator]
        except SlotTaken as refusal:
            return "other times" if refusal.alternatives else "no other times"
        finally:
            connections.close_all()
        return "booked"

    with ThreadPoolExecutor(count) as pool:
        return Counter(pool.map(one, range(count)))


def test_one_slot_goes_to_one_patient(physio: User, kind: AppointmentType) -> None:
    episodes = EpisodeFactory.create_batch(CLIENTS)

    def press(number: int) -> None:
        episode = episodes[number]
        book(patient=episode.patient, episode=episode, physio=physio, type=kind, start=TEN, by=None, now=NINE)

    assert _at_once(CLIENTS, press) == {"booked": 1, "other times": CLIENTS - 1}
    assert Appointment.objects.live().count() == 1


def test_one_enquiry_pressed_by_everybody_makes_one_patient(physio: User, kind: AppointmentType) -> None:
    bea = UserFactory.create(role=Role.DESK)
    enquiry = EnquiryFactory.create()

    def press(number: int) -> None:
        book_from_enquiry(
            enquiry=enquiry,
            physio=physio,
            type=kind,
            start=TEN,
            date_of_birth=None,
            by=bea,
            now=NINE,
            idempotency_key="one-press",
            request_digest="same",
        )

    assert _at_once(CLIENTS, press) == {"booked": CLIENTS}
    assert (Appointment.objects.count(), Patient.objects.count()) == (1, 1)


def test_two_physios_do_not_get_one_room(physio: User, kind: AppointmentType) -> None:
    other = PhysioFactory.create()
    WorkingHoursFactory.create(physio=other, weekday=2, opens=time(9), closes=time(17))
    episodes = EpisodeFactory.create_batch(2)

    def press(number: int) -> None:
        episode = episodes[number]
        whom = (physio, other)[number]
        book(patient=episode.patient, episode=episode, physio=whom, type=kind, start=TEN, by=None, now=NINE)

    assert _at_once(2, press) == {"booked": 1, "other times": 1}
