"""Plan, claim, deliver: what is due leaves once, and only while its reason holds."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from django.core import mail
from django.core.mail import EmailMultiAlternatives

from clinic.accounts.models import User
from clinic.bookings.models import Appointment
from clinic.bookings.services import cancel
from clinic.followups import sweep
from clinic.followups.definition import Planned
from clinic.followups.kinds import all_kinds
from clinic.followups.models import FollowUp, Preference, Sweep
from patients.models import Consent, Patient
from programmes.models import Programme
from tests.factories import ConsentFactory, FollowUpFactory, ProgrammeFactory

pytestmark = pytest.mark.django_db
State = FollowUp.State


def the_row() -> FollowUp:
    return FollowUp.objects.get()


def test_a_booking_is_confirmed_once_however_often_we_sweep(visit: Appointment, now: datetime) -> None:
    for minute in range(4):
        sweep.run(now + timedelta(minutes=minute))
    assert len(mail.outbox) == 1
    assert the_row().state == State.SENT
    assert the_row().sent_to == "cal@example.org"


def test_a_sweep_writes_down_what_it_did(visit: Appointment, now: datetime) -> None:
    tick = sweep.run(now)
    assert (tick.planned, tick.due, tick.sent, tick.skipped, tick.failed) == (1, 1, 1, 0, 0)
    assert tick.finished_at is not None
    assert Sweep.objects.count() == 1


def test_the_desk_has_a_minute_to_take_it_back(visit: Appointment, bea: User, now: datetime) -> None:
    Appointment.objects.filter(pk=visit.pk).update(booked_at=now - timedelta(seconds=59), booked_by=bea)
    sweep.run(now)
    assert mail.outbox == []
    sweep.run(now + timedelta(seconds=1))
    assert len(mail.outbox) == 1


def test_cal_who_booked_alone_is_answered_at_once(visit: Appointment, now: datetime) -> None:
    Appointment.objects.filter(pk=visit.pk).update(booked_at=now, booked_by=visit.patient.user)
    sweep.run(now)
    assert len(mail.outbox) == 1


def test_a_visit_cancelled_between_plan_and_delivery_is_not_confirmed(
    visit: Appointment, bea: User, now: datetime
) -> None:
    sweep.plan(now)
    cancel(appointment=visit, why="Ill", by=bea, now=now)
    [row] = sweep.claim(now)
    assert sweep.deliver(row, now) == State.SKIPPED
    assert the_row().reason == "The visit was cancelled."
    assert mail.outbox == []


def test_a_reminder_of_the_old_time_is_dropped_when_the_visit_moves(visit: Appointment, now: datetime) -> None:
    eve = datetime(2026, 12, 2, 9, 0, tzinfo=now.tzinfo)
    sweep.run(now)
    sweep.plan(eve - timedelta(hours=2))
    mail.outbox.clear()
    Appointment.objects.filter(pk=visit.pk).update(
        start=visit.start + timedelta(days=1), end=visit.end + timedelta(days=1)
    )
    sweep.run(eve)
    assert mail.outbox == []
    old = FollowUp.objects.get(kind="visit_tomorrow", state=State.SKIPPED)
    assert old.reason == "The visit was moved."


def test_without_consent_nothing_leaves(visit: Appointment, now: datetime) -> None:
    ConsentFactory.create(patient=visit.patient, given=False, at=now)
    sweep.run(now)
    assert the_row().reason == "They have not agreed to messages about care."
    assert mail.outbox == []


def test_consent_to_something_else_is_no_consent(cal: Patient, now: datetime) -> None:
    ConsentFactory.create(patient=cal, purpose=Consent.Purpose.MARKETING)
    FollowUpFactory.create(kind="day_2_check_in", occasion=str(_programme(cal).uuid), patient=cal, due_at=now)
    sweep.run(now)
    assert the_row().state == State.SKIPPED


@pytest.mark.parametrize(
    ("wish", "reason"),
    [({"stop_all": True}, "all messages"), ({"stopped_kinds": ["booking_confirmation"]}, "this kind of message")],
)
def test_whoever_said_stop_gets_nothing(
    wish: dict[str, object], reason: str, visit: Appointment, now: datetime
) -> None:
    Preference.objects.create(patient=visit.patient, **wish)
    sweep.run(now)
    assert reason in the_row().reason
    assert mail.outbox == []


def test_no_address_is_said_and_not_tried(visit: Appointment, now: datetime) -> None:
    Patient.objects.filter(pk=visit.patient_id).update(email="")
    sweep.run(now)
    assert the_row().reason == "There is no email address."


def _programme(cal: Patient) -> Programme:
    programme: Programme = ProgrammeFactory.create(episode__patient=cal)
    return programme


def test_at_night_a_message_waits_for_eight_o_clock(cal_agrees: Patient, now: datetime) -> None:
    night = now.replace(hour=22)
    FollowUpFactory.create(
        kind="day_2_check_in", occasion=str(_programme(cal_agrees).uuid), patient=cal_agrees, due_at=night
    )
    sweep.run(night)
    held = the_row()
    assert (held.state, held.is_held) == (State.PLANNED, True)
    assert held.due_at == datetime(2026, 11, 25, 8, 0, tzinfo=now.tzinfo)
    sweep.run(held.due_at)
    assert the_row().state == State.SENT


def test_three_days_without_beat_leave_what_is_too_late_unsent(visit: Appointment, now: datetime) -> None:
    sweep.plan(visit.start - timedelta(days=3))
    sweep.run(visit.start + timedelta(minutes=1))
    assert mail.outbox == []
    assert {row.reason for row in FollowUp.objects.all()} == {"Too late: its time had passed."}


def test_a_killed_worker_s_row_is_free_again_after_its_lease(visit: Appointment, now: datetime) -> None:
    sweep.plan(now)
    assert len(list(sweep.claim(now))) == 1
    assert list(sweep.claim(now + timedelta(minutes=1))) == []
    sweep.run(now + sweep.LEASE + timedelta(seconds=1))
    assert len(mail.outbox) == 1


def test_a_worker_that_lost_its_claim_writes_nothing(visit: Appointment, now: datetime) -> None:
    sweep.plan(now)
    [slow] = sweep.claim(now)
    later = now + sweep.LEASE + timedelta(seconds=1)
    [quick] = sweep.claim(later)
    sweep.deliver(quick, later)
    sent = the_row().sent_at
    sweep.deliver(slow, later + timedelta(seconds=1))
    assert the_row().sent_at == sent
    assert {message.extra_headers["Message-ID"] for message in mail.outbox} == {quick.message_id}


def test_one_kind_that_breaks_keeps_no_other_from_being_sent(
    visit: Appointment, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    kinds = all_kinds()

    def trip(now: datetime) -> list[Planned]:
        raise ZeroDivisionError

    broken = {"broken": replace(kinds["silent"], due=trip)}
    monkeypatch.setattr(sweep, "all_kinds", lambda: {**broken, **kinds})
    sweep.run(now)
    assert len(mail.outbox) == 1


def test_the_mail_has_text_page_calendar_file_and_one_message_id(visit: Appointment, now: datetime) -> None:
    sweep.run(now)
    [message] = mail.outbox
    assert isinstance(message, EmailMultiAlternatives)
    assert message.subject == "Your visit on Thursday 3 December"
    assert "Thursday 3 December, 5:40pm GMT" in message.body
    assert message.extra_headers["Message-ID"] == the_row().message_id
    assert message.reply_to == ["hello@clinic.example"]
    [(page, kind)] = message.alternatives
    assert kind == "text/html"
    assert "<style" not in str(page)
    assert 'style="' in str(page)
    [(name, calendar, kind)] = message.attachments
    assert (name, kind) == ("visit.ics", "text/calendar; method=PUBLISH")
    assert "SUMMARY:Visit at" in calendar


def test_what_is_kept_opens_nothing(visit: Appointment, now: datetime) -> None:
    sweep.run(now)
    [message] = mail.outbox
    key = message.body.split("/accounts/link/")[1].split("/")[0]
    visit_key = message.body.split("/visit/")[1].split("/")[0]
    assert len(key) > 30
    for kept in (the_row().text, the_row().html):
        assert key not in kept
        assert visit_key not in kept
        assert "/accounts/link/…/" in kept


def test_without_a_date_of_birth_no_sign_in_link_leaves(visit: Appointment, now: datetime) -> None:
    Patient.objects.filter(pk=visit.patient_id).update(date_of_birth=None, user=None)
    sweep.run(now)
    [message] = mail.outbox
    assert "/accounts/link/" not in message.body
    assert "Please call us on" in message.body


def test_a_colleague_who_left_gets_nothing(bea: User, now: datetime) -> None:
    User.objects.filter(pk=bea.pk).update(is_active=False)
    FollowUpFactory.create(kind="suggestions_digest", occasion=f"{bea.uuid}:x", patient=None, staff=bea, due_at=now)
    sweep.run(now)
    assert the_row().state == State.SKIPPED
