"""What becomes of a message when the mail server behaves badly: tried again, later and later, then a person's task."""

import logging
from datetime import datetime, timedelta

import pytest

from clinic.bookings.models import Appointment
from clinic.followups import sweep
from clinic.followups.models import FollowUp
from clinic.logs import JsonFormatter
from patients.models import Patient
from tests.factories import AppointmentFactory, ConsentFactory
from tests.followups.smtp_sink import Sink

pytestmark = pytest.mark.django_db
State = FollowUp.State


def test_a_real_server_gets_one_mail_with_our_message_id(by_smtp: Sink, visit: Appointment, now: datetime) -> None:
    sweep.run(now)
    row = FollowUp.objects.get()
    assert by_smtp.ids == [row.message_id]
    kinds = [part.get_content_type() for part in by_smtp.got[0].walk()]
    assert kinds == ["multipart/mixed", "multipart/alternative", "text/plain", "text/html", "text/calendar"]


def test_five_tries_with_rising_waits_then_a_person(by_smtp: Sink, visit: Appointment, now: datetime) -> None:
    by_smtp.mood = "greylist"
    at, waits = now, []
    for _ in range(sweep.MOST_ATTEMPTS):
        sweep.run(at)
        row = FollowUp.objects.get()
        if row.state == State.PLANNED:
            waits.append(row.due_at - at)
            sweep.run(row.due_at - timedelta(seconds=1))
            at = row.due_at
    assert waits == sorted(waits)
    assert waits == sweep.WAITS
    assert (row.state, row.attempts, row.tries.count()) == (State.FAILED, 5, 5)
    assert row.reason == "Tried 5 times: SMTPRecipientsRefused."
    assert by_smtp.rcpt_tried == 5


def test_a_greylisted_mail_arrives_within_half_an_hour(by_smtp: Sink, visit: Appointment, now: datetime) -> None:
    by_smtp.mood = "greylist"
    sweep.run(now)
    by_smtp.mood = "kind"
    for minute in range(1, 30):
        sweep.run(now + timedelta(minutes=minute))
    assert len(by_smtp.got) == 1
    assert FollowUp.objects.get().state == State.SENT


def test_an_address_refused_for_good_is_tried_once(by_smtp: Sink, visit: Appointment, now: datetime) -> None:
    by_smtp.mood = "refuse"
    for minute in range(10):
        sweep.run(now + timedelta(minutes=minute))
    row = FollowUp.objects.get()
    assert (row.state, row.reason) == (State.FAILED, "The mail server refused this address.")
    assert by_smtp.rcpt_tried == 1


def test_a_server_that_hangs_up_after_the_data_may_get_the_same_message_again(
    by_smtp: Sink, visit: Appointment, now: datetime
) -> None:
    by_smtp.mood = "drop"
    sweep.run(now)
    by_smtp.mood = "kind"
    sweep.run(now + timedelta(minutes=2))
    assert len(by_smtp.ids) == 2
    assert len(set(by_smtp.ids)) == 1


def test_no_server_at_all_stops_the_sweep_after_one_try(by_smtp: Sink, visit: Appointment, now: datetime) -> None:
    for _ in range(3):
        other = AppointmentFactory.create(
            start=visit.start, booked_at=now - timedelta(minutes=3), status_at=now - timedelta(minutes=3)
        )
        ConsentFactory.create(patient=other.patient)
    by_smtp.close()
    tick = sweep.run(now)
    by_smtp.open()
    assert (tick.due, tick.failed) == (4, 1)
    assert FollowUp.objects.filter(attempts=0, state=State.PLANNED).count() == 3
    sweep.run(now + timedelta(minutes=2))
    assert len(by_smtp.got) == 4


def test_no_log_line_names_anybody(
    by_smtp: Sink, visit: Appointment, now: datetime, caplog: pytest.LogCaptureFixture
) -> None:
    Patient.objects.filter(pk=visit.patient_id).update(email="canary@example.org", full_name="Canary Quill")
    with caplog.at_level(logging.DEBUG, logger="restride"):
        for mood in ("greylist", "drop", "refuse"):
            by_smtp.mood = mood
            FollowUp.objects.update(state=State.PLANNED, due_at=now)
            sweep.run(now)
    # The server's own log is the server's own business.
    ours = [record for record in caplog.records if not record.name.startswith("mail.log")]
    lines = "\n".join(JsonFormatter().format(record) for record in ours).lower()
    assert "not sent" in lines
    assert "canary" not in lines
    assert "quill" not in lines
    row = FollowUp.objects.get()
    assert "canary" not in (row.reason + "".join(row.tries.values_list("error", flat=True))).lower()
