"""A runner asks, Bea books: everything is written at one press, or nothing at all."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from assessments.instruments.answers import AnswerError
from assessments.models import OutcomeRequest, RedFlag
from assessments.redflags import PATIENT_KEYS
from clinic.accounts.models import User
from clinic.bookings.models import Appointment, AppointmentType, Enquiry, WaitingEntry
from clinic.bookings.services import (
    EnquiryRefused,
    SlotTaken,
    book_from_enquiry,
    claim,
    close_enquiry,
    log_call,
    receive_enquiry,
    snooze_enquiry,
    waiting_list_from_enquiry,
)
from patients.models import Consent, Episode, Patient, consented
from tests.factories import AppointmentFactory, EnquiryFactory, PatientFactory

pytestmark = pytest.mark.django_db

CALM = dict.fromkeys(PATIENT_KEYS, False)
WRITTEN = (Patient, Episode, Appointment, Consent, OutcomeRequest, RedFlag)
BORN = date(1994, 5, 2)


def _ask(now: datetime, **said: Any) -> tuple[Enquiry, Any]:
    told: dict[str, Any] = {
        "form_key": uuid4(),
        "channel": "web",
        "now": now,
        "name": "Jo O'Neill 🏃",
        "phone": "07700 900456",
        "email": "Jo@Example.org",
        "knee": "left",
        "duration": "6_to_12_weeks",
        "is_runner": True,
        "message": "Stairs hurt.",
        "red_flags": CALM,
    }
    return receive_enquiry(**told | said)


@pytest.fixture
def press(
    anas_week: User, first_visit: AppointmentType, wednesday_ten: datetime, bea: User, now: datetime
) -> Callable[..., Appointment]:
    """Bea's one press."""

    def book(enquiry: Enquiry, **said: Any) -> Appointment:
        told: dict[str, Any] = {
            "enquiry": enquiry,
            "physio": anas_week,
            "type": first_visit,
            "start": wednesday_ten,
            "date_of_birth": BORN,
            "by": bea,
            "now": now,
        }
        return book_from_enquiry(**told | said)

    return book


def _rows() -> dict[str, int]:
    return {model.__name__: model.objects.count() for model in WRITTEN} | {"User": User.objects.count()}


def test_the_same_form_sent_twice_is_one_enquiry(now: datetime) -> None:
    key = uuid4()
    first, _ = _ask(now, form_key=key)
    again, screen = _ask(now + timedelta(minutes=1), form_key=key, name="Jo again")
    assert again == first
    assert screen.level == "none"
    assert Enquiry.objects.count() == 1


def test_a_red_flag_puts_the_enquiry_on_top_and_says_what_to_do(now: datetime) -> None:
    _ask(now - timedelta(hours=2), name="Calm")
    enquiry, screen = _ask(now, red_flags=CALM | {"RF06": True, "RF10": True})
    assert enquiry.triage == "emergency"
    assert "999" in screen.advice
    assert Enquiry.objects.open().inbox_order()[0] == enquiry


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"name": "  "}, "name"),
        ({"name": "x" * 121}, "name"),
        ({"phone": "", "email": ""}, "phone"),
        ({"phone": "12"}, "phone"),
        ({"email": "nobody"}, "email"),
        ({"message": "x" * 2001}, "message"),
        ({"knee": "elbow"}, "knee"),
        ({"consent_contact": False}, "consent_contact"),
    ],
)
def test_a_bad_form_names_its_field_and_writes_nothing(said: dict[str, Any], field: str, now: datetime) -> None:
    with pytest.raises(ValidationError) as refusal:
        _ask(now, **said)
    assert field in refusal.value.message_dict
    assert not Enquiry.objects.exists()


def test_every_question_of_the_safety_check_is_answered_but_the_phone_may_wait(now: datetime) -> None:
    with pytest.raises(AnswerError):
        _ask(now, red_flags={"RF01": False})
    enquiry, _ = _ask(now, channel="phone", red_flags={})
    assert enquiry.triage == "none"


def test_one_press_makes_patient_episode_visit_consents_account_and_measures(
    press: Callable[..., Appointment], now: datetime, bea: User
) -> None:
    enquiry, _ = _ask(now - timedelta(hours=1), red_flags=CALM | {"RF10": True})
    visit = press(enquiry)
    patient = visit.patient
    assert (patient.full_name, patient.date_of_birth) == ("Jo O'Neill 🏃", BORN)
    assert (patient.phone, patient.email) == ("+447700900456", "jo@example.org")
    assert (visit.episode.side, visit.episode.lead) == ("left", visit.physio)
    assert consented(patient, Consent.Purpose.SERVICE_MESSAGES)
    assert not consented(patient, Consent.Purpose.MARKETING)
    assert patient.user is not None
    assert set(visit.episode.outcome_requests.values_list("point", flat=True)) == {"baseline"}
    assert "akps" in visit.episode.outcome_requests.values_list("instrument", flat=True)
    assert list(patient.red_flags.values_list("rule", "level", "source")) == [("RF10", "same_day", "enquiry")]
    enquiry.refresh_from_db()
    assert (enquiry.state, enquiry.patient, enquiry.owner) == ("booked", patient, bea)
    assert enquiry.answered_at == now


def test_a_known_patient_gets_no_second_record(press: Callable[..., Appointment], now: datetime) -> None:
    known = PatientFactory.create(
        full_name="O'Neill, Jo", date_of_birth=BORN, phone="+447700900456", email="", postcode="M20"
    )
    enquiry, _ = _ask(now, name="Jo O'Neill")
    visit = press(enquiry)
    assert visit.patient == known
    assert (visit.patient.email, visit.patient.postcode) == ("jo@example.org", "M20")
    assert Patient.objects.count() == 1


def test_the_chosen_patient_keeps_the_open_episode_of_that_knee(
    press: Callable[..., Appointment], cal: Patient, cal_episode: Episode, now: datetime
) -> None:
    enquiry, _ = _ask(now)
    visit = press(enquiry, patient=cal, date_of_birth=None)
    assert visit.episode == cal_episode
    assert visit.patient.email == "cal@example.org"


def test_what_was_put_right_on_the_phone_is_what_is_kept(press: Callable[..., Appointment], now: datetime) -> None:
    enquiry, _ = _ask(now)
    visit = press(enquiry, full_name="Joanna O'Neill", postcode="M20 2RN", knee="right")
    assert (visit.patient.full_name, visit.patient.postcode) == ("Joanna O'Neill", "M20 2RN")
    assert visit.episode.side == "right"


@pytest.mark.parametrize(
    "wrong",
    [
        {"date_of_birth": date(2026, 12, 1)},
        {"full_name": "x" * 121},
        {"phone": "not a number"},
        {"start": datetime.fromisoformat("2026-11-20T10:00:00+00:00")},
        {"knee": "elbow"},
    ],
)
def test_any_wrong_field_writes_no_row_in_any_table(
    wrong: dict[str, Any], press: Callable[..., Appointment], now: datetime
) -> None:
    enquiry, _ = _ask(now)
    before = _rows()
    with pytest.raises(ValidationError):
        press(enquiry, **wrong)
    assert _rows() == before
    assert Enquiry.objects.get(pk=enquiry.pk).state == "open"


def test_another_date_of_birth_than_the_records_is_questioned(
    press: Callable[..., Appointment], cal: Patient, now: datetime
) -> None:
    enquiry, _ = _ask(now)
    with pytest.raises(ValidationError, match="another date of birth"):
        press(enquiry, patient=cal)


def test_a_taken_slot_writes_no_patient(
    press: Callable[..., Appointment], wednesday_ten: datetime, anas_week: User, now: datetime
) -> None:
    AppointmentFactory.create(physio=anas_week, start=wednesday_ten)
    enquiry, _ = _ask(now)
    before = _rows()
    with pytest.raises(SlotTaken) as refusal:
        press(enquiry)
    assert refusal.value.alternatives
    assert _rows() == before


class PowerCut(Exception):
    """The machine stops in the middle."""


def test_cut_off_at_any_statement_leaves_nothing_half_written(press: Callable[..., Appointment], now: datetime) -> None:
    enquiry, _ = _ask(now, red_flags=CALM | {"RF10": True})
    before = _rows()
    cut_at = 0
    while True:
        cut_at += 1
        seen = 0

        def stop(execute: Any, sql: str, params: Any, many: bool, context: Any, cut_at: int = cut_at) -> Any:
            nonlocal seen
            if sql.startswith(("INSERT", "UPDATE", "DELETE")):
                seen += 1
                if seen == cut_at:
                    raise PowerCut
            return execute(sql, params, many, context)

        try:
            with connection.execute_wrapper(stop):
                press(enquiry)
        except PowerCut:
            assert _rows() == before, f"something stayed after write {cut_at}"
            assert Enquiry.objects.get(pk=enquiry.pk).state == "open"
        else:
            break
    assert cut_at > 10
    assert Enquiry.objects.get(pk=enquiry.pk).state == "booked"


def test_the_same_key_books_once_and_an_enquiry_is_booked_once(
    press: Callable[..., Appointment], now: datetime, wednesday_ten: datetime
) -> None:
    enquiry, _ = _ask(now)
    first = press(enquiry, idempotency_key="press-1", request_digest="a")
    assert press(enquiry, idempotency_key="press-1", request_digest="a") == first
    with pytest.raises(EnquiryRefused, match="booked already"):
        press(enquiry, start=wednesday_ten + timedelta(days=1))
    assert Appointment.objects.count() == 1


def test_without_a_date_of_birth_there_is_a_visit_and_no_sign_in(
    press: Callable[..., Appointment], now: datetime
) -> None:
    enquiry, _ = _ask(now)
    assert press(enquiry, date_of_birth=None).patient.user is None


def test_who_waits_is_a_patient_and_the_enquiry_knows(
    first_visit: AppointmentType, bea: User, now: datetime, on: date
) -> None:
    enquiry, _ = _ask(now)
    told: dict[str, Any] = {"type": first_visit, "date_of_birth": BORN, "by": bea, "now": now}
    entry = waiting_list_from_enquiry(enquiry=enquiry, **told, wishes={"urgent": True, "parts_of_day": ["morning"]})
    enquiry.refresh_from_db()
    assert (enquiry.state, enquiry.patient) == ("waiting_list", entry.patient)
    assert entry.since == on
    again = waiting_list_from_enquiry(enquiry=enquiry, **told, wishes={"note": "Any time"})
    assert (again.pk, again.note) == (entry.pk, "Any time")
    assert WaitingEntry.objects.count() == 1


def test_who_waited_is_booked_as_the_same_patient(
    press: Callable[..., Appointment], first_visit: AppointmentType, bea: User, now: datetime
) -> None:
    enquiry, _ = _ask(now)
    entry = waiting_list_from_enquiry(enquiry=enquiry, type=first_visit, date_of_birth=BORN, by=bea, now=now)
    assert press(enquiry).patient == entry.patient


def test_an_enquiry_is_one_persons_work(bea: User, olu: User, now: datetime) -> None:
    enquiry = EnquiryFactory.create()
    assert claim(enquiry=enquiry, by=bea, now=now).owner == bea
    with pytest.raises(EnquiryRefused, match="Bea Holt"):
        claim(enquiry=enquiry, by=olu, now=now)
    assert claim(enquiry=enquiry, by=olu, now=now, take_over=True).owner == olu


def test_the_first_answer_is_the_first_time_they_heard_from_us(bea: User, now: datetime) -> None:
    enquiry = EnquiryFactory.create()
    log_call(enquiry=enquiry, result="no_answer", by=bea, now=now)
    enquiry.refresh_from_db()
    assert enquiry.answered_at is None
    log_call(enquiry=enquiry, result="message_left", by=bea, now=now)
    log_call(enquiry=enquiry, result="spoke", by=bea, now=now + timedelta(hours=1))
    answered = Enquiry.objects.get(pk=enquiry.pk)
    assert (answered.answered_at, answered.owner, answered.calls.count()) == (now, bea, 3)


def test_a_snoozed_enquiry_comes_back(bea: User, now: datetime) -> None:
    enquiry = snooze_enquiry(enquiry=EnquiryFactory.create(), until=now + timedelta(hours=3), by=bea, now=now)
    assert enquiry not in Enquiry.objects.open().due(now)
    assert enquiry in Enquiry.objects.open().due(now + timedelta(hours=3))
    with pytest.raises(ValidationError, match="still to come"):
        snooze_enquiry(enquiry=enquiry, until=now, by=bea, now=now)


def test_an_enquiry_is_closed_with_a_reason_and_once(bea: User, now: datetime) -> None:
    enquiry = EnquiryFactory.create()
    with pytest.raises(ValidationError, match="Say why"):
        close_enquiry(enquiry=enquiry, why=" ", by=bea, now=now)
    assert close_enquiry(enquiry=enquiry, why="Found another clinic", by=bea, now=now).state == "closed"
    with pytest.raises(EnquiryRefused, match="closed already"):
        log_call(enquiry=enquiry, result="spoke", by=bea, now=now)
