"""Two people can't have the same slot, whoever writes the row and however."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from clinic.bookings.models import Appointment
from tests.factories import AppointmentFactory, EpisodeFactory, PhysioFactory, RoomFactory

pytestmark = pytest.mark.django_db


def test_the_database_refuses_a_second_visit_at_the_same_time_for_one_physio() -> None:
    first = AppointmentFactory.create()
    with pytest.raises(IntegrityError), transaction.atomic():
        AppointmentFactory.create(physio=first.physio, start=first.start + timedelta(minutes=15))


def test_the_database_refuses_one_room_to_two_physios() -> None:
    room = RoomFactory.create()
    AppointmentFactory.create(room=room)
    with pytest.raises(IntegrityError), transaction.atomic():
        AppointmentFactory.create(room=room, physio=PhysioFactory.create())


def test_a_raw_insert_is_refused_as_well() -> None:
    first = AppointmentFactory.create()
    twin = AppointmentFactory.build(
        episode=EpisodeFactory.create(), physio=first.physio, type=first.type, start=first.start, end=first.end
    )
    with pytest.raises(IntegrityError), transaction.atomic():
        Appointment.objects.bulk_create([twin])


def test_a_visit_moved_onto_another_is_refused() -> None:
    first = AppointmentFactory.create()
    second = AppointmentFactory.create(physio=first.physio, start=first.end)
    with pytest.raises(IntegrityError), transaction.atomic():
        Appointment.objects.filter(pk=second.pk).update(start=first.start)


def test_back_to_back_fits() -> None:
    first = AppointmentFactory.create()
    AppointmentFactory.create(physio=first.physio, start=first.end)
    assert Appointment.objects.count() == 2


def test_a_cancelled_visit_frees_its_time() -> None:
    first = AppointmentFactory.create(status="cancelled", cancelled_why="Cold")
    AppointmentFactory.create(physio=first.physio, start=first.start)
    assert Appointment.objects.live().count() == 1


def test_a_squeeze_in_with_a_reason_stands_outside() -> None:
    first = AppointmentFactory.create()
    AppointmentFactory.create(physio=first.physio, start=first.start, squeeze_in_reason="Came a long way")
    assert Appointment.objects.live().count() == 2
