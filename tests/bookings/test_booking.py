"""Bea books, holds, moves and cancels; what the diary allows and what it refuses."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from clinic.accounts.models import User
from clinic.bookings.models import Appointment, AppointmentType, Hold, Room
from clinic.bookings.models.appointment import MoveRefused
from clinic.bookings.services import KeyReused, SlotTaken, book, cancel, hold_slot, move, release_hold, step
from patients.models import Episode, Patient
from tests.factories import AppointmentFactory, EpisodeFactory


@pytest.fixture
def visit(
    anas_week: User,
    cal_episode: Episode,
    first_visit: AppointmentType,
    wednesday_ten: datetime,
    bea: User,
    now: datetime,
) -> Appointment:
    return book(
        patient=cal_episode.patient,
        episode=cal_episode,
        physio=anas_week,
        type=first_visit,
        start=wednesday_ten,
        by=bea,
        now=now,
    )


def test_a_visit_gets_the_physios_room_and_the_length_of_its_type(visit: Appointment, blue_room: Room) -> None:
    assert visit.room == blue_room
    assert visit.end - visit.start == timedelta(minutes=45)
    assert visit.status == Appointment.Status.BOOKED


def test_the_second_at_a_slot_is_told_other_times(
    visit: Appointment, first_visit: AppointmentType, bea: User, now: datetime
) -> None:
    other = EpisodeFactory.create()
    with pytest.raises(SlotTaken) as refusal:
        book(
            patient=other.patient,
            episode=other,
            physio=visit.physio,
            type=first_visit,
            start=visit.start,
            by=bea,
            now=now,
        )
    times = [slot.start for slot in refusal.value.alternatives]
    assert len(times) == 5
    assert visit.start not in times
    assert visit.end in times


def test_out_of_hours_is_not_a_slot_but_a_squeeze_in_fits(
    anas_week: User,
    cal_episode: Episode,
    first_visit: AppointmentType,
    wednesday_ten: datetime,
    bea: User,
    now: datetime,
) -> None:
    noon = wednesday_ten + timedelta(hours=2)
    asked: dict[str, Any] = {
        "patient": cal_episode.patient,
        "episode": cal_episode,
        "physio": anas_week,
        "type": first_visit,
        "start": noon,
        "by": bea,
        "now": now,
    }
    with pytest.raises(SlotTaken):
        book(**asked)
    visit = book(**asked, squeeze_in_reason="Came by train from Leeds")
    assert visit.start == noon


def test_the_same_key_books_once_and_another_request_with_it_is_refused(
    anas_week: User,
    cal_episode: Episode,
    first_visit: AppointmentType,
    wednesday_ten: datetime,
    bea: User,
    now: datetime,
) -> None:
    asked: dict[str, Any] = {
        "patient": cal_episode.patient,
        "episode": cal_episode,
        "physio": anas_week,
        "type": first_visit,
        "by": bea,
        "now": now,
        "idempotency_key": "one-press",
    }
    first = book(**asked, start=wednesday_ten, request_digest="a")
    assert book(**asked, start=wednesday_ten, request_digest="a") == first
    with pytest.raises(KeyReused):
        book(**asked, start=wednesday_ten + timedelta(days=1), request_digest="b")
    assert Appointment.objects.count() == 1


def test_a_held_slot_is_kept_for_the_one_on_the_phone(
    anas_week: User,
    cal_episode: Episode,
    first_visit: AppointmentType,
    wednesday_ten: datetime,
    bea: User,
    olu: User,
    now: datetime,
) -> None:
    hold = hold_slot(physio=anas_week, type=first_visit, start=wednesday_ten, by=bea, now=now)
    assert hold.until == now + timedelta(minutes=5)
    with pytest.raises(SlotTaken):
        hold_slot(physio=anas_week, type=first_visit, start=wednesday_ten, by=olu, now=now)
    book(
        patient=cal_episode.patient,
        episode=cal_episode,
        physio=anas_week,
        type=first_visit,
        start=wednesday_ten,
        by=bea,
        now=now,
    )
    assert not Hold.objects.exists()
    release_hold(hold=hold)


def test_nobody_is_booked_into_the_past_or_into_a_closed_episode(
    anas_week: User,
    cal_episode: Episode,
    first_visit: AppointmentType,
    wednesday_ten: datetime,
    bea: User,
    now: datetime,
) -> None:
    cal_episode.close(outcome=Episode.Outcome.DISCHARGED, on=now.date())
    with pytest.raises(ValidationError) as refusal:
        book(
            patient=cal_episode.patient,
            episode=cal_episode,
            physio=anas_week,
            type=first_visit,
            start=now - timedelta(days=7),
            by=bea,
            now=now,
        )
    assert set(refusal.value.message_dict) == {"start", "episode"}


def test_a_patient_can_not_be_at_two_visits_at_once(
    visit: Appointment, ben: User, cal_episode: Episode, first_visit: AppointmentType, bea: User, now: datetime
) -> None:
    with pytest.raises(SlotTaken, match="another visit"):
        book(
            patient=visit.patient,
            episode=cal_episode,
            physio=ben,
            type=first_visit,
            start=visit.start,
            by=bea,
            now=now,
            squeeze_in_reason="Both knees",
        )


def test_a_patient_books_public_types_only_and_never_squeezes_in(
    anas_week: User,
    cal: Patient,
    cal_episode: Episode,
    first_visit: AppointmentType,
    gait: AppointmentType,
    wednesday_ten: datetime,
    now: datetime,
) -> None:
    asked: dict[str, Any] = {
        "patient": cal,
        "episode": cal_episode,
        "physio": anas_week,
        "start": wednesday_ten,
        "by": cal.user,
        "now": now,
    }
    with pytest.raises(ValidationError, match="Call us"):
        book(**asked, type=gait)
    with pytest.raises(ValidationError, match="Only staff"):
        book(**asked, type=first_visit, squeeze_in_reason="please")
    assert book(**asked, type=first_visit).booked_by == cal.user


def test_a_moved_visit_is_booked_anew_and_may_overlap_its_own_old_time(
    visit: Appointment, bea: User, now: datetime
) -> None:
    visit.confirm(now=now)
    moved = move(appointment=visit, start=visit.start + timedelta(minutes=15), by=bea, now=now)
    assert moved.status == Appointment.Status.BOOKED
    assert moved.sequence > visit.sequence
    assert Appointment.objects.count() == 1


def test_a_move_to_a_taken_time_leaves_the_visit_where_it_was(visit: Appointment, bea: User, now: datetime) -> None:
    other = AppointmentFactory.create(physio=visit.physio, start=visit.start + timedelta(hours=3))
    with pytest.raises(SlotTaken):
        move(appointment=visit, start=other.start, by=bea, now=now)
    assert Appointment.objects.get(pk=visit.pk).start == visit.start


def test_a_patient_moves_and_cancels_only_while_notice_remains(visit: Appointment, cal: Patient, now: datetime) -> None:
    tomorrow = visit.start + timedelta(days=1)
    late = visit.start - timedelta(hours=23)
    with pytest.raises(MoveRefused, match="Less than 24 hours"):
        move(appointment=visit, start=tomorrow, by=cal.user, now=late)
    with pytest.raises(MoveRefused, match="Less than 24 hours"):
        cancel(appointment=visit, why="Ill", by=cal.user, now=late)
    assert move(appointment=visit, start=tomorrow, by=cal.user, now=now).start == tomorrow
    assert cancel(appointment=visit, why="Ill", by=cal.user, now=now).status == Appointment.Status.CANCELLED


def test_a_late_cancellation_is_marked(visit: Appointment, bea: User) -> None:
    cancelled = cancel(appointment=visit, why="Ill", by=bea, now=visit.start - timedelta(hours=1))
    assert cancelled.cancelled_late
    assert cancelled.cancelled_by == bea


EDGES = {
    "booked": {"confirm", "arrive", "miss", "cancel", "move"},
    "confirmed": {"arrive", "miss", "cancel", "move"},
    "arrived": {"start", "attend", "cancel"},
    "in_session": {"attend"},
    "attended": set(),
    "cancelled": set(),
    "did_not_attend": {"arrive"},
}
LANDS = {
    "confirm": "confirmed",
    "arrive": "arrived",
    "start": "in_session",
    "attend": "attended",
    "miss": "did_not_attend",
    "cancel": "cancelled",
    "move": "booked",
}


@pytest.mark.parametrize("action", sorted(LANDS))
@pytest.mark.parametrize("status", sorted(EDGES))
def test_every_edge_is_open_or_refused_with_a_sentence(status: str, action: str, visit: Appointment, bea: User) -> None:
    Appointment.objects.filter(pk=visit.pk).update(status=status, cancelled_why="Ill" if status == "cancelled" else "")
    just_begun = visit.start + timedelta(minutes=1)

    def act() -> Appointment:
        if action == "move":
            return move(appointment=visit, start=visit.start + timedelta(days=1), by=bea, now=just_begun)
        if action == "cancel":
            return cancel(appointment=visit, why="Ill", by=bea, now=just_begun)
        return step(appointment=visit, action=action, by=bea, now=just_begun)

    if action in EDGES[status]:
        assert act().status == LANDS[action]
    else:
        with pytest.raises(MoveRefused):
            act()
        assert Appointment.objects.get(pk=visit.pk).status == status


def test_nobody_misses_a_visit_that_has_not_begun(visit: Appointment, bea: User) -> None:
    with pytest.raises(MoveRefused, match="not started"):
        step(appointment=visit, action="miss", by=bea, now=visit.start - timedelta(minutes=1))


def test_a_missed_visit_arrives_on_the_same_day_only(visit: Appointment, bea: User) -> None:
    step(appointment=visit, action="miss", by=bea, now=visit.end)
    with pytest.raises(MoveRefused, match="same day"):
        step(appointment=visit, action="arrive", by=bea, now=visit.end + timedelta(days=1))


def test_a_patient_may_confirm_and_nothing_else(visit: Appointment, cal: Patient, now: datetime) -> None:
    with pytest.raises(MoveRefused, match="Only the clinic"):
        step(appointment=visit, action="arrive", by=cal.user, now=now)
    assert step(appointment=visit, action="confirm", by=cal.user, now=now).status == "confirmed"
